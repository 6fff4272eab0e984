import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { type Database, type Drizzle, inTransaction, schema, type Transaction } from '@proofroom/db'
import { newOrderFacts } from '@proofroom/workflow'
import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { encodeStateVectorFromUpdate } from 'yjs'

export type SeededRoom = { shopId: string; room: string }
/** A document that one person wrote. */
export type Authored = { state: Uint8Array; clientId: number; actorId: string }
export type Ticket = { token: string; actorId: string }

/** A shop of its own with one order, one proof sent, and the live room of its version, as the API makes them. */
export async function seedRoom(db: Drizzle): Promise<SeededRoom> {
  const [shopId, customerId, orderId] = [uuidv7(), uuidv7(), uuidv7()]
  const [proofId, versionId, createdBy] = [uuidv7(), uuidv7(), uuidv7()]
  const room = `p:${versionId}`
  const now = new Date()
  return inTransaction(db, { shopId }, async (tx) => {
    await tx.insert(schema.shops).values({
      ...{ id: shopId, code: shopId.slice(-12), name: 'Bench' },
      ...{ timezone: 'Europe/Berlin', currency: 'EUR', locale: 'en' },
    })
    await tx.insert(schema.customers).values({ id: customerId, shopId, name: 'Ruth' })
    await tx.insert(schema.orders).values({
      ...{ id: orderId, shopId, code: orderId.slice(-12), label: '1001', customerId, title: 'Walnut sign' },
      ...{ facts: newOrderFacts(now.toISOString()), phase: 'proof' },
      ...{ move: 'customer' as const, moveReason: 'bench', moveSince: now },
    })
    await tx.insert(schema.proofs).values({ id: proofId, shopId, orderId, title: 'Sign' })
    await tx.insert(schema.versions).values({ id: versionId, shopId, orderId, proofId, number: 1, createdBy })
    await tx.update(schema.versions).set({ state: 'sent', sentAt: now }).where(eq(schema.versions.id, versionId))
    await tx.insert(schema.rooms).values({ name: room, versionId, shopId, orderId })
    return { shopId, room }
  })
}

/** Tickets for people of the customer's side who may write, good for one use and a minute, as the API gives them. */
export function issueTickets(db: Drizzle, { shopId, room }: SeededRoom, count: number): Promise<Ticket[]> {
  const tickets = Array.from({ length: count }, () => ({
    token: `${shopId}.${randomBytes(24).toString('base64url')}`,
    actorId: uuidv7(),
  }))
  return inTransaction(db, { shopId }, async (tx) => {
    const { rooms } = schema
    const [open] = await tx.select({ epoch: rooms.epoch }).from(rooms).where(eq(rooms.name, room))
    await tx.insert(schema.tickets).values(
      tickets.map(({ token, actorId }) => ({
        hash: createHash('sha256').update(token).digest('hex'),
        ...{ shopId, room, grant: grantOf(actorId), epoch: open?.epoch },
        expiresAt: sql`now() + interval '60 seconds'`,
      })),
    )
    return tickets
  })
}

const COMPACTED_MS = 60_000

/** Resolves when the server has made one state of a room that everybody has left. */
export async function compacted(db: Drizzle, room: string): Promise<void> {
  const { journal } = schema
  const deadline = Date.now() + COMPACTED_MS
  while (Date.now() < deadline) {
    const rows = await inTransaction(db, {}, (tx) => tx.$count(journal, eq(journal.room, room)), 'journal')
    if (rows === 0) return
    await pause(20)
  }
  throw new Error(`The room ${room} was not compacted.`)
}

/** Gives a room that nobody has opened yet its document, as compaction leaves one. */
export async function writeState(db: Drizzle, { shopId, room }: SeededRoom, authored: Authored): Promise<void> {
  const { state: payload, clientId, actorId } = authored
  const write = async (tx: Transaction) => {
    const stateVector = encodeStateVectorFromUpdate(payload)
    const state = { generation: 1, payload, stateVector, checksum: crc32(payload) }
    await tx.insert(schema.roomStates).values({ room, shopId, ...state })
    await tx.insert(schema.clientBindings).values({ room, shopId, clientId, actorId })
  }
  await inTransaction(db, {}, write, 'journal')
}

/** What was said is an hour ago. For the owner of the tables; nobody else may touch the history. */
export async function age({ sql }: Pick<Database, 'sql'>, room: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`alter table journal_history no force row level security`
    await tx`update journal_history set created_at = created_at - interval '1 hour' where room = ${room}`
    await tx`alter table journal_history force row level security`
  })
}

/** Whether the room was given a document without a past. */
export async function isRenewed(db: Drizzle, room: string): Promise<boolean> {
  const { rooms } = schema
  const find = (tx: Transaction) => tx.select({ epoch: rooms.epoch }).from(rooms).where(eq(rooms.name, room))
  const [found] = await inTransaction(db, {}, find, 'journal')
  return (found?.epoch ?? 1) > 1
}

const grantOf = (actorId: string) => ({
  ...{ actorId, name: 'Ruth Keller', initials: 'RK', colour: 3, side: 'customer' },
  ...{ canAnnotate: true, canResolve: false, readOnly: false, readOnlyReason: null },
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
})
