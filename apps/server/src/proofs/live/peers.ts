import { CLOSE, type Close } from './close-codes.ts'
import { isRevokedBy, type Revocation } from './grant.ts'
import type { Peer, Seat } from './peer.ts'

/** As long as a ticket lives: a revocation may overtake the socket that is redeeming one. */
const REMEMBERED_MS = 90_000
const SWEEP_MS = 500

/** All sockets of this process. */
export class Peers {
  readonly #peers = new Set<Peer>()
  readonly #now: () => Date
  readonly #sweeper: NodeJS.Timeout
  #revocations: { what: Revocation; at: number }[] = []

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
    this.#revocations.push({ what, at: performance.now() })
    this.endWhere((seat) => isRevokedBy(seat.grant, what), CLOSE.access)
  }

  /** Whether this access ended since `start`, a moment when its ticket was still good. */
  wasRevoked(seat: Seat, start: number): boolean {
    return this.#revocations.some(({ what, at }) => at >= start && isRevokedBy(seat.grant, what))
  }

  endWhere(matches: (seat: Seat) => boolean, close: Close): void {
    for (const peer of this.#peers) {
      if ([...peer.seats.values()].some(matches)) peer.end(close)
    }
  }

  stop(): void {
    clearInterval(this.#sweeper)
  }

  #sweep(): void {
    const oldest = performance.now() - REMEMBERED_MS
    this.#revocations = this.#revocations.filter(({ at }) => at > oldest)
    const now = this.#now().getTime()
    this.endWhere((seat) => Date.parse(seat.grant.expiresAt) <= now, CLOSE.ticket)
  }
}
