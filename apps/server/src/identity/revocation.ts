import { schema, type Transaction } from '@proofroom/db'
import { sql } from 'drizzle-orm'

/** Whose access ended; live connections of it are closed in every process. */
export type Revocation = { linkId: string } | { memberId: string } | { participantId: string }

/** The channel that live processes listen on for what must reach open sockets at once. */
export const ACCESS_CHANNEL = 'proofroom_live'

/** Told when, and only if, the action commits. Tickets not yet used end with it. */
export async function announceRevocation(tx: Transaction, revoked: Revocation): Promise<void> {
  const [[key, id] = []] = Object.entries(revoked)
  await tx.delete(schema.tickets).where(sql`${schema.tickets.grant} ->> ${key} = ${id}`)
  await tx.execute(sql`select pg_notify(${ACCESS_CHANNEL}, ${JSON.stringify({ revoked })})`)
}
