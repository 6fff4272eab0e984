import { setTimeout as pause } from 'node:timers/promises'
import { inTransaction } from '@proofroom/db'
import { uuidv7 } from 'uuidv7'
import { announceRevocation } from '../../src/proofs/live/announce.ts'
import { Client } from '../../src/proofs/live/testing/client.ts'
import { type FaultProxy, proxyTo } from '../../src/proofs/live/testing/proxy.ts'
import { grantOf, ticketFor } from '../../src/proofs/live/testing/seed.ts'
import { Observer } from '../movers.ts'
import type { Beside, Scene } from '../scene.ts'
import { until } from '../until.ts'
import { Crowd } from './crowd.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground } from './ground.ts'
import { killPostgres } from './postmaster.ts'

/** What the connections are called on which a process hears of the others. */
const LISTENER = { saying: 'proofroom-listen' }
const SEEN_MS = 15_000
/** Whatever an announcement does not bring is found by the comparison with the journal, every three seconds. */
const COMPARED_MS = 5_000
/** A revocation that was not heard, in a process whose ear is dead. */
const REVOKED_MS = 15_000

type Neighbour = Beside & { network: FaultProxy }

/** Another process, on a network of its own to the database. */
async function neighbourOf(scene: Scene): Promise<Neighbour> {
  const network = await proxyTo(scene.postgres.url)
  return { ...(await scene.beside(network.url)), network }
}

/** Who only looks, in each of the crowd's rooms, on the other process. */
async function lookOn(crowd: Crowd, url: string): Promise<Observer[]> {
  const observers = await Promise.all(crowd.places.map(async (place) => new Observer(place, await place.invite(), url)))
  if (!(await until(() => observers.every(({ client }) => client.isSaved), SEEN_MS))) {
    throw new Error('Somebody did not get in on the other process.')
  }
  return observers
}

/** How long it takes until they see all that was acknowledged until now. */
async function completeIn(crowd: Crowd, observers: Observer[]): Promise<{ completeMs: number; missing: number }> {
  const start = performance.now()
  const promised = crowd.movers.map(({ room, acknowledged }) => ({ room, acknowledged: [...acknowledged] }))
  const misses = () =>
    observers.reduce((sum, observer) => {
      const strokes = promised.filter(({ room }) => room === observer.room).flatMap(({ acknowledged }) => acknowledged)
      return sum + observer.misses(strokes)
    }, 0)
  await until(() => misses() === 0, SEEN_MS)
  return { completeMs: Math.round(performance.now() - start), missing: misses() }
}

/** Its ears are cut off again and again while the others draw. */
async function cutOff(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const other = await neighbourOf(scene)
  const crowd = await Crowd.draw(scene)
  const observers = await lookOn(crowd, other.url)
  try {
    for (let cut = 0; cut < (ground.quick ? 6 : 40); cut++) {
      await pause(ground.random() * 500)
      other.network.cut(LISTENER)
    }
    crowd.rest()
    await crowd.isBack(SEEN_MS)
    const seen = await completeIn(crowd, observers)
    const wrong = wrongIn({
      'the other process misses strokes': seen.missing > 0,
      'it took longer than the comparison': seen.completeMs > COMPARED_MS,
      'sockets ended there': observers.some(({ client }) => client.closes.length > 0),
    })
    return { ...(await crowd.account()), ...seen, wrong }
  } finally {
    crowd.leave()
    for (const { client } of observers) client.leave()
    other.network.close()
    await other.stop()
  }
}

