import { canonicalJson } from '@proofroom/proof'
import type * as Y from 'yjs'
import type { Draft } from '../../src/proofs/room/types.ts'
import type { Player } from './cast.ts'
import { allIn, type Held, hasHad, heldBy } from './entries.ts'
import { promisedBy } from './promises.ts'
import type { Tab } from './tab.ts'

/** Something said at one tab, over what stood there before. */
type Write = Held & {
  by: Tab
  over: Write | null
  /** It need not be there: its tab ended before it was on any disk, or it is a draft now. */
  doubtful: boolean
}

/** What people have said, kept beside the system: what may, must and must not be there in the end. */
export class Model {
  readonly #writes = new Map<string, Write[]>()
  /** Said where the room took nothing any more, by entry id. */
  readonly #late = new Map<string, Player>()

  get size(): number {
    return this.#writes.size
  }

  /** Does something at a tab and remembers what it changed of the author's own; whether that was anything. */
  act(tab: Tab, act: () => string | undefined): boolean {
    const { doc } = tab.page
    const before = doc ? heldBy(doc, tab.actorId) : new Map<string, Held>()
    const offered = tab.session.drafts.get()
    const said = act()
    const after = doc ? heldBy(doc, tab.actorId) : new Map<string, Held>()
    const changed = [...after].filter(([ref, held]) => held.name !== before.get(ref)?.name)
    for (const [ref, held] of changed) this.#note(tab, ref, held, before.get(ref))
    if (said !== undefined && !after.has(tab.session.refOf(said))) this.#late.set(said, tab.player)
    if (changed.length > 0) this.#forgetSent(tab, offered)
    return changed.length > 0
  }

  /** A draft that goes out as something newly said is none any more. */
  #forgetSent(tab: Tab, offered: readonly Draft[]): void {
    const left = new Set(tab.session.drafts.get().map(({ id }) => id))
    for (const { id } of offered) if (!left.has(id)) this.#late.delete(id)
  }

  /** What a tab has not called saved may be lost with it. */
  doubt(tab: Tab): void {
    const promised = new Set(promisedBy(tab).map(({ held }) => held.name))
    for (const writes of this.#writes.values())
      for (const write of writes) if (write.by === tab && !promised.has(write.name)) write.doubtful = true
  }

  /** What the database's document has wrong, in words. Of a closed version, only what arrived is spoken of. */
  judge(doc: Y.Doc, isClosed: boolean): string[] {
    const held = allIn(doc)
    const foreign = [...held.keys()].filter((ref) => !this.#writes.has(ref)).map((ref) => `${ref}: nobody said it`)
    const arrived = (ref: string, writes: readonly Write[]) =>
      isClosed ? writes.filter((write) => hasHad(doc, ref, write)) : writes
    return [
      ...foreign,
      ...[...this.#writes].flatMap(([ref, writes]) => judgeEntry(ref, arrived(ref, writes), held.get(ref))),
    ]
  }

  /** What is wrong with the drafts that a device offers for a version that closed with this document. */
  judgeDrafts(doc: Y.Doc, player: Player, drafts: readonly Draft[]): string[] {
    const offered = new Map(drafts.map(({ id, entry }) => [id, canonicalJson(entry)]))
    const missing = [...this.#late].filter(([id, by]) => by === player && !offered.has(id)).map(([id]) => id)
    const wrong = missing.map((id) => `${player.device.name} offers no draft of ${id}, said too late`)
    for (const [ref, writes] of this.#writes) {
      const id = ref.split('/')[1] ?? ''
      const unsent = writes.filter((write) => write.by.player === player && !hasHad(doc, ref, write))
      const there = heldBy(doc, ref.split('/')[0] ?? '').get(ref)
      const last = standing(writes).filter((write) => unsent.includes(write) && !write.doubtful)
      const isDue = last.length > 0 && last.every((write) => isWords(write) && isNewerThan(there, write))
      const draft = offered.get(id)
      for (const write of unsent) write.doubtful ||= write.value === draft
      if (isDue && !unsent.some(({ value }) => value === draft))
        wrong.push(`${player.device.name} offers ${draft} as ${ref}; ${told(writes)}`)
      else if (draft !== undefined && !unsent.some(({ value }) => value === draft) && !this.#late.has(id))
        wrong.push(`${player.device.name} offers ${draft} as ${ref}, which arrived; ${told(writes)}`)
    }
    return wrong
  }

  #note(tab: Tab, ref: string, held: Held, before: Held | undefined): void {
    const writes = this.#writes.get(ref) ?? []
    this.#writes.set(ref, writes)
    if (writes.some(({ name }) => name === held.name)) return
    const over = writes.find(({ name }) => name === before?.name) ?? null
    writes.push({ ...held, by: tab, over, doubtful: false })
  }
}

function judgeEntry(ref: string, writes: readonly Write[], held: Held | undefined): string[] {
  if (!held) return writes.every(({ doubtful }) => doubtful) ? [] : [`${ref} is gone; ${told(writes)}`]
  const same = standing(writes).find(({ name }) => name === held.name)
  if (!same) return [`${ref} is ${held.name} ${held.value}, which is not what was said last; ${told(writes)}`]
  return same.value === held.value ? [] : [`${ref} is ${held.value} instead of ${same.value}`]
}

/** What nothing certain was said over. */
function standing(writes: readonly Write[]): Write[] {
  const replaced = new Set<Write>()
  for (const write of writes) {
    if (write.doubtful) continue
    for (let under = write.over; under; under = under.over) replaced.add(under)
  }
  return writes.filter((write) => !replaced.has(write))
}

/** Whether it says something else than is there, over that: not where another device of the author was first. */
function isNewerThan(there: Held | undefined, write: Write): boolean {
  if (!there) return true
  let under = write.over
  while (under && under.name !== there.name) under = under.over
  return under !== null && write.value !== there.value
}

/** An act such as *resolve* is one tap away; only words and marks are kept as drafts. */
const isWords = ({ value }: Held): boolean =>
  value !== null && ['annotation', 'comment', 'reply'].includes(JSON.parse(value).kind)

const told = (writes: readonly Write[]): string =>
  writes
    .map(({ by, name, over, doubtful, value }) =>
      [by.name, name, over && `over ${over.name}`, doubtful && 'doubtful', value].filter(Boolean).join(' '),
    )
    .join(' | ')
