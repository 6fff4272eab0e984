import { CLOSE } from '../close-codes.ts'
import { awarenessClients, type Frame, readFrame, TYPE } from '../frames.ts'
import { Peer, type PeerOptions } from '../peer.ts'
import { isAwareness, toPlain } from './frames.ts'

/** With which Hocuspocus closes somebody who was silent for long. */
const SILENT = 4408

/**
 * A socket of the `y-websocket` provider. Hocuspocus, its hooks and everything else that counts and ends sockets take
 * it for one of their own.
 */
export class PlainPeer extends Peer {
  readonly #room: string
  /** Awareness frames sent and not yet sent back. */
  #echoes = 0

  constructor(options: PeerOptions, room: string) {
    super(options)
    this.#room = room
  }

  override admits(frame: Uint8Array): Frame | null {
    if (this.#echoes > 0 && this.#isEcho(frame)) {
      this.#echoes--
      return null
    }
    return super.admits(frame)
  }

  override send(data: Uint8Array): void {
    const plain = toPlain(data)
    if (!plain) return
    if (isAwareness(plain)) this.#echoes++
    super.send(plain)
  }

  /** That provider takes 4400 to 4499 for the end of the matter; after a silence it is to come back. */
  override close(code?: number, reason?: string): void {
    if (code === SILENT) super.close(CLOSE.later.code, CLOSE.later.reason)
    else super.close(code, reason)
  }

  /**
   * The provider sends every awareness state that it was sent back to us: not the person's doing, and in a busy room
   * more than a person's share.
   */
  #isEcho(data: Uint8Array): boolean {
    const own = this.seats.get(this.#room)?.presence ?? null
    return own !== null && readFrame(data)?.type === TYPE.awareness && !awarenessClients(data).has(own)
  }
}
