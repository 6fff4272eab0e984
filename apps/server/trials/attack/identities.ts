import { forge } from '@proofroom/proof/testing'
import { grantOf } from '../../src/proofs/live/testing/seed.ts'
import { until } from '../until.ts'
import { type Attack, isRefused, tally } from './attack.ts'
import { comment, type Forgery, forged, type Materials, materialsOf } from './forgery.ts'
import type { Intruder } from './intruder.ts'
import type { Stage } from './stage.ts'

const inMyRoot = (m: Materials, client: number, clock: number) => forge([{ client, clock, structs: spoken(m.root) }])

/** More than the owner can say meanwhile: some of it is news in their name, whatever they do. */
const spoken = (root: string) =>
  Array.from({ length: 40 }, (_, i) => ({ any: [comment('In their name.')], root, key: `k${i}` }))

const FORGERIES: Forgery[] = [
  { kind: "another's client id, going on where they are", forge: (m) => inMyRoot(m, m.victim.client, m.victim.next) },
  { kind: "another's client id, far ahead of them", forge: (m) => inMyRoot(m, m.victim.client, m.victim.next + 5_000) },
  {
    kind: "own structs and another's client id in one update",
    forge: (m) =>
      forge([
        { client: m.client, structs: [{ any: [comment('mine')], root: m.root, key: 'mine' }] },
        {
          client: m.victim.client,
          clock: m.victim.next,
          structs: spoken(m.victim.root),
        },
      ]),
  },
]

/** Writes in their own root under this client id; true when they are turned away. */
async function isTurnedAway(stage: Stage, intruder: Intruder, client: number, clock = 0): Promise<boolean> {
  intruder.say(inMyRoot(materialsOf(stage, intruder), client, clock))
  return isRefused(stage, intruder)
}

async function afterOwnerLeft(stage: Stage, meanwhile: () => Promise<void>) {
  const owner = await stage.welcome()
  owner.act()
  await until(() => owner.client.isSaved)
  owner.leave()
  const { clientID } = owner.client.doc
  await meanwhile()
  stage.devices.splice(stage.devices.indexOf(owner), 1)
  return tally([
    isTurnedAway(stage, await stage.intruder(), clientID, 1),
    isTurnedAway(stage, await stage.intruder(), clientID, 700),
  ])
}

/** The owner has come and shown themselves, and not said anything yet: others see their client id all the same. */
async function beforeFirstEdit(stage: Stage, meanwhile: () => Promise<void>) {
  const owner = await stage.welcome(grantOf({ name: 'Noor' }))
  owner.point()
  const { clientID } = owner.client.doc
  const intruder = await stage.intruder()
  const isSeen = await until(() => intruder.shown.has(clientID))
  await meanwhile()
  const again = intruder.code === null ? intruder : await stage.intruder()
  const outcome = await isTurnedAway(stage, again, clientID)
  owner.act()
  const isHeard = await until(() => owner.client.isSaved)
  return { tries: 1, refused: isSeen && outcome && isHeard ? 1 : 0 }
}

/** They come first after the restart, before the owner's own client is back. */
async function whileOwnerIsAway(stage: Stage) {
  const owner = await stage.welcome(grantOf({ name: 'Noor' }))
  owner.point()
  const { clientID } = owner.client.doc
  const before = await stage.intruder()
  const isSeen = await until(() => before.shown.has(clientID))
  await owner.goOffline()
  await stage.restart()
  const outcome = await isTurnedAway(stage, await stage.intruder(), clientID)
  const cursor = await stage.intruder()
  cursor.show({ client: clientID, clock: 2 ** 40, state: '{"typing":"x"}' })
  await owner.comeBack()
  const isHeard = await until(() => owner.client.isSaved)
  return { tries: 1, refused: isSeen && outcome && isHeard ? 1 : 0 }
}

const nothing = async () => {}

export const IDENTITIES: Attack[] = [
  ...FORGERIES.map(forged),
  { kind: 'a client id whose owner has left', run: (stage) => afterOwnerLeft(stage, nothing) },
  {
    kind: 'a client id whose owner has left, after a restart',
    slow: true,
    run: (stage) => afterOwnerLeft(stage, () => stage.restart()),
  },
  {
    kind: "a client id seen in presence, before its owner's first edit",
    run: (stage) => beforeFirstEdit(stage, nothing),
  },
  {
    kind: "a client id seen in presence, after a restart, before its owner's first edit",
    slow: true,
    run: (stage) => beforeFirstEdit(stage, () => stage.restart()),
  },
  { kind: 'a client id seen in presence, after a restart, before its owner is back', run: whileOwnerIsAway },
]
