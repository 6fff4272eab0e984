import * as decoding from 'lib0/decoding'

/** Hocuspocus' message types, as far as a client may send them. */
export const TYPE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, syncReply: 4, close: 7 } as const
/** Yjs' sync messages. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

export type Frame = { address: string; type: number; sync: number | null }

const FROM_CLIENTS: ReadonlySet<number> = new Set(Object.values(TYPE))

/** The head of a frame, or null when it is none that a client may send. */
export function readFrame(data: Uint8Array): Frame | null {
  try {
    const decoder = decoding.createDecoder(data)
    const address = decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (!FROM_CLIENTS.has(type)) return null
    const isSync = type === TYPE.sync || type === TYPE.syncReply
    return { address, type, sync: isSync ? decoding.readVarUint(decoder) : null }
  } catch {
    return null
  }
}

/** The client ids an awareness frame speaks of, null states included. */
export function awarenessClients(data: Uint8Array): Set<number> {
  const clients = new Set<number>()
  const frame = decoding.createDecoder(data)
  decoding.readVarString(frame)
  decoding.readVarUint(frame)
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(frame))
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    clients.add(decoding.readVarUint(decoder))
    decoding.readVarUint(decoder)
    decoding.readVarString(decoder)
  }
  return clients
}
