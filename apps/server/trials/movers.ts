import { setTimeout as pause } from 'node:timers/promises'
import { addEntry } from '@proofroom/proof'
import { Client } from '../src/proofs/live/testing/client.ts'
import { grantOf } from '../src/proofs/live/testing/seed.ts'
import { entriesOf } from './people.ts'

/** A room, and who may come into it. */
export type Place = {
  room: string
  shopId: string
  /** Somebody new, with the way they get their tickets. */
  invite(): Promise<Invited>
}
export type Invited = { actorId: string; ticket: () => Promise<string> }

export type MoverOptions = {
  place: Place
  invited: Invited
  home: string
  /** Where to go when the process they are on is gone; null: wait for `connect`. */
  elsewhere(home: string): string | null
}

const STROKE_MS = 40

/** Somebody who draws, and goes to another process when theirs dies, as a load balancer would send them. */
export class Mover {
  readonly client: Client
  readonly room: string
  home: string
  readonly #drawn: string[] = []
  #acknowledged = 0
  #pen: NodeJS.Timeout | undefined

  constructor({ place, invited, home, elsewhere }: MoverOptions) {
    const { room } = place
    this.room = room
    this.home = home
    this.client = clientOf(room, invited, home)
    const { provider, socket } = this.client
    provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      // "Saved" is what somebody reads off the page: nothing they said is open any more.
      if (number === 0 && provider.isAuthenticated && provider.synced) this.#acknowledged = this.#drawn.length
    })
    socket.on('close', () => {
      const next = elsewhere(this.home)
      if (next === null) return void socket.disconnect()
      this.home = next
      socket.configuration.url = next
    })
  }

  draw(): void {
    this.#pen = setInterval(() => this.#stroke(), STROKE_MS)
  }

  rest(): void {
    clearInterval(this.#pen)
  }

  moveTo(url: string): void {
    this.home = url
    this.client.socket.configuration.url = url
    this.client.connect()
  }

  get acknowledged(): string[] {
    return this.#drawn.slice(0, this.#acknowledged)
  }

  get drawn(): number {
    return this.#drawn.length
  }

  get isRefused(): boolean {
    return this.client.closes.includes(4422)
  }

  get isSaved(): boolean {
    return this.client.isSaved
  }

  leave(): void {
    this.rest()
    this.client.leave()
  }

  #stroke(): void {
    const { doc, actorId, provider } = this.client
    const x = Math.random()
    const points = Array.from({ length: 24 }, (_, i) => Number(((x + i / 50) % 1).toFixed(4)))
    const id = addEntry(doc, actorId, { kind: 'annotation', page: 'front', shape: 'freehand', geometry: { points } })
    this.#drawn.push(`${actorId}/${id}`)
    provider.setAwarenessField('cursor', { page: 'front', x, y: x })
  }
}

/** Somebody who stays on one process and only looks: what they see is what its memory has. */
export class Observer {
  readonly client: Client
  readonly room: string
  readonly home: string

  constructor({ room }: Place, invited: Invited, home: string) {
    this.room = room
    this.home = home
    this.client = clientOf(room, invited, home)
  }

  sees(): string[] {
    return entriesOf(this.client.doc)
  }

  misses(strokes: readonly string[]): number {
    const seen = new Set(this.sees())
    return strokes.filter((stroke) => !seen.has(stroke)).length
  }
}

function clientOf(room: string, { actorId, ticket }: Invited, url: string): Client {
  return new Client({ url, room, grant: grantOf({ actorId }), ticket: () => insist(ticket) })
}

/** As the page does: while the database is away there are no tickets, and one asks again. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch {
      await pause(100)
    }
  }
}
