import { schema, type Transaction } from '@proofroom/db'
import { sql } from 'drizzle-orm'
import type { Revocation } from './grant.ts'

/** Where every live process listens for what an action in any process has ended. */
export const CHANNEL = 'proofroom_live'

export type Announcement = { revoked: Revocation } | { closed: string }

/** Ends the access in all live rooms once the action commits, and unredeemed tickets with it. */
export async function announceRevocation(tx: Transaction, what: Revocation): Promise<void> {
  const [[key, id] = []] = Object.entries(what)
  await tx.delete(schema.tickets).where(sql`${schema.tickets.grant} ->> ${key} = ${id}`)
  await announce(tx, { revoked: what })
}

/** Tells the version's open room, in all processes, that it is closed now. The database refuses its edits anyway. */
export async function announceClosed(tx: Transaction, versionId: string): Promise<void> {
  await announce(tx, { closed: versionId })
}

async function announce(tx: Transaction, announcement: Announcement): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify(announcement)})`)
}
