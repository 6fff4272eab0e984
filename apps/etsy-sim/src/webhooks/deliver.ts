import { randomBytes } from 'node:crypto'
import type { Event, World } from '../world/world.ts'
import { bodyOf, signature } from './sign.ts'

/** One endpoint for the whole app, as in the developers' portal. */
export type Endpoint = { url: string; secret: string }
export type Delivery = {
  id: string
  event: Event
  body: string
  attempts: { at: number; status: number | null }[]
  state: 'waiting' | 'held' | 'delivered' | 'lost' | 'given up'
  /** By the simulator's clock. */
  due: number
}

/** After so many seconds once more: eight attempts in all. */
const PAUSES = [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 10 * 3600]
const ANSWER_MS = 15_000
const AT_ONCE = 8
/** A timer takes no longer time; it looks again. */
const LONGEST_WAIT_MS = 60_000

/** Takes what happened to whoever wants to hear it, until they say that they did. */
export class Webhooks {
  endpoint: Endpoint | null = null
  readonly deliveries: Delivery[] = []
  readonly #world: World
  #timer: NodeJS.Timeout | null = null
  #isStopped = false
  readonly #sending = new Set<Delivery>()

  constructor(world: World) {
    this.#world = world
    world.onEvent((event) => this.#take(event))
    world.clock.onSet(() => this.#look())
  }

  /** Held ones leave, the newest first, one after the other. */
  async release(): Promise<void> {
    const held = this.deliveries.filter(({ state }) => state === 'held').reverse()
    for (const delivery of held) await this.#send(delivery)
  }

  /** Once more, under the same id, whatever became of it. */
  repeat(delivery: Delivery): Promise<void> {
    return this.#send(delivery)
  }

  stop(): void {
    this.#isStopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  #take(event: Event): void {
    if (!this.endpoint) return
    const { webhooks: faults } = this.#world.faults
    const id = `msg_${randomBytes(14).toString('hex')}`
    const due = this.#world.clock.seconds + faults.delaySeconds
    const isLost = faults.lose > 0
    if (isLost) faults.lose--
    const state = isLost ? 'lost' : faults.hold ? 'held' : 'waiting'
    const delivery: Delivery = { id, event, body: bodyOf(event), attempts: [], state, due }
    this.deliveries.push(delivery)
    if (state === 'waiting' && faults.duplicate > 0) {
      faults.duplicate--
      void this.#send(delivery)
      void this.#send(delivery)
    } else this.#look()
  }

  #look(): void {
    if (this.#isStopped) return
    const now = this.#world.clock.seconds
    const waiting = this.deliveries.filter((one) => one.state === 'waiting' && !this.#sending.has(one))
    const due = waiting.filter((one) => one.due <= now)
    for (const delivery of due.slice(0, Math.max(0, AT_ONCE - this.#sending.size))) void this.#send(delivery)
    const next = Math.min(...waiting.filter(({ due }) => due > now).map(({ due }) => due))
    if (this.#timer) clearTimeout(this.#timer)
    const wait = Math.min((next - now) * 1000, LONGEST_WAIT_MS)
    this.#timer = Number.isFinite(next) ? setTimeout(() => this.#look(), wait).unref() : null
  }

  async #send(delivery: Delivery): Promise<void> {
    const { endpoint } = this
    if (!endpoint || this.#isStopped) return
    this.#sending.add(delivery)
    const status = await post(endpoint, delivery)
    this.#sending.delete(delivery)
    const at = this.#world.clock.seconds
    delivery.attempts.push({ at, status })
    const isTaken = status !== null && status >= 200 && status < 300
    const pause = PAUSES[delivery.attempts.length - 1]
    if (isTaken || delivery.state === 'delivered') delivery.state = 'delivered'
    else if (pause === undefined) delivery.state = 'given up'
    else {
      delivery.state = 'waiting'
      delivery.due = at + pause
    }
    this.#look()
  }
}

/** The time it is signed with is the real one: whoever checks it has no other clock. */
async function post({ url, secret }: Endpoint, { id, body }: Delivery): Promise<number | null> {
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature(secret, id, timestamp, body),
  }
  const signal = AbortSignal.timeout(ANSWER_MS)
  return await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal }).then(
    async (response) => {
      await response.body?.cancel()
      return response.status
    },
    () => null,
  )
}
