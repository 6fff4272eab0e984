import type { Transaction } from '@proofroom/db'
import { sql } from 'drizzle-orm'
import { ACCESS_CHANNEL, announceRevocation, type Revocation } from '../../identity/index.ts'

export { ACCESS_CHANNEL, announceRevocation }

/** What live processes are told by actions in any process. Revocations are identity's to announce. */
export type Announcement = { revoked: Revocation } | { closed: string }

/** Tells the version's open room, in all processes, that it is closed now. The database refuses its edits anyway. */
export async function announceClosed(tx: Transaction, versionId: string): Promise<void> {
  const announcement: Announcement = { closed: versionId }
  await tx.execute(sql`select pg_notify(${ACCESS_CHANNEL}, ${JSON.stringify(announcement)})`)
}
