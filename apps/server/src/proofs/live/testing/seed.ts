import { type Database, inTransaction, schema, type Transaction } from '@proofroom/db'
import { newOrderFacts } from '@proofroom/workflow'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Grant } from '../grant.ts'
import { createRoom } from '../rooms.ts'
import { issueTicket } from '../tickets.ts'

export type SeededRoom = { shopId: string; orderId: string; versionId: string; room: string }

/** A shop of its own with one order, one proof sent, and its room. */
export async function seedRoom(db: Database['db']): Promise<SeededRoom> {
  const shopId = uuidv7()
  const [customerId, orderId, proofId, versionId, createdBy] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const now = new Date()
  return inTransaction(db, { shopId }, async (tx) => {
    await tx.insert(schema.shops).values({
      id: shopId,
      code: shopId.slice(-12),
      name: 'Trial shop',
      timezone: 'Europe/Berlin',
      currency: 'EUR',
      locale: 'en',
    })
    await tx.insert(schema.customers).values({ id: customerId, shopId, name: 'Ruth' })
    await tx.insert(schema.orders).values({
      id: orderId,
      shopId,
      code: orderId.slice(-12),
      label: '1001',
      customerId,
      title: 'Walnut sign',
      facts: newOrderFacts(now.toISOString()),
      move: 'customer',
      moveReason: 'trial',
      moveSince: now,
      phase: 'proof',
    })
    await tx.insert(schema.proofs).values({ id: proofId, shopId, orderId, title: 'Sign' })
    await tx.insert(schema.versions).values({ id: versionId, shopId, orderId, proofId, number: 1, createdBy })
    await tx.update(schema.versions).set({ state: 'sent', sentAt: now }).where(eq(schema.versions.id, versionId))
    const room = await createRoom(tx, { shopId, orderId, versionId })
    return { shopId, orderId, versionId, room }
  })
}

/** A ticket as the API gives it. */
export async function ticketFor(db: Database['db'], { shopId, room }: SeededRoom, grant: Grant, ttlSeconds?: number) {
  const issue = (tx: Transaction) => issueTicket(tx, { shopId, room, grant, ttlSeconds })
  const { ticket } = await inTransaction(db, { shopId }, issue)
  return ticket
}

export function grantOf(given: Partial<Grant> = {}): Grant {
  return {
    actorId: uuidv7(),
    name: 'Ruth Keller',
    initials: 'RK',
    colour: 3,
    side: 'customer',
    canAnnotate: true,
    canResolve: false,
    readOnly: false,
    readOnlyReason: null,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    ...given,
  }
}
