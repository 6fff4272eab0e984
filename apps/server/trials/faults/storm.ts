import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { roomName } from '../../src/proofs/live/index.ts'
import type { TestApp } from '../../src/testing/app.ts'
import { buildGuest, buildProof, buildShop } from '../../src/testing/factories.ts'
import { anyAddress } from '../attack/intruder.ts'
import { visitorOf } from '../places.ts'
import type { Scene } from '../scene.ts'
import { Crowd } from './crowd.ts'
import { disturb } from './disturb.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground } from './ground.ts'
import { Watch } from './health.ts'
import type { Entered, Guest, Order, Pushed, Report } from './throng.ts'

const AT_ONCE = 10
const BACK_MS = 30_000
/** What a thousand people in fifty rooms may cost. */
const MEMORY_MB = 800

async function ask<R extends Report>(throng: ChildProcess, order: Order): Promise<R> {
  throng.send(order)
  const [report] = await Promise.race([
    once(throng, 'message'),
    once(throng, 'exit').then(() => Promise.reject(new Error('The throng is gone.'))),
  ])
  return report as R
}

const startThrong = (): ChildProcess =>
  fork(new URL('./throng.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })

/** Rooms and guests as people make them, through the API; each guest at an address of their own. */
async function invite(scene: Scene, rooms: number, guests: number): Promise<Guest[]> {
  const address = `http://127.0.0.1:${scene.port}`
  let current = anyAddress()
  const visitor = () => {
    current = anyAddress()
    return visitorOf(address, { 'x-forwarded-for': current })
  }
  const shop = await buildShop({ visitor } as TestApp)
  const invited: Guest[] = []
  for (let room = 0; room < rooms; room++) {
    const proof = await buildProof(shop)
    const versionId = proof.version.id
    for (let i = 0; i < guests; i += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, guests - i) }, async (): Promise<Guest> => {
        const coming = buildGuest(proof)
        const from = current
        const { visitor: person, path } = await coming
        const ticketUrl = `${address}${path}/versions/${versionId}/ticket`
        return { room: roomName(versionId), ticketUrl, cookie: person.cookie, address: from }
      })
      invited.push(...(await Promise.all(some)))
    }
  }
  return invited
}

async function everybodyReturns(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const [rooms, each] = ground.quick ? [5, 20] : [50, 20]
  const guests = await invite(scene, rooms, each)
  const throng = startThrong()
  const crowd = await Crowd.draw(scene)
  const watch = await Watch.start(scene)
  try {
    const first = await ask<Entered>(throng, { type: 'come', url: scene.url, guests })
    const before = watch.rssMb
    await ask(throng, { type: 'wait' })
    await scene.restart()
    watch.forget()
    const back = await ask<Entered>(throng, { type: 'return' })
    crowd.rest()
    await crowd.isBack(BACK_MS)
    await pause(1_000)
    const account = await crowd.account()
    const refused = [...new Set([...first.refused, ...back.refused])]
    const wrong = wrongIn({
      [`refused: ${refused.join(', ')}`]: refused.length > 0,
      'not everybody came in': first.in < guests.length,
      'not everybody came back': back.in < guests.length || account.notBack > 0,
      'too much memory': watch.worstRssMb > MEMORY_MB,
    })
    return {
      ...account,
      ...{ clients: guests.length, rooms, firstInMs: first.ms, halfBackMs: back.halfMs, allBackMs: back.ms },
      ...{ triedAgain: back.again - first.again },
      ...{ lagMaxMs: watch.worstLagMs, rssBeforeMb: before, rssWorstMb: watch.worstRssMb, rssAfterMb: watch.rssMb },
      wrong,
    }
  } finally {
    watch.stop()
    crowd.leave()
    throng.kill('SIGKILL')
  }
}

const SOCKETS = 1_000
const MOST_OF_AN_ADDRESS = 500

async function oneAddress(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const throng = startThrong()
  const address = anyAddress()
  const order: Order = { type: 'push', url: scene.url, sockets: SOCKETS, address }
  try {
    return await disturb(scene, async () => {
      const first = await ask<Pushed>(throng, order)
      // More than an address may open in a minute, now that it has none open.
      const second = await ask<Pushed>(throng, order)
      const pushed = [first, second]
      return {
        ...{ opened: first.opened, tooMany: first.tooMany, openedAgain: second.opened, tooManyAgain: second.tooMany },
        complaints: {
          'more sockets than an address may have': pushed.some(({ opened }) => opened > MOST_OF_AN_ADDRESS),
          'more sockets than a minute allows': second.opened > 1_200 - SOCKETS,
          'not told that it was too many': pushed.some(({ opened, tooMany }) => opened + tooMany < SOCKETS),
        },
      }
    })
  } finally {
    throng.kill('SIGKILL')
  }
}

export const STORM_FAULTS: Fault[] = [
  { fault: 'everybody returns at once after a restart', run: everybodyReturns },
  { fault: 'a storm of sockets from one address', run: oneAddress },
]
