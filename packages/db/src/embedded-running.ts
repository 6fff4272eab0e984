import { readFileSync, readlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readPidFile } from './embedded-postmaster.ts'
import { isServerOf } from './embedded-process.ts'

/** Where the built-in PostgreSQL of a running Proofroom answers, for an operator's command beside it; or undefined. */
export function urlOfRunning(dataDir: string): string | undefined {
  const folder = resolve(dataDir)
  const cluster = placeOf(join(folder, 'postgres'))
  const found = readPidFile(cluster)
  if (!found?.ready || !isServerOf(cluster, found.pid)) return undefined
  const { proofroom } = JSON.parse(readFileSync(join(folder, 'postgres.secret'), 'utf8')) as { proofroom: string }
  return `postgres://proofroom:${proofroom}@127.0.0.1:${found.port}/proofroom`
}

/** The cluster may live elsewhere, with a link in its place (embedded-account.ts). */
function placeOf(cluster: string): string {
  try {
    return readlinkSync(cluster)
  } catch {
    return cluster
  }
}
