import { entryRef } from '@proofroom/proof'
import type { Grant } from '../../src/proofs/live/grant.ts'
import { until } from '../until.ts'
import { type Attack, isRefused, type Tally, tally } from './attack.ts'
import { asNew, comment, type Forgery, forged, type Materials, materialsOf, type Spot } from './forgery.ts'
import type { Stage } from './stage.ts'

const entry = (kind: string, value: (m: Materials) => unknown, key = 'k'): Forgery => ({
  kind,
  forge: (m) => asNew(m, { any: [value(m)], root: m.root, key }),
})
const refOf = ({ actorId, key }: Spot) => entryRef(actorId, key)
const mark = { v: 1, kind: 'annotation', at: 5, page: 'front', shape: 'pin' }

/** What is no entry, and what a customer may not say. */
const FORGERIES: Forgery[] = [
  entry('schema: an unknown kind', () => ({ v: 1, kind: 'decision', at: 1, approved: true })),
  entry('schema: a field too many', () => ({ ...comment('x'), admin: true })),
  entry('schema: a version to come', () => ({ ...comment('x'), v: 99 })),
  entry('schema: text without end', () => comment('x'.repeat(4_001))),
  entry('schema: geometry off the page', () => ({ ...mark, geometry: { x: 1e9, y: 0 } })),
  entry('schema: a number that is none', () => ({ ...mark, geometry: { x: Number.NaN, y: 0 } })),
  entry('schema: not an object', () => 'x'),
  entry('schema: an entry id that is none', () => comment('x'), '../../etc'),
  entry("settling another's thread", (m) => ({
    v: 1,
    kind: 'resolve',
    at: 5,
    target: refOf(m.victim),
    resolved: true,
  })),
  entry("hiding another's words", (m) => ({ v: 1, kind: 'hide', at: 5, target: refOf(m.other), hidden: true })),
  entry('settling a change request', () => ({ v: 1, kind: 'resolve', at: 5, target: 'request:r1', resolved: true })),
  entry('answering what never was', (m) => ({
    v: 1,
    kind: 'reply',
    at: 5,
    target: entryRef(m.victim.actorId, 'nope'),
    text: 'x',
  })),
]

/** Somebody with these rights tries to comment. */
async function tries(stage: Stage, given: Partial<Grant>, kind: 'update' | 'step2') {
  const intruder = await stage.intruder(given)
  const m = materialsOf(stage, intruder)
  intruder.say(asNew(m, { any: [comment('x')], root: m.root, key: 'k' }), kind)
  return intruder
}

/** Told that it was not written; the honest see nothing of it (the stage looks). */
const readOnly = (kind: string, given: Partial<Grant>): Attack => ({
  kind,
  run(stage) {
    const isUnwritten = async (as: 'update' | 'step2') => {
      const intruder = await tries(stage, given, as)
      const answered = await until(() => intruder.unwritten > 0)
      return answered && !(await stage.written()).share.has(`u:${intruder.grant.actorId}`)
    }
    return tally([isUnwritten('update'), isUnwritten('step2')])
  },
})

/** Bytes that no read-only connection's guard looks at: Yjs itself must survive them. */
const HOSTILE = [
  [1, 255, 255, 255, 255, 15, 1, 0],
  [0, 1, 1, 255, 255, 255, 255, 15],
  [255, 255, 255, 255, 15],
  [1, 1, 1, 0, 40, 1, 1, 117, 1, 107, 255, 255, 255, 127, 0],
  [1, 1, 1, 0, 9, 1, 1, 117, 1, 100, 127, 0],
]

async function hostileBytes(stage: Stage): Promise<Tally> {
  const outcomes = HOSTILE.map(async (bytes) => {
    const intruder = await stage.intruder({ readOnly: true, canAnnotate: false })
    intruder.say(Uint8Array.from(bytes), 'step2')
    return until(() => intruder.code !== null || intruder.unwritten > 0)
  })
  return tally(outcomes)
}

export const ROLES: Attack[] = [
  ...FORGERIES.map(forged),
  readOnly('writing on a read-only connection', { readOnly: true, readOnlyReason: 'role.viewer' }),
  readOnly('writing with neither right', { canAnnotate: false }),
  { kind: 'hostile bytes on a read-only connection', run: hostileBytes },
  {
    kind: 'commenting as one who may only settle',
    run: (stage) =>
      tally([
        tries(stage, { canAnnotate: false, canResolve: true }, 'update').then((one) => isRefused(stage, one)),
        tries(stage, { canAnnotate: false, canResolve: true }, 'step2').then((one) => isRefused(stage, one)),
      ]),
  },
]
