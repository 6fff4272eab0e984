import type { Clock } from './clock.ts'

export type Limits = { perSecond: number; perDay: number }
export type Budget = Limits & { remainingThisSecond: number; remainingToday: number }

const DAY = 24 * 60 * 60
/** The day slides in steps of this many seconds. */
const BUCKET = 10 * 60

/** One key's calls. A call beyond the limits is not counted. */
export class Meter {
  readonly #clock: Clock
  readonly #days = new Map<number, number>()
  #second = { at: 0, used: 0 }
  /** Since it began, for whoever wants to know how an app behaves. */
  readonly counts = { answered: 0, refused: 0 }

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** What is left after this call, or after how many seconds it may come again; the second is looked at first. */
  spend(limits: Limits): Budget | { retryAfter: number } {
    const spent = this.#spend(limits)
    if ('retryAfter' in spent) this.counts.refused++
    else this.counts.answered++
    return spent
  }

  #spend({ perSecond, perDay }: Limits): Budget | { retryAfter: number } {
    const now = this.#clock.seconds
    if (this.#second.at !== now) this.#second = { at: now, used: 0 }
    if (this.#second.used >= perSecond) return { retryAfter: 1 }
    this.#forget(now)
    const today = [...this.#days.values()].reduce((sum, used) => sum + used, 0)
    if (today >= perDay) return { retryAfter: this.#untilSomeAreOver(now) }
    this.#second.used++
    const bucket = now - (now % BUCKET)
    this.#days.set(bucket, (this.#days.get(bucket) ?? 0) + 1)
    return {
      ...{ perSecond, perDay },
      ...{ remainingThisSecond: perSecond - this.#second.used, remainingToday: perDay - today - 1 },
    }
  }

  #forget(now: number): void {
    for (const bucket of this.#days.keys()) if (bucket + BUCKET + DAY <= now) this.#days.delete(bucket)
  }

  #untilSomeAreOver(now: number): number {
    const [oldest = now] = this.#days.keys()
    return Math.max(1, oldest + BUCKET + DAY - now)
  }
}
