import type { Revocation } from '../../identity/index.ts'
import { CLOSE, type Close } from './close-codes.ts'
import { isRevokedBy } from './grant.ts'
import type { Peer, Seat } from './peer.ts'

type Ending = { matches(seat: Seat): boolean; close: Close; at: number }

/** An announcement may overtake a socket whose ticket is being redeemed. */
const REMEMBERED_MS = 60_000
const SWEEP_MS = 500

/** All sockets of this process. */
export class Peers {
  readonly #peers = new Set<Peer>()
  readonly #now: () => Date
  readonly #sweeper: NodeJS.Timeout
  #endings: Ending[] = []

  constructor(now: () => Date) {
    this.#now = now
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS)
    this.#sweeper.unref()
  }

  get size(): number {
    return this.#peers.size
  }

  add(peer: Peer): void {
    this.#peers.add(peer)
  }

  remove(peer: Peer): void {
    this.#peers.delete(peer)
  }

  [Symbol.iterator](): Iterator<Peer> {
    return this.#peers.values()
  }

  revoke(what: Revocation): void {
    this.#announced((seat) => isRevokedBy(seat.grant, what), CLOSE.access)
  }

  closeRoom(room: string): void {
    this.#announced((seat) => seat.room === room && !seat.closed, CLOSE.closed)
  }

  /** What ended this access since `start`, a moment when its ticket was still good. */
  endedSince(seat: Seat, start: number): Close | null {
    return this.#endings.find(({ at, matches }) => at >= start && matches(seat))?.close ?? null
  }

  endWhere(matches: (seat: Seat) => boolean, close: Close): void {
    for (const peer of this.#peers) {
      if ([...peer.seats.values()].some(matches)) peer.end(close)
    }
  }

  #announced(matches: Ending['matches'], close: Close): void {
    this.#endings.push({ matches, close, at: performance.now() })
    this.endWhere(matches, close)
  }

  stop(): void {
    clearInterval(this.#sweeper)
  }

  #sweep(): void {
    const oldest = performance.now() - REMEMBERED_MS
    this.#endings = this.#endings.filter(({ at }) => at > oldest)
    const now = this.#now().getTime()
    this.endWhere((seat) => Date.parse(seat.grant.expiresAt) <= now, CLOSE.ticket)
  }
}
