import * as encoding from 'lib0/encoding'
import { SYNC, TYPE } from '../../src/proofs/live/frames.ts'

type SyncKind = keyof typeof SYNC

/** A frame of any type to any address, as a program may put it together. */
export function frame(address: string, type: number, write: (out: encoding.Encoder) => void = () => {}): Uint8Array {
  const out = encoding.createEncoder()
  encoding.writeVarString(out, address)
  encoding.writeVarUint(out, type)
  write(out)
  return encoding.toUint8Array(out)
}

export const authFrame = (address: string, ticket: string): Uint8Array =>
  frame(address, TYPE.auth, (out) => {
    encoding.writeVarUint(out, 0)
    encoding.writeVarString(out, ticket)
  })

export const syncFrame = (address: string, kind: SyncKind, payload: Uint8Array): Uint8Array =>
  frame(address, TYPE.sync, (out) => {
    encoding.writeVarUint(out, SYNC[kind])
    encoding.writeVarUint8Array(out, payload)
  })

/** One client's state in an awareness frame; `state` is JSON already, or something that pretends to be. */
export type ShownState = { client: number; clock: number; state: string }

export const presenceFrame = (address: string, states: ShownState[]): Uint8Array =>
  frame(address, TYPE.awareness, (out) => {
    const inner = encoding.createEncoder()
    encoding.writeVarUint(inner, states.length)
    for (const { client, clock, state } of states) {
      encoding.writeVarUint(inner, client)
      encoding.writeVarUint(inner, clock)
      encoding.writeVarString(inner, state)
    }
    encoding.writeVarUint8Array(out, encoding.toUint8Array(inner))
  })

/** What somebody without news answers a SyncStep1 with. */
export const NOTHING = Uint8Array.of(0, 0)
/** The state vector of an empty document. */
export const NO_STATE = Uint8Array.of(0)
