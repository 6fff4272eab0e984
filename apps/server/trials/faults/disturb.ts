import { setTimeout as pause } from 'node:timers/promises'
import type { Place } from '../movers.ts'
import type { Scene } from '../scene.ts'
import { type Found, wrongIn } from './fault.ts'
import { Watch } from './health.ts'
import { Pulse } from './pulse.ts'

const CALM_MS = 2_000
/** What a process may have grown by when it is over; its heap is not given back at once. */
const GROWN_MB = 150
/** The others' edits, in a busy moment of a small machine. */
const DISTURBED_MS = 500

/** What the disturber found, with their own complaints. */
type Outcome = { complaints: Record<string, boolean> } & Record<string, unknown>

/** What others notice while somebody does something; they are in `place`, or in a room of their own. */
export async function disturb(scene: Scene, work: (watch: Watch) => Promise<Outcome>, place?: Place): Promise<Found> {
  const pulse = await Pulse.start(scene, place)
  const watch = await Watch.start(scene)
  try {
    await pause(CALM_MS)
    const calm = await pulse.take()
    const before = watch.rssMb
    watch.forget()
    const { complaints, ...outcome } = await work(watch)
    const during = await pulse.take()
    await pause(CALM_MS)
    await watch.look()
    const wrong = wrongIn({
      ...complaints,
      'others did not see every edit': during.unseen > 0,
      'others had to wait': !(during.p95 < DISTURBED_MS),
      'memory was not given back': watch.rssMb - before > GROWN_MB,
    })
    return {
      ...(await pulse.account()),
      ...outcome,
      ...{ calmP95Ms: calm.p95, duringP50Ms: during.p50, duringP95Ms: during.p95, duringMaxMs: during.max },
      ...{ lagMaxMs: watch.worstLagMs, rssBeforeMb: before, rssWorstMb: watch.worstRssMb, rssAfterMb: watch.rssMb },
      wrong,
    }
  } finally {
    watch.stop()
    pulse.stop()
  }
}
