import { decodeStateVector } from 'yjs'
import { type Frame, firstId, SYNC, syncPayloadOf, TYPE } from './frames.ts'

/** More than one socket has any use for. */
const MOST_ROOMS = 16

/** `counted`: how far the client's document went when it began to count. */
type Progress = { counted: ReadonlyMap<number, number> | null; step2: boolean; owed: number }

/**
 * A provider that reconnects sends what it had queued before it has synchronised: updates with gaps in front of them,
 * which no guard can let pass. Until the client's SyncStep2 has gone through, its updates are dropped: the SyncStep2 is
 * computed later on the same ordered socket and contains them. Those the client counts as unacknowledged are owed: it
 * begins to count with its SyncStep1, and what its document had by then it does not count, though it may send it later.
 */
export class SyncFilter {
  readonly #rooms = new Map<string, Progress>()

  /** Whether the frame goes on to Hocuspocus. */
  passes({ address, type, sync }: Frame, data: Uint8Array): boolean {
    if (type === TYPE.close) this.#rooms.delete(address)
    if (sync === null) return true
    // Rooms that nobody was let into: Hocuspocus ends whoever asks for many.
    if (this.#rooms.size >= MOST_ROOMS && !this.#rooms.has(address)) return true
    const progress = this.#of(address)
    if (sync === SYNC.step1) progress.counted = decodeStateVector(syncPayloadOf(data))
    if (sync === SYNC.step2) progress.step2 = true
    if (sync !== SYNC.update || progress.step2) return true
    if (progress.counted && isNewer(syncPayloadOf(data), progress.counted)) progress.owed++
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
    const progress = { counted: null, step2: false, owed: 0 }
    this.#rooms.set(address, progress)
    return progress
  }
}

/**
 * Of deletions alone nobody can tell; they are taken for new, as they are with every client that does not send what
 * waited for its socket (ours do not). Without an acknowledgement such a client would call itself unsaved for good.
 */
function isNewer(update: Uint8Array, than: ReadonlyMap<number, number>): boolean {
  const first = firstId(update)
  return first === null || first.clock >= (than.get(first.client) ?? 0)
}
