import type { Spread } from '../measure.ts'
import type { Manner, Seat } from './light-client.ts'

/** What the crowd's process is told, and what it answers. */
export type Order =
  | JoinOrder
  | { type: 'draw'; seconds: number; measured: boolean }
  | { type: 'settle'; guest: Deeds | null; seconds: number }
  | { type: 'leave' }

export type JoinOrder = {
  type: 'join'
  seats: Seat[]
  manner: Manner
  /** Everybody in the room; those without a seat here come from elsewhere and have the last places. */
  people: number
  firstClientId: number
  /** Edits one person may send in all. */
  most: number
  /** Whose CPU time is looked at when measuring begins, and when everything has arrived. */
  server: number
  database: number
}

/** What somebody who is not of the crowd did meanwhile, in the room's last place. */
export type Deeds = { edits: number; clock: number }

export type Report =
  | { type: 'joined' }
  | { type: 'drawn' }
  | ({ type: 'settled' } & Settled)
  | { type: 'left' }
  | { type: 'failed'; message: string }

export type Cpu = { server: number; database: number; crowd: number; others: number }

export type Settled = {
  /** Edits and last cursors that did not arrive in time, and sockets that the server ended. */
  missing: number
  ended: number[]
  edits: number[]
  clocks: number[]
  /** Milliseconds until an edit reached one of the others, and until it was acknowledged. */
  reached: Spread
  acknowledged: Spread
  /** Cursors that arrived at somebody of the crowd, of what was sent. */
  cursorsShown: number
  /** CPU seconds since measuring began; `others`: whoever else works on this machine meanwhile. */
  cpu: Cpu
  seconds: number
}
