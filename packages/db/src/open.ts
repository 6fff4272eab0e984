import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import { CLIENT_OPTIONS } from './client-options.ts'
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts'
import type { Log } from './embedded-errors.ts'
import { preparing } from './prepared.ts'
import * as schema from './schema/index.ts'
import { givingUpAfter } from './silence.ts'

export type Drizzle = PostgresJsDatabase<typeof schema>

export interface Database {
  /** postgres.js itself, for what drizzle does not say: listen/notify, copy, cursors. A pool of its own. */
  sql: Sql
  db: Drizzle
  url: string
  close(): Promise<void>
}

export interface EmbeddedDatabase extends Database {
  embedded?: EmbeddedPostgres
}

export interface OpenOptions {
  databaseUrl?: string
  dataDir: string
  log: Log
  /** Connections for drizzle; `sql` has half as many beside them. */
  max?: number
}

/** Opens DATABASE_URL, or the built-in PostgreSQL in DATA_DIR. Does not migrate: see migrate(). */
export async function openDatabase({ databaseUrl, dataDir, log, max }: OpenOptions): Promise<EmbeddedDatabase> {
  if (databaseUrl) return connect(databaseUrl, max)
  const embedded = await startEmbedded({ dataDir, log })
  const database = connect(embedded.url, max)
  return {
    ...database,
    embedded,
    async close() {
      await database.close()
      await embedded.stop()
    },
  }
}

/** No statement of a request or a job takes as long; who waits longer waits for a connection that is lost. */
const ANSWER_S = 10

/** Two pools, because drizzle changes how its client reads and writes dates and JSON. */
export function connect(url: string, max = 10): Database {
  const options = { ...CLIENT_OPTIONS, ...givingUpAfter(ANSWER_S), connection: { application_name: 'proofroom' } }
  const sql = postgres(url, { ...options, max: Math.max(2, Math.ceil(max / 2)) })
  const client = postgres(url, { ...options, max })
  return {
    sql,
    db: drizzle(preparing(client), { schema }),
    url,
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), client.end({ timeout: 5 })])
    },
  }
}
