import { setTimeout as pause } from 'node:timers/promises'
import { Mover } from '../movers.ts'
import { seededPlace } from '../places.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'
import { Crowd } from './crowd.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground } from './ground.ts'

const BACK_MS = 15_000
const VISIT_MS = 20_000
/** Enough strokes to make the server compact a room that was left. */
const STROKES = 25
const VISITORS = 3
const NEWCOMERS = 24
/** Without connections that nobody answers on any more, it is less than one second. */
const LET_IN_MS = 4_000

/** Into a room of their own, a few strokes, and out again: tickets, loading, compaction. */
async function visit({ database, url }: Scene): Promise<void> {
  const place = await seededPlace(database)
  const visitor = new Mover({ place, invited: await place.invite(), home: url, elsewhere: () => url })
  visitor.draw()
  await until(() => visitor.acknowledged.length >= STROKES, VISIT_MS)
  visitor.leave()
}

/** How many of many who come at once, each into a room of their own, get in; and how long it takes all of them. */
async function newcomers(scene: Scene): Promise<{ letIn: number; letInMs: number }> {
  const start = performance.now()
  const people = await Promise.all(
    Array.from({ length: NEWCOMERS }, async () => {
      const place = await seededPlace(scene.database)
      return new Mover({ place, invited: await place.invite(), home: scene.url, elsewhere: () => scene.url })
    }),
  )
  await until(() => people.every(({ isSaved }) => isSaved), BACK_MS)
  const letIn = people.filter(({ isSaved }) => isSaved).length
  for (const person of people) person.leave()
  return { letIn, letInMs: Math.round(performance.now() - start) }
}

/** Connections are cut wherever they are: in the middle of a batch, of letting somebody in, of a compaction. */
async function cuts(ground: Ground): Promise<Found> {
  const { scene, network } = await ground.fresh()
  const crowd = await Crowd.draw(scene)
  let going = true
  const visitors = Array.from({ length: VISITORS }, async () => {
    while (going) await visit(scene)
  })
  try {
    const times = ground.quick ? 10 : 80
    for (let cut = 0; cut < times; cut++) {
      await pause(50 + ground.random() * 350)
      network.cut()
    }
    const start = performance.now()
    crowd.rest()
    await crowd.isBack(BACK_MS)
    const drainedMs = Math.round(performance.now() - start)
    going = false
    const { letIn, letInMs } = await newcomers(scene)
    const account = await crowd.account()
    const wrong = wrongIn({
      'not everybody came back': account.notBack > 0,
      'newcomers did not get in': letIn < NEWCOMERS,
      'newcomers had to wait': letInMs > LET_IN_MS,
    })
    return { ...account, cuts: times, drainedMs, letIn, letInMs, wrong }
  } finally {
    going = false
    crowd.leave()
    await Promise.all(visitors)
  }
}

export const CUT_FAULTS: Fault[] = [{ fault: 'database connections cut again and again', slow: true, run: cuts }]
