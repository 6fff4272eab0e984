import { setTimeout as pause } from 'node:timers/promises'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { authFrame, NO_STATE, NOTHING, presenceFrame, syncFrame } from '../attack/frames.ts'
import { until } from '../until.ts'

/** Somebody's way in: their own address, their cookie, and where they ask for tickets. */
export type Guest = { room: string; ticketUrl: string; cookie: string; address: string }

/** What the storm tells this process, and what it is told. */
export type Order =
  | { type: 'come'; url: string; guests: Guest[] }
  /** The server goes; whoever loses it waits for the word. */
  | { type: 'wait' }
  /** Everybody in the same moment. */
  | { type: 'return' }
  | { type: 'push'; url: string; sockets: number; address: string }
export type Report = { type: 'waiting' } | Entered | Pushed
export type Entered = { type: 'in'; in: number; ms: number; halfMs: number; again: number; refused: string[] }
export type Pushed = { type: 'pushed'; opened: number; tooMany: number; other: number }

const IN_MS = 90_000
const SHORTEST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000
const SHOW_MS = 15_000
const PUSH_AT_ONCE = 25
const PUSH_MS = 50
const HEARD = { sync: 0, auth: 2 }

let waiting = false

/** Somebody with the real protocol and no document. Whoever is not let in, or is closed, tries again as the page does. */
class Light {
  isIn = false
  inAt = 0
  again = 0
  /** What an honest person must not hear. */
  readonly refused: string[] = []
  readonly #url: string
  readonly #guest: Guest
  readonly #client = Math.floor(Math.random() * 2 ** 31)
  readonly #first = SHORTEST_PAUSE_MS + Math.random() * 1_000
  #tries = 0
  #clock = 0
  #showing: NodeJS.Timeout | undefined

  constructor(url: string, guest: Guest) {
    this.#url = url
    this.#guest = guest
    this.connect()
  }

  connect(): void {
    const { room, address } = this.#guest
    const socket = new WebSocket(`${this.#url}?room=${encodeURIComponent(room)}`, {
      headers: { 'x-forwarded-for': address },
    })
    socket.on('open', () => void this.#present(socket))
    socket.on('message', (data: Buffer) => this.#hear(socket, data))
    socket.on('unexpected-response', (_request, { statusCode }) => {
      if (statusCode !== 503) this.refused.push(`upgrade ${statusCode}`)
      socket.terminate()
    })
    socket.on('error', () => {})
    socket.on('close', (code) => {
      this.isIn = false
      clearInterval(this.#showing)
      if (code >= 4_000) this.refused.push(`closed ${code}`)
      if (!waiting) setTimeout(() => this.connect(), this.#patience())
    })
  }

  #patience(): number {
    this.again++
    const longest = Math.min(this.#first * 2 ** this.#tries++, LONGEST_PAUSE_MS)
    return SHORTEST_PAUSE_MS + Math.random() * (longest - SHORTEST_PAUSE_MS)
  }

  async #present(socket: WebSocket): Promise<void> {
    const { ticketUrl, cookie, address, room } = this.#guest
    try {
      const response = await fetch(ticketUrl, { method: 'POST', headers: { cookie, 'x-forwarded-for': address } })
      if (!response.ok) {
        if (response.status < 500) this.refused.push(`ticket ${response.status}`)
        return socket.terminate()
      }
      const { ticket } = (await response.json()) as { ticket: string }
      if (socket.readyState === WebSocket.OPEN) socket.send(authFrame(room, ticket))
    } catch {
      socket.terminate()
    }
  }

  #hear(socket: WebSocket, data: Uint8Array): void {
    const decoder = decoding.createDecoder(data)
    const { room } = this.#guest
    decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    const kind = type === HEARD.sync || type === HEARD.auth ? decoding.readVarUint(decoder) : null
    if (type === HEARD.auth && kind === 2) {
      socket.send(syncFrame(room, 'step1', NO_STATE))
      socket.send(syncFrame(room, 'step2', NOTHING))
    }
    if (type !== HEARD.sync || kind !== 1) return
    this.isIn = true
    this.inAt = Date.now()
    this.#tries = 0
    this.#show(socket)
    this.#showing = setInterval(() => this.#show(socket), SHOW_MS)
  }

  /** As the provider does, so that nobody takes them for gone. */
  #show(socket: WebSocket): void {
    this.#clock++
    const state = JSON.stringify({ cursor: { page: 'front', x: 0.5, y: 0.5 } })
    socket.send(presenceFrame(this.#guest.room, [{ client: this.#client, clock: this.#clock, state }]))
  }
}

let people: Light[] = []

async function obey(order: Order): Promise<Report> {
  if (order.type === 'push') return push(order)
  waiting = order.type === 'wait'
  if (order.type === 'wait') return { type: 'waiting' }
  const since = Date.now()
  if (order.type === 'come') people = order.guests.map((guest) => new Light(order.url, guest))
  else for (const one of people) one.connect()
  await until(() => people.every(({ isIn }) => isIn), IN_MS)
  const took = people.flatMap(({ isIn, inAt }) => (isIn ? [inAt - since] : [])).sort((a, b) => a - b)
  const again = people.reduce((sum, one) => sum + one.again, 0)
  const refused = [...new Set(people.flatMap((one) => one.refused))]
  return { type: 'in', in: took.length, ms: took.at(-1) ?? -1, halfMs: took[took.length >> 1] ?? -1, again, refused }
}

/** Sockets from one address that say nothing, hundreds a second: faster, this process alone would fill a core. */
async function push({ url, sockets, address }: Extract<Order, { type: 'push' }>): Promise<Pushed> {
  const pushed: Pushed = { type: 'pushed', opened: 0, tooMany: 0, other: 0 }
  const opening: Promise<void>[] = []
  const all: WebSocket[] = []
  while (all.length < sockets) {
    const socket = new WebSocket(url, { headers: { 'x-forwarded-for': address } })
    all.push(socket)
    opening.push(outcomeOf(socket).then((outcome) => void pushed[outcome]++))
    if (all.length % PUSH_AT_ONCE === 0) await pause(PUSH_MS)
  }
  await Promise.all(opening)
  for (const socket of all) socket.terminate()
  return pushed
}

const outcomeOf = (socket: WebSocket): Promise<'opened' | 'tooMany' | 'other'> =>
  new Promise((resolve) => {
    socket.on('open', () => resolve('opened'))
    socket.on('unexpected-response', (_request, { statusCode }) => {
      socket.terminate()
      resolve(statusCode === 429 ? 'tooMany' : 'other')
    })
    socket.on('error', () => resolve('other'))
  })

process.on('message', (order: Order) => {
  obey(order).then(
    (report) => process.send?.(report),
    (error) => {
      console.error(error)
      process.exit(1)
    },
  )
})
