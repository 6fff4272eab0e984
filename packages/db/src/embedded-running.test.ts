import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { startEmbedded } from './embedded.ts'
import { urlOfRunning } from './embedded-running.ts'

test('a command beside a running Proofroom finds its database; without one there is nothing to find', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'proofroom-beside-'))
  expect(urlOfRunning(dataDir)).toBeUndefined()
  const silent = { info() {}, warn() {}, error() {} }
  const server = await startEmbedded({ dataDir, log: silent, settings: { fsync: 'off' } })
  const url = urlOfRunning(dataDir)
  expect(url).toBe(server.url)
  const sql = postgres(url as string, { max: 1 })
  expect(await sql`select 1 as n`).toEqual([{ n: 1 }])
  await sql.end()
  await server.stop()
  expect(urlOfRunning(dataDir)).toBeUndefined()
  rmSync(dataDir, { recursive: true, force: true })
})
