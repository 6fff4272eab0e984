import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { Platform } from './context.ts'
import { slice } from './route.ts'

const LEAST_FREE_BYTES = 200_000_000

type Watched = Pick<Platform, 'database' | 'config'>

/** Alive, ready, and the numbers. For whoever runs it: no cookies, no shops. */
export function healthRoutes(platform: Watched, metrics: () => Promise<string>) {
  return slice()
    .get('/healthz', (c) => c.json({ alive: true }))
    .get('/readyz', async (c) => {
      const checks = await readiness(platform)
      const ready = Object.values(checks).every((check) => check === 'ok')
      return c.json({ ready, ...checks }, ready ? 200 : 503)
    })
    .get('/metrics', async (c) => c.text(await metrics(), 200, { 'content-type': 'text/plain; version=0.0.4' }))
}

async function readiness({ database, config }: Watched) {
  const told = (check: Promise<unknown>, sentence: string) => check.then(() => 'ok').catch(() => sentence)
  return {
    database: await told(database.db.execute(sql`select 1`), 'PostgreSQL does not answer.'),
    disk: await told(diskHasRoom(config.dataDir), `${config.dataDir} is full or cannot be written.`),
  }
}

async function diskHasRoom(dataDir: string): Promise<void> {
  await access(dataDir, constants.W_OK)
  const { bavail, bsize } = await statfs(dataDir)
  if (bavail * bsize < LEAST_FREE_BYTES) throw new Error('full')
}
