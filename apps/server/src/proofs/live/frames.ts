import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

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

/** What an awareness frame carries: the update of the y-protocols. */
export function payloadOf(data: Uint8Array): Uint8Array {
  const frame = decoding.createDecoder(data)
  decoding.readVarString(frame)
  decoding.readVarUint(frame)
  return decoding.readVarUint8Array(frame)
}

/** The state vector or update of a sync frame. */
export function syncPayloadOf(data: Uint8Array): Uint8Array {
  const frame = decoding.createDecoder(data)
  decoding.readVarString(frame)
  decoding.readVarUint(frame)
  decoding.readVarUint(frame)
  return decoding.readVarUint8Array(frame)
}

/** The client ids an awareness frame speaks of, null states included. */
export function awarenessClients(data: Uint8Array): ReadonlySet<number> {
  return readClients(payloadOf(data))
}

function readClients(update: Uint8Array): Set<number> {
  const clients = new Set<number>()
  const decoder = decoding.createDecoder(update)
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    clients.add(decoding.readVarUint(decoder))
    decoding.readVarUint(decoder)
    decoding.readVarString(decoder)
  }
  return clients
}

/** The first thing that an update says, as far as it says any: the rest are deletions. */
export function firstId(update: Uint8Array): { client: number; clock: number } | null {
  const decoder = decoding.createDecoder(update)
  if (decoding.readVarUint(decoder) === 0) return null
  decoding.readVarUint(decoder)
  return { client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) }
}

export const updateFrame = (address: string, update: Uint8Array): Uint8Array =>
  framed(address, [TYPE.sync, SYNC.update], update)

export const step1Frame = (address: string, stateVector: Uint8Array): Uint8Array =>
  framed(address, [TYPE.sync, SYNC.step1], stateVector)

export const step2Frame = (address: string, update: Uint8Array): Uint8Array =>
  framed(address, [TYPE.sync, SYNC.step2], update)

export const awarenessFrame = (address: string, update: Uint8Array): Uint8Array =>
  framed(address, [TYPE.awareness], update)

/** Copies the payload once: a whole document may be megabytes. */
function framed(address: string, words: readonly number[], payload: Uint8Array): Uint8Array {
  const head = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, address)
    for (const word of words) encoding.writeVarUint(encoder, word)
    encoding.writeVarUint(encoder, payload.length)
  })
  const frame = new Uint8Array(head.length + payload.length)
  frame.set(head)
  frame.set(payload, head.length)
  return frame
}
