import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { TYPE } from '../frames.ts'

/*
 * The `y-websocket` protocol has one room a socket, so its frames have no address in front; sync and awareness are
 * otherwise what Hocuspocus sends, under the same numbers. Everything else Hocuspocus says has no word in it:
 * acknowledgements, its own authentication, stateless messages.
 */

const TOKEN = 0

export type Frames = {
  /** A frame of a plain client as Hocuspocus reads it; null for what no such client sends. */
  toHocuspocus(data: Uint8Array): Uint8Array | null
  /** What Hocuspocus' own provider would send first. */
  ticket(ticket: string): Uint8Array
}

export function framesOf(room: string): Frames {
  const address = encoding.encode((encoder) => encoding.writeVarString(encoder, room))
  return {
    toHocuspocus: (data) =>
      data[0] === TYPE.sync || data[0] === TYPE.awareness || data[0] === TYPE.queryAwareness
        ? joined(address, data)
        : null,
    ticket: (ticket) =>
      encoding.encode((encoder) => {
        encoding.writeUint8Array(encoder, address)
        encoding.writeVarUint(encoder, TYPE.auth)
        encoding.writeVarUint(encoder, TOKEN)
        encoding.writeVarString(encoder, ticket)
      }),
  }
}

/** A frame of Hocuspocus as plain clients read it; null for what they have no word for. */
export function toPlain(data: Uint8Array): Uint8Array | null {
  const decoder = decoding.createDecoder(data)
  decoding.readVarString(decoder)
  const start = decoder.pos
  const type = decoding.readVarUint(decoder)
  if (type === TYPE.sync || type === TYPE.awareness) return data.subarray(start)
  return type === TYPE.syncReply ? joined(Uint8Array.of(TYPE.sync), data.subarray(decoder.pos)) : null
}

export const isAwareness = (plain: Uint8Array): boolean => plain[0] === TYPE.awareness

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + tail.length)
  whole.set(head)
  whole.set(tail, head.length)
  return whole
}
