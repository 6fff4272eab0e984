import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { Platform } from './context.ts'
import { slice } from './route.ts'

const LEAST_FREE_BYTES = 200_000_000
/** Edits are written within milliseconds. After this long somebody else should be sent the people. */
const LONGEST_WAIT_MS = 5_000

type Watched = Pick<Platform, 'database' | 'config'>

/** Alive, ready, and the numbers. For whoever runs it: no cookies, no shops. */
/** What is measured of a process. */
export type Measured = {
  /** For Prometheus. */
  text(): Promise<string>
  /** How long the oldest edit has waited for the database. */
  queueAgeMs(): number
}

export function healthRoutes(platform: Watched, measured: Measured) {
  return slice()
    .get('/healthz', (c) => c.json({ alive: true }))
    .get('/readyz', async (c) => {
      const checks = { ...(await readiness(platform)), queue: queueOf(measured) }
      const ready = Object.values(checks).every((check) => check === 'ok')
      return c.json({ ready, ...checks }, ready ? 200 : 503)
    })
    .get('/metrics', async (c) => c.text(await measured.text(), 200, { 'content-type': 'text/plain; version=0.0.4' }))
}

async function readiness({ database, config }: Watched) {
  const told = (check: Promise<unknown>, sentence: string) => check.then(() => 'ok').catch(() => sentence)
  return {
    database: await told(database.db.execute(sql`select 1`), 'PostgreSQL does not answer.'),
    disk: await told(diskHasRoom(config.dataDir), `${config.dataDir} is full or cannot be written.`),
  }
}

const queueOf = ({ queueAgeMs }: Measured): string =>
  queueAgeMs() < LONGEST_WAIT_MS ? 'ok' : 'Edits have been waiting for PostgreSQL for seconds.'

async function diskHasRoom(dataDir: string): Promise<void> {
  await access(dataDir, constants.W_OK)
  const { bavail, bsize } = await statfs(dataDir)
  if (bavail * bsize < LEAST_FREE_BYTES) throw new Error('full')
}
