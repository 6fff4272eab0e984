import * as encoding from 'lib0/encoding'

/**
 * The frames of the two protocols that Yjs servers speak. Hocuspocus' begin with the room's name; those of y-websocket
 * do not. The plain relays pass on Hocuspocus' frames, so that the same bytes travel.
 */
export type Dialect = 'hocuspocus' | 'y-websocket'

const TYPE = { sync: 0, awareness: 1, auth: 2, syncReply: 4, syncStatus: 8 } as const
const SYNC = { step1: 0, step2: 1, update: 2 } as const
const AUTH = { token: 0, refused: 1, accepted: 2 } as const

/** No structs and no deletions, and the state vector of a document that is empty. */
export const NOTHING_NEW = Uint8Array.of(0, 0)
const NOTHING_KNOWN = Uint8Array.of(0)

/** The version that `@hocuspocus/provider` tells with its token. */
const PROVIDER_VERSION = '4.8.0'

function frame(dialect: Dialect, room: string, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  if (dialect === 'hocuspocus') encoding.writeVarString(encoder, room)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

const syncFrame = (dialect: Dialect, room: string, kind: number, body: Uint8Array): Uint8Array =>
  frame(dialect, room, (encoder) => {
    encoding.writeVarUint(encoder, TYPE.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, body)
  })

export const tokenFrame = (room: string, token: string): Uint8Array =>
  frame('hocuspocus', room, (encoder) => {
    encoding.writeVarUint(encoder, TYPE.auth)
    encoding.writeVarUint(encoder, AUTH.token)
    encoding.writeVarString(encoder, token)
    encoding.writeVarString(encoder, PROVIDER_VERSION)
  })

/** Asks for everything. */
export const step1Frame = (dialect: Dialect, room: string) => syncFrame(dialect, room, SYNC.step1, NOTHING_KNOWN)

/** Answers with everything one has. */
export const step2Frame = (dialect: Dialect, room: string, update: Uint8Array) =>
  syncFrame(dialect, room, SYNC.step2, update)

export const updateFrame = (dialect: Dialect, room: string, update: Uint8Array) =>
  syncFrame(dialect, room, SYNC.update, update)

export const savedFrame = (room: string): Uint8Array =>
  frame('hocuspocus', room, (encoder) => {
    encoding.writeVarUint(encoder, TYPE.syncStatus)
    encoding.writeVarUint(encoder, 1)
  })

export type Cursor = { clientId: number; clock: number; state: object }

export function cursorFrame(dialect: Dialect, room: string, { clientId, clock, state }: Cursor): Uint8Array {
  const states = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
  return frame(dialect, room, (encoder) => {
    encoding.writeVarUint(encoder, TYPE.awareness)
    encoding.writeVarUint8Array(encoder, states)
  })
}

export type Kind = 'step1' | 'step2' | 'update' | 'cursors' | 'accepted' | 'refused' | 'saved' | 'unsaved' | 'other'
/** `body`: what a sync frame or an awareness frame carries. */
export type Received = { kind: Kind; body: Uint8Array }

/** Reads as little of a frame as tells what it is: tens of thousands arrive in a second. */
export function readFrame(dialect: Dialect, data: Uint8Array): Received {
  const reader = new Reader(data)
  if (dialect === 'hocuspocus') reader.skip()
  const type = reader.number()
  if (type === TYPE.awareness) return { kind: 'cursors', body: reader.bytes() }
  if (type === TYPE.sync || type === TYPE.syncReply) {
    const kind = (['step1', 'step2', 'update'] as const)[reader.number()]
    return kind ? { kind, body: reader.bytes() } : OTHER
  }
  if (dialect === 'hocuspocus' && type === TYPE.syncStatus) return reader.number() === 1 ? SAVED : UNSAVED
  if (dialect === 'hocuspocus' && type === TYPE.auth) {
    const answer = reader.number()
    return answer === AUTH.accepted ? ACCEPTED : answer === AUTH.refused ? REFUSED : OTHER
  }
  return OTHER
}

const SAVED: Received = { kind: 'saved', body: NOTHING_NEW }
const UNSAVED: Received = { kind: 'unsaved', body: NOTHING_NEW }
const ACCEPTED: Received = { kind: 'accepted', body: NOTHING_NEW }
const REFUSED: Received = { kind: 'refused', body: NOTHING_NEW }
const OTHER: Received = { kind: 'other', body: NOTHING_NEW }

/** Whose cursors an awareness frame has, and the clock of each; servers gather several in one frame. */
export function readCursors(body: Uint8Array, each: (clientId: number, clock: number) => void): void {
  const reader = new Reader(body)
  for (let left = reader.number(); left > 0; left--) {
    const clientId = reader.number()
    each(clientId, reader.number())
    reader.skip()
  }
}

/** Numbers of seven bits a byte, and what has its length in front. lib0's decoder would make objects of all of it. */
class Reader {
  readonly #data: Uint8Array
  #at = 0

  constructor(data: Uint8Array) {
    this.#data = data
  }

  number(): number {
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = this.#data[this.#at++]
      if (byte === undefined) throw new RangeError('A frame ends too early.')
      value += (byte & 127) * unit
      if (byte < 128) return value
    }
  }

  skip(): void {
    const length = this.number()
    this.#at += length
  }

  bytes(): Uint8Array {
    const length = this.number()
    const from = this.#at
    this.#at += length
    if (this.#at > this.#data.length) throw new RangeError('A frame ends too early.')
    return this.#data.subarray(from, this.#at)
  }
}
