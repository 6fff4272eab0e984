import { addEntry, deleteEntry, rootName } from '@proofroom/proof'
import { until } from '../until.ts'
import { type Attack, type Tally, tally } from './attack.ts'
import { materialsOf, written } from './forgery.ts'
import { garbage } from './garbage.ts'
import type { Intruder } from './intruder.ts'
import type { Stage } from './stage.ts'

const AT_ONCE = 10

const below = (stage: Stage, n: number) => Math.floor(stage.scene.random() * n)

/**
 * Sends each from a socket of its own, a few at once. Noise may by chance be something harmless: then the sender stays;
 * what was said by others is looked at afterwards, as always.
 */
async function bombard(stage: Stage, count: number, make: (intruder: Intruder) => Uint8Array): Promise<Tally> {
  let refused = 0
  for (let sent = 0; sent < count; sent += AT_ONCE) {
    const outcomes = Array.from({ length: Math.min(AT_ONCE, count - sent) }, async () => {
      const intruder = await stage.intruder()
      intruder.say(make(intruder), below(stage, 2) ? 'update' : 'step2')
      const isAnswered = await until(() => intruder.code !== null || intruder.written > 0)
      intruder.leave()
      return isAnswered
    })
    refused += (await Promise.all(outcomes)).filter(Boolean).length
  }
  return { tries: count, refused }
}

const randomUpdates = (stage: Stage) =>
  bombard(stage, stage.scene.quick ? 60 : 300, () =>
    Uint8Array.from({ length: 1 + below(stage, 60) }, () => below(stage, below(stage, 3) ? 12 : 256)),
  )

/** An honest edit with up to three bits turned over, which may make it somebody else's. */
function flippedUpdates(stage: Stage): Promise<Tally> {
  return bombard(stage, stage.scene.quick ? 60 : 400, (intruder) => {
    const m = materialsOf(stage, intruder)
    const update = written(m, (doc) => {
      addEntry(doc, m.me, { kind: 'comment', text: 'abc', at: 9 }, 'new')
      addEntry(doc, m.me, { kind: 'reply', target: `${m.victim.actorId}/${m.victim.key}`, text: 'yes' }, 'answer')
      if (below(stage, 2)) deleteEntry(doc, m.me, 'new')
      doc.getMap(rootName(m.me))
    })
    for (let flips = below(stage, 3); flips >= 0; flips--) {
      const at = below(stage, update.length)
      update[at] = (update[at] ?? 0) ^ (1 << below(stage, 8))
    }
    return update
  })
}

async function malformedFrames(stage: Stage): Promise<Tally> {
  const sockets = stage.scene.quick ? 40 : 200
  const strangers = Array.from({ length: sockets }, (_, i) => (i % 4 ? stage.raw() : stage.intruder()))
  const all = await Promise.all(strangers)
  await Promise.all(all.map((one) => one.open()))
  for (const one of all) for (let i = 0; i < 50; i++) one.send(garbage(stage.seeded.room, stage.scene.random))
  return tally(all.map((one) => one.closed(30_000)))
}

export const NOISE: Attack[] = [
  { kind: 'random bytes as edits', run: randomUpdates },
  { kind: 'honest edits with flipped bits', run: flippedUpdates },
  { kind: 'malformed frames by the thousands', run: malformedFrames },
]
