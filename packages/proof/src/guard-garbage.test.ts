import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { canonicalJson } from './canonical-json.ts'
import type { Guard } from './guard.ts'
import { authorDoc, CLIENT, comment, fingerprint, mallory, stage } from './testing/attack.ts'
import { type ForgedStruct, forge } from './testing/forge.ts'
import { Random } from './testing/random.ts'
import { addEntry, deleteEntry, editEntry } from './write.ts'

/** Seeds that once found a bug; each stays, with what it found. */
const FOUND = [
  174354007 /* pending known structs, then several living values in one struct; the generator has grown since */,
]
const ROUNDS = Number(process.env.FUZZ_SEEDS ?? 20) * 50
const seeds = [...FOUND, Date.now() % 1_000_000_000]

/** What others have said: whatever Mallory sends, this stays. */
const others = ({ doc }: Guard): string =>
  canonicalJson(['ruth', 'shop'].map((actorId) => doc.getMap(`u:${actorId}`).toJSON()))

/** Sends one update after another; none may throw, touch others, or leave a trace when it is refused. */
function bombard(makeUpdate: (random: Random) => Uint8Array, seed: number): { refused: number; accepted: number } {
  const random = new Random(seed)
  const count = { refused: 0, accepted: 0 }
  let guard = stage()
  const said = others(guard)
  for (let i = 0; i < ROUNDS; i++) {
    const update = makeUpdate(random)
    const before = fingerprint(guard)
    const verdict = guard.check(update, mallory, random.below(2) ? 'update' : 'sync')
    count[verdict.ok ? 'accepted' : 'refused']++
    if (!verdict.ok) expect(fingerprint(guard)).toEqual(before)
    expect(guard.doc.store.pendingStructs).toBe(null)
    expect(guard.doc.store.pendingDs).toBe(null)
    expect(others(guard)).toBe(said)
    expect(canonicalJson(reloaded(guard))).toBe(canonicalJson(allRoots(guard.doc)))
    if (i % 50 === 0) guard = stage()
  }
  return count
}

const allRoots = (doc: Y.Doc) =>
  Object.fromEntries([...doc.share.keys()].map((name) => [name, doc.getMap(name).toJSON()]))

/** The shadow as somebody who joins now would get it: no update may make the document unreadable. */
function reloaded(guard: Guard): unknown {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(guard.doc))
  for (const name of guard.doc.share.keys()) doc.getMap(name)
  return allRoots(doc)
}

/** What Mallory's own client would send, honestly. */
function honest(random: Random): Uint8Array {
  const doc = authorDoc(CLIENT.NEW)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(stage().doc))
  const before = Y.encodeStateVector(doc)
  addEntry(doc, 'mallory', { kind: 'comment', text: 'abc', at: 9 }, 'new')
  editEntry(doc, 'mallory', random.below(2) ? 'one' : 'new', { text: 'changed' }, 10)
  if (random.below(2)) deleteEntry(doc, 'mallory', 'two')
  return random.below(2) ? Y.encodeStateAsUpdate(doc, before) : Y.encodeStateAsUpdate(doc)
}

describe('[G10] whatever arrives', () => {
  it.each(seeds)("[G10] random bytes never throw nor change others' content (seed %i)", (seed) => {
    const random = (r: Random) =>
      Uint8Array.from({ length: r.below(60) }, () => (r.below(3) ? r.below(12) : r.below(256)))
    expect(bombard(random, seed).refused).toBeGreaterThan(ROUNDS / 2)
  })

  it.each(seeds)("[G10] flipped bits never throw nor change others' content (seed %i)", (seed) => {
    const flipped = (random: Random): Uint8Array => {
      const update = honest(random)
      for (let flips = random.below(3); flips >= 0; flips--) {
        const at = random.below(update.length)
        update[at] = update[at]! ^ (1 << random.below(8))
      }
      return update
    }
    expect(bombard(flipped, seed).refused).toBeGreaterThan(0)
  })

  it.each(seeds)("[G10] well-formed nonsense never throws nor changes others' content (seed %i)", (seed) => {
    const count = bombard(nonsense, seed)
    expect(count.refused).toBeGreaterThan(0)
    expect(count.accepted).toBeGreaterThan(0)
  })
})

/** Structs that Yjs can read, in places where they may or may not be. Mostly Mallory's, so that some get through. */
function nonsense(random: Random): Uint8Array {
  const clients = [CLIENT.mallory, CLIENT.NEW, CLIENT.ruth]
  const client = () => clients[random.below(10) < 8 ? random.below(2) : 2]!
  const structs = Array.from({ length: 1 + random.below(3) }, () => nonsenseStruct(random, client))
  const speaker = client()
  const deletions = random.below(3) ? [] : [[client(), random.below(6), 1 + random.below(2)] as const]
  return forge(
    [{ client: speaker, clock: speaker === CLIENT.NEW ? random.below(2) : random.below(6), structs }],
    deletions,
  )
}

function nonsenseStruct(random: Random, client: () => number): ForgedStruct {
  const id = () => [client(), random.below(5)] as const
  const named = { root: random.pick(['u:mallory', 'u:mallory', 'u:ruth'])!, key: random.pick(['one', 'two', 'new'])! }
  const places = [named, named, named, { origin: id() }, { origin: id() }, { origin: id() }, { right: id() }]
  const contents = [
    { any: [comment('nonsense')] },
    { any: [comment('a'), comment('b')] },
    { deleted: 1 + random.below(3) },
  ]
  return { ...random.pick(contents)!, ...random.pick(places)! }
}
