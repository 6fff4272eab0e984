import { EtsyError } from './errors.ts'

/** What Etsy says of our budget with each answer. */
export type Budget = {
  perSecond: number | null
  remainingThisSecond: number | null
  perDay: number | null
  remainingToday: number | null
}

/** The name of the second one is cut off in some answers. */
export function budgetOf(headers: Headers): Budget {
  const read = (...names: string[]): number | null => {
    const value = names.map((name) => headers.get(name)).find((one) => one !== null)
    return value !== undefined && value !== null && /^\d+$/.test(value) ? Number(value) : null
  }
  return {
    perSecond: read('x-limit-per-second'),
    remainingThisSecond: read('x-remaining-this-second', 'x-remaining-this-secon'),
    perDay: read('x-limit-per-day'),
    remainingToday: read('x-remaining-today'),
  }
}

export type LimiterOptions = {
  /** Until Etsy has said: what the smallest apps have. */
  perSecond?: number
  now?: () => number
  /** Resolves after so many milliseconds. */
  wait?: (ms: number) => Promise<void>
  /** The next free moment among all who use the key, so many milliseconds away from now; it is the caller's then. */
  reserve?: (perSecond: number) => Promise<number>
}

type Turn = { go(): void; refuse(error: EtsyError): void }

/** Longer than this nobody waits inside a call: the job tries again later. */
export const LONGEST_PAUSE_MS = 30_000

/** Of the day's calls so many are left for what people wait for. */
const KEPT_SHARE = 0.05
/** What was heard of the day so long ago says nothing of it now: its window slides. */
const HEARD_MS = 10 * 60_000

/**
 * One app's budget, shared by all of its shops: so many calls a second, in turns, so that one shop's first import of
 * ten thousand orders does not keep another one's new order waiting.
 */
export class Limiter {
  readonly #now: () => number
  readonly #wait: (ms: number) => Promise<void>
  readonly #reserve: LimiterOptions['reserve']
  /** Shops with calls that wait, in the order in which it is their turn. */
  readonly #waiting = new Map<string, Turn[]>()
  #perSecond: number
  #sent: number[] = []
  #pausedUntil = 0
  #running = false
  #today: { remaining: number; limit: number; at: number } | null = null

  constructor({
    perSecond = 5,
    now = () => performance.now(),
    wait = (ms) => new Promise((done) => setTimeout(done, ms)),
    reserve,
  }: LimiterOptions = {}) {
    this.#perSecond = perSecond
    this.#now = now
    this.#wait = wait
    this.#reserve = reserve
  }

  /** Resolves when it is this shop's turn; refused at once while Etsy wants nobody for long. */
  turn(shop: string): Promise<void> {
    return new Promise((go, refuse) => {
      const pause = this.#pausedUntil - this.#now()
      if (pause > LONGEST_PAUSE_MS) return refuse(limited(pause))
      const waiting = this.#waiting.get(shop)
      if (waiting) waiting.push({ go, refuse })
      else this.#waiting.set(shop, [{ go, refuse }])
      if (!this.#running) void this.#run()
    })
  }

  heard({ perSecond, remainingThisSecond, perDay, remainingToday }: Budget): void {
    if (perSecond !== null && perSecond > 0) this.#perSecond = perSecond
    if (perDay !== null && remainingToday !== null) {
      this.#today = { remaining: remainingToday, limit: perDay, at: this.#now() }
    }
    if (remainingThisSecond === null) return
    // Somebody else uses the key, too: what we counted is not all, so theirs are counted as ours.
    const now = this.#now()
    const own = this.#sent.filter((at) => at > now - 1000).length
    const others = this.#perSecond - remainingThisSecond - own
    for (let i = 0; i < others; i++) this.#sent.push(now)
    if (remainingThisSecond === 0) this.pause(1000 / this.#perSecond)
  }

  /** Etsy asked us to wait; everybody does, or is sent away when it is for long. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + ms)
    if (ms <= LONGEST_PAUSE_MS) return
    const turns = [...this.#waiting.values()].flat()
    this.#waiting.clear()
    for (const turn of turns) turn.refuse(limited(ms))
  }

  /** Whether the day's budget is so low that what can wait should: imports and comparisons. */
  get isScarce(): boolean {
    const today = this.#today
    if (today === null || today.at < this.#now() - HEARD_MS) return false
    return today.remaining <= today.limit * KEPT_SHARE
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#waiting.size > 0) {
      const ms = this.#msToWait()
      if (ms > 0) {
        await this.#wait(ms)
        continue
      }
      if (this.#reserve) {
        const away = await this.#reserve(this.#perSecond)
        if (away > 0) await this.#wait(away)
        // Asked to wait meanwhile, or more was used than was known.
        if (this.#msToWait() > 0) continue
      }
      this.#sent.push(this.#now())
      // Chosen now and not before the wait: whoever came meanwhile has their turn.
      this.#next()?.go()
    }
    this.#running = false
  }

  /** The first call of the shop whose turn it is, which goes to the end of the row. */
  #next(): Turn | null {
    const [first] = this.#waiting
    if (!first) return null
    const [shop, turns] = first
    const turn = turns.shift() ?? null
    this.#waiting.delete(shop)
    if (turns.length > 0) this.#waiting.set(shop, turns)
    return turn
  }

  #msToWait(): number {
    const now = this.#now()
    this.#sent = this.#sent.filter((at) => at > now - 1000)
    const oldest = this.#sent[0]
    const full = oldest !== undefined && this.#sent.length >= this.#perSecond ? oldest + 1000 - now : 0
    return Math.max(full, this.#pausedUntil - now, 0)
  }
}

const limited = (retryAfterMs: number): EtsyError =>
  new EtsyError('etsy.limited', 'Etsy wants no more calls for a while.', { status: 429, retryAfterMs })
