import { createHash } from 'node:crypto'
import { type Database, inTransaction, schema, type Transaction } from '@proofroom/db'
import { and, eq, lt, not, sql } from 'drizzle-orm'
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
  return inTransaction(db, { shopId }, async (tx) => {
    const { rooms } = schema
    const hash = hashOf(ticket)
    const taken = (await takeOut(tx, hash)) ?? (await findReusable(tx, hash))
    if (!taken?.fresh || taken.room !== room) return null
    const standing = { closedAt: rooms.closedAt, epoch: rooms.epoch }
    const [open] = await tx.select(standing).from(rooms).where(eq(rooms.name, room))
    if (open?.epoch !== taken.epoch) return null
    return { shopId, grant: taken.grant as Grant, closed: open.closedAt !== null, epoch: open.epoch }
  })
}

const held = {
  room: schema.tickets.room,
  grant: schema.tickets.grant,
  epoch: schema.tickets.epoch,
  fresh: sql<boolean>`${schema.tickets.expiresAt} > now()`,
}
const isReusable = sql`${schema.tickets.grant} @> '{"reusable": true}'`

async function takeOut(tx: Transaction, hash: string) {
  const { tickets } = schema
  const [taken] = await tx
    .delete(tickets)
    .where(and(eq(tickets.hash, hash), not(isReusable)))
    .returning(held)
  return taken
}

async function findReusable(tx: Transaction, hash: string) {
  const { tickets } = schema
  const [found] = await tx
    .select(held)
    .from(tickets)
    .where(and(eq(tickets.hash, hash), isReusable))
  return found
}

const SHOP = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.[\w-]{32}$/

const shopOf = (ticket: string): string | null => SHOP.exec(ticket)?.[1] ?? null

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('hex')
