import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type Weather, Wire } from './wire.ts'

/** From who connects to whom they reach, or back. */
export type Way = 'there' | 'back'

export type Choice = {
  ways?: readonly Way[]
  /** Only connections whose first bytes hold this, as PostgreSQL's hold an application's name. */
  saying?: string
}

export type Cut = Pick<Choice, 'saying'> & { telling?: 'caller' | 'both' }

export type FaultProxy = {
  /** The target's address, through this. */
  url: string
  /** How many connections go through it now. */
  readonly connections: number
  /** Resets connections. New ones get through. Whom they reached may be left to believe that they still stand. */
  cut(choice?: Cut): void
  /** Resets connections, and new ones as soon as they come. */
  down(): void
  /** Nothing gets through and nobody is told: what is said meanwhile arrives after `up`. */
  hold(choice?: Choice): void
  /** Nothing gets through and nobody is told; the connections there are stay dead after `up`, and new ones work. */
  lose(choice?: Choice): void
  up(): void
  /** For connections that are there and those to come. */
  weather(weather: Weather): void
  close(): void
}

const BOTH: readonly Way[] = ['there', 'back']

type Fault = { kind: 'hold' | 'lose'; choice: Choice }

/** A network between two programs that can fail: server and database, or people and server. */
export async function proxyTo(address: string): Promise<FaultProxy> {
  const target = new URL(address)
  const lines = new Set<Line>()
  let away = false
  let fault: Fault | null = null
  let weather: Weather = {}
  const server = createServer({ pauseOnConnect: true }, (inbound) => {
    if (away) return void inbound.on('error', () => {}).resetAndDestroy()
    const line = new Line(inbound, connect(Number(target.port), target.hostname), () => lines.delete(line))
    lines.add(line)
    line.weather(weather)
    // Whoever comes during a fault is heard after it: their greeting is sent until it arrives.
    const wait = () => fault && line.suffer({ ...fault, kind: 'hold' })
    line.onFirst(wait)
    wait()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(address)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const begin = (kind: Fault['kind'], choice: Choice) => {
    fault = { kind, choice }
    for (const line of lines) line.suffer(fault)
  }
  const cut = ({ saying, telling }: Cut = {}) => {
    for (const line of [...lines]) if (line.says(saying)) line.reset(telling)
  }
  return {
    url: url.href,
    get connections() {
      return lines.size
    },
    cut,
    down() {
      away = true
      cut()
    },
    hold: (choice = {}) => begin('hold', choice),
    lose: (choice = {}) => begin('lose', choice),
    up() {
      away = false
      fault = null
      for (const line of lines) line.release()
    },
    weather(changed) {
      weather = changed
      for (const line of lines) line.weather(weather)
    },
    close() {
      cut()
      server.close()
    },
  }
}

/** One connection through the proxy. */
class Line {
  readonly #sockets: readonly [Socket, Socket]
  readonly #wires: Record<Way, Wire>
  readonly #onGone: () => void
  #first = ''

  constructor(inbound: Socket, outbound: Socket, onGone: () => void) {
    this.#sockets = [inbound, outbound]
    this.#onGone = onGone
    this.#wires = { there: new Wire(inbound, outbound), back: new Wire(outbound, inbound) }
    inbound.resume()
    for (const socket of this.#sockets) socket.once('close', () => this.#sweep())
  }

  onFirst(heard: () => void): void {
    // Before the wire takes it on.
    this.#sockets[0].prependOnceListener('data', (bytes: Buffer) => {
      this.#first = bytes.toString('latin1')
      heard()
    })
  }

  says(word = ''): boolean {
    return this.#first.includes(word)
  }

  suffer({ kind, choice: { ways = BOTH, saying } }: Fault): void {
    if (!this.says(saying)) return
    for (const way of ways) this.#wires[way][kind]()
  }

  release(): void {
    for (const wire of Object.values(this.#wires)) wire.release()
  }

  weather(weather: Weather): void {
    for (const wire of Object.values(this.#wires)) wire.weather = weather
  }

  reset(telling: Cut['telling'] = 'both'): void {
    for (const wire of Object.values(this.#wires)) wire.lose()
    const [caller, reached] = this.#sockets
    caller.resetAndDestroy()
    if (telling === 'caller') return
    reached.resetAndDestroy()
    this.#onGone()
  }

  #sweep(): void {
    if (this.#sockets.every(({ destroyed }) => destroyed)) this.#onGone()
  }
}
