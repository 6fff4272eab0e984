import type { Extension } from '@hocuspocus/server'
import type { Database } from '@proofroom/db'
import { answered } from '../answered.ts'
import { CLOSE, type Close, Refused } from '../close-codes.ts'
import type { LiveContext } from '../context.ts'
import type { LiveLog, LiveViolation } from '../options.ts'
import type { Peer, Seat } from '../peer.ts'
import type { Peers } from '../peers.ts'
import { type Redeemed, redeemTicket } from '../tickets.ts'

export type AuthenticateOptions = {
  db: Database['db']
  peers: Peers
  log: LiveLog
  now(): Date
  record(violation: LiveViolation): void
  /** Settled once revocations are heard; nobody is let in before. */
  listening: Promise<unknown>
  answerMs: number
}

/** Lets a socket into a room for a ticket. Here and not on loading: a refused load would leave the document behind. */
export function authenticate({
  db,
  peers,
  log,
  now,
  record,
  listening,
  answerMs,
}: AuthenticateOptions): Extension<LiveContext> {
  async function redeem(peer: Peer, token: string, room: string): Promise<Redeemed> {
    try {
      const redeemed = listening.then(() => redeemTicket(db, token, room))
      const taken = await answered(redeemed, answerMs)
      if (taken) return taken
      // The room is what they asked for; who they are nobody knows.
      record({ room: null, shopId: null, actorId: null, code: 'ticket.refused' })
      return refuse(peer, CLOSE.ticket)
    } catch (error) {
      if (error instanceof Refused) throw error
      log.warn({ err: error, room }, 'A ticket could not be redeemed.')
      return refuse(peer, CLOSE.later)
    }
  }
  return {
    extensionName: 'authenticate',
    async onAuthenticate({ token, documentName, connectionConfig, context }) {
      const { peer } = context
      const start = performance.now()
      const { shopId, grant, closed, epoch } = await redeem(peer, token, documentName)
      const seat: Seat = { room: documentName, shopId, grant, connection: null, presence: null, closed, epoch }
      if (Date.parse(grant.expiresAt) <= now().getTime()) refuse(peer, CLOSE.ticket)
      const ended = peers.endedSince(seat, start)
      if (ended) refuse(peer, ended)
      // One seat a room: another one would hide this one from whoever ends it.
      if (peer.seats.has(documentName)) refuse(peer, CLOSE.ticket)
      peer.seats.set(documentName, seat)
      connectionConfig.readOnly = closed || grant.readOnly || !(grant.canAnnotate || grant.canResolve)
      return { seat }
    },
  }
}

function refuse(peer: Peer, close: Close): never {
  peer.end(close)
  throw new Refused(close)
}
