import { setTimeout as pause } from 'node:timers/promises'
import { proxyTo } from '../../src/proofs/live/testing/proxy.ts'
import type { Weather } from '../../src/proofs/live/testing/wire.ts'
import { Crowd } from './crowd.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground } from './ground.ts'

/** A telephone in a train, and a line that hands everything on in pieces smaller than a frame's head. */
const TRAIN: Weather = { delayMs: 60, jitterMs: 120, bytesPerSecond: 40_000 }
const CRUMBS: Weather = { segmentBytes: 40 }

async function badLine(ground: Ground, weather: Weather): Promise<Found> {
  const { scene } = await ground.fresh()
  const line = await proxyTo(scene.url)
  line.weather(weather)
  const crowd = await Crowd.draw(scene, { rooms: 2, people: 3, urls: [line.url] })
  try {
    for (let cut = 0; cut < (ground.quick ? 2 : 8); cut++) {
      await pause(800 + ground.random() * 800)
      line.cut()
    }
    crowd.rest()
    const start = performance.now()
    await crowd.isBack(30_000)
    const drainedMs = Math.round(performance.now() - start)
    const account = await crowd.account()
    return { ...account, drainedMs, wrong: wrongIn({ 'not everybody came back': account.notBack > 0 }) }
  } finally {
    crowd.leave()
    line.close()
  }
}

/** The database behind a slow network: everything takes longer, and nothing else. */
async function slowDatabase(ground: Ground): Promise<Found> {
  const { scene, network } = await ground.fresh()
  network.weather({ delayMs: 4, jitterMs: 4, segmentBytes: 1_400 })
  const crowd = await Crowd.draw(scene)
  try {
    await pause(ground.quick ? 2_000 : 10_000)
    crowd.rest()
    const start = performance.now()
    await crowd.isBack(30_000)
    const drainedMs = Math.round(performance.now() - start)
    const account = await crowd.account()
    const wrong = wrongIn({ 'not everybody came back': account.notBack > 0, 'sockets ended': crowd.closes.length > 0 })
    return { ...account, drainedMs, wrong }
  } finally {
    crowd.leave()
    network.weather({})
  }
}

export const LINE_FAULTS: Fault[] = [
  { fault: 'people on a slow line that breaks', run: (ground) => badLine(ground, TRAIN) },
  { fault: 'people whose frames arrive in crumbs', run: (ground) => badLine(ground, CRUMBS) },
  { fault: 'database behind a slow network', run: slowDatabase },
]
