import type { Connection } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** By which way a state came here: a connection of this process, or another process by its name. */
export type Way = Connection | string

export type Shown = {
  clock: number
  actorId: string
  way: Way
  /** The state with the ticket's name in it, as JSON. */
  json: string
  /** When it was last heard, by this process' clock. */
  at: number
  /** The state as it is sent: client id, clock, JSON. Written once, however many get it. */
  bytes: Uint8Array
}

/** What everybody here is to be told of a client id, and the way it came; null when it came to nobody's mind for long. */
export type OnChange = (clientId: number, bytes: Uint8Array, way: Way | null) => void

/** Not renewed for this long: whoever it was is gone. Providers renew every fifteen seconds. */
const FADE_MS = 30_000

/**
 * Who shows themselves in a room: cursors, strokes being drawn. The states of the y-protocols' awareness, kept as they
 * travel: nothing is decoded for a broadcast, and nothing is kept of those who left.
 */
export class People {
  readonly #listeners: OnChange[] = []
  readonly #shown = new Map<number, Shown>()

  onChange(listener: OnChange): void {
    this.#listeners.push(listener)
  }

  get(clientId: number): Shown | undefined {
    return this.#shown.get(clientId)
  }

  /** Client ids that came by this process' own connections. */
  ofOwn(): number[] {
    return this.#idsWhere(({ way }) => typeof way !== 'string')
  }

  ofWay(way: Way): number[] {
    return this.#idsWhere((shown) => shown.way === way)
  }

  /** Later than what is known of the client id; an older word is passed over. */
  show(clientId: number, { clock, json, actorId, way }: Pick<Shown, 'clock' | 'json' | 'actorId' | 'way'>): void {
    const known = this.#shown.get(clientId)
    if (known && known.clock >= clock) return
    const bytes = entry(clientId, clock, json)
    this.#shown.set(clientId, { clock, actorId, way, json, at: performance.now(), bytes })
    this.#tell(clientId, bytes, way)
  }

  /** The same person is back by another way: what the old one still does must not remove them. */
  moveTo(clientId: number, way: Way): void {
    const known = this.#shown.get(clientId)
    if (!known || known.way === way) return
    known.way = way
    this.#tell(clientId, known.bytes, way)
  }

  /** Whoever is shown by that way; whoever has come over by another one meanwhile stays. */
  hide(clientIds: readonly number[], way: Way | null): void {
    for (const clientId of clientIds) {
      const known = this.#shown.get(clientId)
      if (!known || (way !== null && known.way !== way)) continue
      this.#shown.delete(clientId)
      this.#tell(clientId, entry(clientId, known.clock, 'null'), way)
    }
  }

  /** Those of whom nothing was heard for long, wherever they are. */
  fade(now = performance.now()): void {
    this.hide(
      this.#idsWhere(({ at }) => at < now - FADE_MS),
      null,
    )
  }

  /** Everybody, as one awareness update; null when nobody shows themselves. */
  all(): Uint8Array | null {
    return this.#shown.size === 0 ? null : asUpdate([...this.#shown.values()].map(({ bytes }) => bytes))
  }

  #tell(...change: Parameters<OnChange>): void {
    for (const listener of this.#listeners) listener(...change)
  }

  #idsWhere(matches: (shown: Shown) => boolean): number[] {
    return [...this.#shown].flatMap(([clientId, shown]) => (matches(shown) ? [clientId] : []))
  }
}

export type State = { clientId: number; clock: number; json: string }

/** Reads an awareness update without believing what it says; throws where it is not whole. */
export function readStates(update: Uint8Array): State[] {
  const decoder = decoding.createDecoder(update)
  const states: State[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const clientId = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    states.push({ clientId, clock, json: decoding.readVarString(decoder) })
  }
  return states
}

/** An awareness update of states that were written already. */
export function asUpdate(entries: readonly Uint8Array[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const one of entries) encoding.writeUint8Array(encoder, one)
  return encoding.toUint8Array(encoder)
}

export function entry(clientId: number, clock: number, json: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clientId)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, json)
  return encoding.toUint8Array(encoder)
}
