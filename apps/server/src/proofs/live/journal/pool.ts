import { CLIENT_OPTIONS, givingUpAfter, preparing, ROLES } from '@proofroom/db'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import type { Compactor } from './compact.ts'
import type { Reader } from './read.ts'

/** Seconds after which a connection that has not answered is lost: with a batch of edits, and with a whole room. */
const EDIT_S = 4
const ROOM_S = 10

export type JournalPool = { sql: Sql; reader: Reader & Compactor; close(): Promise<void> }

/**
 * Connections that are the journal's role from their start on: a batch is one statement then, with no transaction
 * around it to set a role in. Nothing else uses them.
 */
export function openJournalPool(url: string): JournalPool {
  const connection = { application_name: 'proofroom-live', role: ROLES.journal }
  const options = { ...CLIENT_OPTIONS, connection }
  const sql = postgres(url, { ...options, ...givingUpAfter(EDIT_S), max: 3 })
  const slow = postgres(url, { ...options, ...givingUpAfter(ROOM_S), max: 2 })
  return {
    sql,
    reader: drizzle(preparing(slow)),
    async close() {
      await Promise.all([sql.end({ timeout: 2 }), slow.end({ timeout: 2 })])
    },
  }
}
