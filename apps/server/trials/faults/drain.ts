import { setTimeout as pause } from 'node:timers/promises'
import { Crowd } from './crowd.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground } from './ground.ts'

const EXIT_MS = 10_000
const BACK_MS = 30_000
/** Come again later, gone away, or a line that broke with the process. */
const GOODBYES = [1001, 1006, 1012, 1013]

/** SIGTERM in the middle of the work, as each deployment does it. */
async function drain(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const crowd = await Crowd.draw(scene, { rooms: 6, people: 4 })
  const exits: number[] = []
  let unclean = 0
  let lostAtExit = 0
  try {
    for (let time = 0; time < (ground.quick ? 2 : 10); time++) {
      await pause(700 + ground.random() * 800)
      const { exitCode, exitMs } = await scene.terminate()
      if (exitCode !== 0) unclean++
      exits.push(exitMs)
      // Before anybody is back with what the server may have lost.
      lostAtExit += await crowd.lost()
      await scene.start()
      if (!(await crowd.isIn(BACK_MS))) break
    }
    crowd.rest()
    await crowd.isBack(BACK_MS)
    const account = await crowd.account()
    const exitMaxMs = Math.max(...exits)
    const others = [...new Set(crowd.closes)].filter((code) => !GOODBYES.includes(code))
    const broken = crowd.closes.filter((code) => code === 1006).length
    const wrong = wrongIn({
      'took more than 10 s to go': exitMaxMs > EXIT_MS,
      'did not end with 0': unclean > 0,
      'lost before anybody came back': lostAtExit > 0,
      [`closed with ${others.join(', ')}`]: others.length > 0,
      'not everybody came back': account.notBack > 0,
    })
    return { ...account, lost: account.lost + lostAtExit, times: exits.length, exitMaxMs, broken, wrong }
  } finally {
    crowd.leave()
    if (!scene.isAlive) await scene.start()
  }
}

export const DRAIN_FAULTS: Fault[] = [{ fault: 'told to go while people draw', run: drain }]