/** Its ears hear nothing and nobody tells it: strokes come late, and a revoked link must not stay for ever. */
async function deafened(ground: Ground, kind: 'hold' | 'lose'): Promise<Found> {
  const { scene } = await ground.fresh()
  const other = await neighbourOf(scene)
  const crowd = await Crowd.draw(scene)
  const observers = await lookOn(crowd, other.url)
  const guest = await guestOn(scene, other.url)
  try {
    other.network[kind](LISTENER)
    await pause(3_000)
    crowd.rest()
    await crowd.isBack(SEEN_MS)
    const meanwhile = await completeIn(crowd, observers)
    const revokedMs = await guest.revoke()
    other.network.up()
    for (const mover of crowd.movers) mover.draw()
    await pause(1_000)
    crowd.rest()
    await crowd.isBack(SEEN_MS)
    const after = await completeIn(crowd, observers)
    const secondMs = await (await guestOn(scene, other.url)).revoke()
    const wrong = wrongIn({
      'strokes were missing meanwhile': meanwhile.missing > 0,
      'strokes took longer than the comparison': meanwhile.completeMs > COMPARED_MS,
      'a revoked link stayed': revokedMs === null,
      'strokes are missing after it': after.missing > 0,
      'revocations are not heard any more': secondMs === null || secondMs > 2_000,
    })
    const { completeMs, missing } = meanwhile
    return { ...(await crowd.account()), completeMs, missing, revokedMs, revokedAfterMs: secondMs, wrong }
  } finally {
    crowd.leave()
    guest.leave()
    for (const { client } of observers) client.leave()
    other.network.close()
    await other.stop()
  }
}

/** Somebody who came by a link; `revoke` takes it from them and says how long they stayed. */
async function guestOn(scene: Scene, url: string) {
  const seeded = await scene.seed()
  const linkId = uuidv7()
  const grant = grantOf({ linkId })
  const { db } = scene.database
  const client = new Client({ url, room: seeded.room, grant, ticket: () => ticketFor(db, seeded, grant) })
  if (!(await until(() => client.isSaved, SEEN_MS))) throw new Error('A guest did not get in.')
  return {
    async revoke(): Promise<number | null> {
      await inTransaction(db, { shopId: seeded.shopId }, (tx) => announceRevocation(tx, { linkId }))
      const start = performance.now()
      const isGone = await until(() => client.closes.includes(4403), REVOKED_MS)
      client.leave()
      return isGone ? Math.round(performance.now() - start) : null
    },
    leave: () => client.leave(),
  }
}

const LIVES = 3
const PEOPLE = 2
const BACK_MS = 30_000
const DRAINED_MS = 10_000

/** PostgreSQL dies under three processes whose people share rooms, and comes back. */
async function killedUnderAll(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const others = [await scene.beside(), await scene.beside()]
  const urls = [scene.url, ...others.map(({ url }) => url)]
  const crowd = await Crowd.draw(scene, { people: LIVES * PEOPLE, urls })
  const observers = (await Promise.all(urls.map((url) => lookOn(crowd, url)))).flat()
  let drainedMaxMs = 0
  try {
    for (let kill = 0; kill < (ground.quick ? 1 : 5); kill++) {
      await pause(800 + ground.random() * 800)
      await killPostgres(scene)
      const back = performance.now()
      crowd.rest()
      await crowd.isBack(BACK_MS)
      drainedMaxMs = Math.max(drainedMaxMs, Math.round(performance.now() - back))
      for (const mover of crowd.movers) mover.draw()
    }
    crowd.rest()
    await crowd.isBack(BACK_MS)
    const seen = await completeIn(crowd, observers)
    const account = await crowd.account()
    const wrong = wrongIn({
      'not drained in 10 s': drainedMaxMs > DRAINED_MS,
      'not everybody came back': account.notBack > 0,
      'a process misses strokes': seen.missing > 0,
    })
    return { ...account, processes: LIVES, closes: crowd.closes.length, drainedMaxMs, ...seen, wrong }
  } finally {
    crowd.leave()
    for (const { client } of observers) client.leave()
    await Promise.all(others.map(({ stop }) => stop()))
  }
}

export const NEIGHBOUR_FAULTS: Fault[] = [
  { fault: 'a process whose ears are cut off', slow: true, run: cutOff },
  { fault: 'a process that hears nothing for a while', slow: true, run: (ground) => deafened(ground, 'hold') },
  { fault: 'a process whose ears are dead', slow: true, run: (ground) => deafened(ground, 'lose') },
  { fault: 'PostgreSQL killed under three processes', slow: true, run: killedUnderAll },
]
