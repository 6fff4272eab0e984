/**
 * Keeps a test run's cluster, in a process of its own that nobody's Ctrl-C reaches: when the run's process ends,
 * however it ends, the channel to it closes, and cluster and folder are removed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import postgres from 'postgres'
import { startEmbedded } from './embedded.ts'

const { KEEPER_FOLDER = '', KEEPER_FSYNC = 'on' } = process.env
const ended = new Promise<void>((resolve) => process.once('disconnect', resolve))
const silent = { info() {}, warn() {}, error: (message: string) => console.error(message) }
const dataDir = mkdtempSync(KEEPER_FOLDER)

try {
  const cluster = await startEmbedded({
    dataDir,
    log: silent,
    settings: { fsync: KEEPER_FSYNC, max_connections: '200' },
  })
  const sql = postgres(cluster.superuserUrl, { max: 1, onnotice() {} })
  await sql.unsafe('alter role proofroom createdb')
  await sql.end()
  process.send?.(cluster.url)
  await ended
  await cluster.stop()
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
