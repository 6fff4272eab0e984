import { grantOf } from '../../src/proofs/live/testing/seed.ts'
import { until } from '../until.ts'
import { type Attack, type Tally, tally } from './attack.ts'
import type { Device } from './honest.ts'
import type { Intruder } from './intruder.ts'
import type { Stage } from './stage.ts'

type State = { user?: { actorId: string; name: string; side: string }; typing?: unknown } & Record<string, unknown>

const stateAt = (device: Device, client: number) =>
  device.client.provider.awareness?.getStates().get(client) as State | undefined

const newClient = (stage: Stage) => 1 + Math.floor(stage.scene.random() * 2 ** 31)
const CLOCK = 1_000

/** Honest eyes (the maker's), an honest cursor (Ruth's), somebody who pretends, and whatever they show first. */
async function scene(stage: Stage) {
  const [ruth, , maker] = stage.devices as [Device, Device, Device]
  const intruder = await stage.intruder()
  return { ruth, maker, intruder, client: newClient(stage) }
}

/** Everything they sent was handled once their last word is seen, or they are closed. */
async function isHandled(intruder: Intruder, eyes: Device, client: number, clock: number): Promise<void> {
  intruder.show({ client, clock, state: '{"typing":"last"}' })
  await until(() => stateAt(eyes, client)?.typing === 'last' || intruder.code !== null, 4_000)
}

async function identity(stage: Stage): Promise<Tally> {
  const { maker, intruder, client } = await scene(stage)
  const lie = { user: { actorId: stage.ruth.actorId, name: 'Ruth Keller', side: 'shop' }, admin: true, typing: 'x' }
  intruder.show({ client, clock: CLOCK, state: JSON.stringify(lie) })
  await until(() => stateAt(maker, client) !== undefined)
  const { user, ...rest } = stateAt(maker, client) ?? {}
  const isTrue = user?.actorId === intruder.grant.actorId && user.name === 'Mallory' && user.side === 'customer'
  return { tries: 1, refused: isTrue && !('admin' in rest) ? 1 : 0 }
}

/** What the intruder shows under Ruth's client id; she must look as before to the maker, and it must be on record. */
const underAnothersId = (states: string[], clock = 2 ** 40) =>
  async function run(stage: Stage): Promise<Tally> {
    const { ruth, maker, intruder, client } = await scene(stage)
    const hers = ruth.client.doc.clientID
    await until(() => stateAt(maker, hers) !== undefined)
    for (const state of states) intruder.show({ client: hers, clock, state })
    await isHandled(intruder, maker, client, CLOCK)
    const { user, typing } = stateAt(maker, hers) ?? {}
    ruth.client.provider.setAwarenessField('typing', 'still me')
    const isHers = user?.actorId === stage.ruth.actorId && typing === undefined
    const isHeard = await until(() => stateAt(maker, hers)?.typing === 'still me')
    ruth.client.provider.setAwarenessField('typing', undefined)
    await until(() => stateAt(maker, hers)?.typing === undefined)
    return { tries: 1, refused: isHers && isHeard && (await stage.isRecorded(intruder)) ? 1 : 0 }
  }

/** Whoever is shown without being there: of many client ids one at most. */
async function manyIds(stage: Stage): Promise<Tally> {
  const { maker, intruder, client } = await scene(stage)
  await isHandled(intruder, maker, client, CLOCK)
  const ids = Array.from({ length: 500 }, () => newClient(stage))
  intruder.show(...ids.map((id) => ({ client: id, clock: CLOCK, state: '{"typing":"x"}' })))
  await isHandled(intruder, maker, client, CLOCK + 1)
  const seen = ids.filter((id) => stateAt(maker, id) !== undefined)
  return { tries: 1, refused: seen.length === 0 ? 1 : 0 }
}

async function oversize(stage: Stage): Promise<Tally> {
  const { maker, intruder, client } = await scene(stage)
  const flood = { drawing: { points: 'x'.repeat(1_000_000) }, cursor: 'x'.repeat(600), other: 'x'.repeat(100_000) }
  intruder.show({ client, clock: CLOCK, state: JSON.stringify(flood) })
  await isHandled(intruder, maker, client, CLOCK + 1)
  const size = JSON.stringify(stateAt(maker, client) ?? {}).length
  return { tries: 1, refused: size < 16_384 ? 1 : 0 }
}

const ODD = ['5', '"x"', 'true', '[]', '[[[]]]', '{', '', 'NaN', `${'['.repeat(100_000)}${']'.repeat(100_000)}`]

/** Not an object, not JSON: the sender may be closed for it, nobody else may notice. */
async function odd(stage: Stage): Promise<Tally> {
  const tries = ODD.map(async (state) => {
    const { maker, intruder, client } = await scene(stage)
    intruder.show({ client, clock: CLOCK, state })
    await isHandled(intruder, maker, client, CLOCK + 1)
    const shown = stateAt(maker, client)
    intruder.leave()
    return shown === undefined || shown.user?.actorId === intruder.grant.actorId
  })
  return tally(tries)
}

/** Presence of somebody who was not let in. */
async function unknown(stage: Stage): Promise<Tally> {
  const [, , maker] = stage.devices as [Device, Device, Device]
  const client = newClient(stage)
  const stranger = stage.raw(grantOf())
  await stranger.open()
  for (let i = 0; i < 50; i++) stranger.show({ client, clock: CLOCK + i, state: '{"typing":"x"}' })
  const { ruth } = await scene(stage)
  ruth.client.provider.setAwarenessField('typing', 'a moment later')
  await until(() => stateAt(maker, ruth.client.doc.clientID)?.typing === 'a moment later')
  ruth.client.provider.setAwarenessField('typing', undefined)
  return { tries: 1, refused: stateAt(maker, client) === undefined ? 1 : 0 }
}

export const PRESENCE: Attack[] = [
  { kind: 'presence: a false name', run: identity },
  {
    kind: "presence: another's client id",
    run: underAnothersId(['{"typing":"forged","cursor":{"page":"p","x":9,"y":9}}']),
  },
  { kind: "presence: another's client id, declared gone", run: underAnothersId(['null']) },
  {
    kind: "presence: another's client id, with the last of all clocks",
    run: underAnothersId(['{}'], Number.MAX_SAFE_INTEGER),
  },
  { kind: 'presence: 500 client ids', run: manyIds },
  { kind: 'presence: a state of a megabyte', run: oversize },
  { kind: 'presence: states that are none', run: odd },
  { kind: 'presence: of somebody not let in', run: unknown },
]
