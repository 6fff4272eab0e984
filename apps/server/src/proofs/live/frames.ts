import * as decoding from 'lib0/decoding'

/** Hocuspocus' message types, as far as a client may send them. */
export const TYPE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, syncReply: 4, close: 7 } as const
/** Yjs' sync messages. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

export type Frame = { address: string; type: number; sync: number | null }

const FROM_CLIENTS: ReadonlySet<number> = new Set(Object.values(TYPE))

/** The head of a frame; null when no client may send it, or when it is not whole. */
export function readFrame(data: Uint8Array): Frame | null {
  try {
    const decoder = decoding.createDecoder(data)
    const address = decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (!FROM_CLIENTS.has(type)) return null
    const sync = readBody(decoder, type)
    return sync !== null && sync > SYNC.update ? null : { address, type, sync }
  } catch {
    return null
  }
}

/** Reads to the end of what the type calls for, and returns the kind of a sync message. */
function readBody(decoder: decoding.Decoder, type: number): number | null {
  if (type === TYPE.auth) {
    decoding.readVarUint(decoder)
    decoding.readVarString(decoder)
  }
  if (type === TYPE.awareness) readClients(decoding.readVarUint8Array(decoder))
  if (type !== TYPE.sync && type !== TYPE.syncReply) return null
  const sync = decoding.readVarUint(decoder)
  decoding.readVarUint8Array(decoder)
  return sync
}

/** The client ids an awareness frame speaks of, null states included, and the clock it gives each. */
export function awarenessClients(data: Uint8Array): Map<number, number> {
  const frame = decoding.createDecoder(data)
  decoding.readVarString(frame)
  decoding.readVarUint(frame)
  return readClients(decoding.readVarUint8Array(frame))
}

function readClients(update: Uint8Array): Map<number, number> {
  const clients = new Map<number, number>()
  const decoder = decoding.createDecoder(update)
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    clients.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder))
    decoding.readVarString(decoder)
  }
  return clients
}
