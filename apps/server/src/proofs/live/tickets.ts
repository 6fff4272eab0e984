import { createHash } from 'node:crypto'
import { type Database, inTransaction, schema, type Transaction } from '@proofroom/db'
import { eq, lt, type SQL, sql } from 'drizzle-orm'
import { nanoid } from 'nanoid'
import type { Grant } from './grant.ts'

export type NewTicket = { shopId: string; room: string; grant: Grant; ttlSeconds?: number }

export type Issued = {
  ticket: string
  /** Which document of the room it lets into. */
  epoch: number
}

export type Redeemed = { shopId: string; grant: Grant; closed: boolean; epoch: number }

/**
 * A ticket for one room, for one use unless the grant says otherwise. The text names the shop, so that redeeming it knows
 * whose rows to look at; only its hash is stored. It is good for the document that the room has now.
 */
export async function issueTicket(
  tx: Transaction,
  { shopId, room, grant, ttlSeconds = 60 }: NewTicket,
): Promise<Issued> {
  const { rooms } = schema
  const [open] = await tx.select({ epoch: rooms.epoch }).from(rooms).where(eq(rooms.name, room))
  const epoch = open?.epoch ?? 1
  const ticket = `${shopId}.${nanoid(32)}`
  await tx.delete(schema.tickets).where(lt(schema.tickets.expiresAt, sql`now() - interval '1 hour'`))
  await tx.insert(schema.tickets).values({
    hash: hashOf(ticket),
    shopId,
    room,
    grant,
    epoch,
    expiresAt: sql`now() + make_interval(secs => ${ttlSeconds})`,
  })
  return { ticket, epoch }
}

/** The second of two who redeem one ticket gets null, like anyone with a wrong one, unless it is a reusable one. */
export async function redeemTicket(db: Database['db'], ticket: string, room: string): Promise<Redeemed | null> {
  const shopId = shopOf(ticket)
  if (shopId === null) return null
  const [taken] = await inTransaction(db, { shopId }, (tx) => tx.execute<Taken>(taking(hashOf(ticket))))
  // Taken all the same: a ticket that was shown for another room, or to another document, is known to somebody.
  if (!taken?.fresh || taken.room !== room || !taken.current) return null
  return { shopId, grant: taken.grant, closed: taken.closed, epoch: taken.epoch }
}

type Taken = { room: string; grant: Grant; fresh: boolean; closed: boolean; epoch: number; current: boolean }

/** One question for the ticket and its room: somebody with a phone in their hand waits for the answer. */
const taking = (hash: string): SQL => sql`
  with taken as (
    delete from tickets where hash = ${hash} and not ${isReusable} returning room, "grant", epoch, expires_at
  ), shown as (
    select * from taken
    union all
    select room, "grant", epoch, expires_at from tickets where hash = ${hash} and ${isReusable}
  )
  select s.room, s."grant", s.expires_at > now() as fresh, r.closed_at is not null as closed, r.epoch,
         r.epoch = s.epoch as current
  from shown s join rooms r on r.name = s.room`

const isReusable = sql`tickets."grant" @> '{"reusable": true}'`

const SHOP = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.[\w-]{32}$/

const shopOf = (ticket: string): string | null => SHOP.exec(ticket)?.[1] ?? null

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('hex')
