import { type Frame, SYNC, TYPE } from './frames.ts'

/** More than one socket has any use for. */
const MOST_ROOMS = 16

type Progress = { step1: boolean; step2: boolean; owed: number }

/**
 * A provider that reconnects sends what it had queued before it has synchronised: updates with gaps in front of them,
 * which no guard can let pass. Until the client's SyncStep2 has gone through, its updates are dropped: the SyncStep2 is
 * computed later on the same ordered socket and contains them. Those the client counts as unacknowledged are owed.
 */
export class SyncFilter {
  readonly #rooms = new Map<string, Progress>()

  /** Whether the frame goes on to Hocuspocus. */
  passes({ address, type, sync }: Frame): boolean {
    if (type === TYPE.close) this.#rooms.delete(address)
    if (sync === null) return true
    // Rooms that nobody was let into: Hocuspocus ends whoever asks for many.
    if (this.#rooms.size >= MOST_ROOMS && !this.#rooms.has(address)) return true
    const progress = this.#of(address)
    // A client counts from its SyncStep1 on; what it sent before is not in its count.
    if (sync === SYNC.step1) progress.step1 = true
    if (sync === SYNC.step2) progress.step2 = true
    if (sync !== SYNC.update || progress.step2) return true
    if (progress.step1) progress.owed++
    return false
  }

  /** How many acknowledgements the client waits for that no update will bring. Asked once its SyncStep2 is committed. */
  takeOwed(address: string): number {
    const progress = this.#of(address)
    const { owed } = progress
    progress.owed = 0
    return owed
  }

  #of(address: string): Progress {
    const known = this.#rooms.get(address)
    if (known) return known
    const progress = { step1: false, step2: false, owed: 0 }
    this.#rooms.set(address, progress)
    return progress
  }
}
