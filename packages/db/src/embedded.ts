import { mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { placeCluster, serverAccount } from './embedded-account.ts'
import { ensureOwnDatabase, initialise, type Passwords, passwordsOf } from './embedded-cluster.ts'
import type { Log } from './embedded-errors.ts'
import { takeLock } from './embedded-lock.ts'
import {
  commandLine,
  freePort,
  type Launch,
  launchPostmaster,
  readPidFile,
  stopPostmaster,
} from './embedded-postmaster.ts'
import { isServerOf, pause } from './embedded-process.ts'
import { findProgram } from './embedded-program.ts'
import { supervise } from './embedded-supervisor.ts'

export interface EmbeddedPostgres {
  /** For Proofroom: a role that owns its database and is no superuser. */
  url: string
  /** For setting a cluster up, in tests too. */
  superuserUrl: string
  /** The server's process now; another one after it died and was started again. */
  pid(): number | undefined
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  dataDir: string
  log: Log
  /** Server settings beside our own, such as `fsync: 'off'` for a test cluster in memory. */
  settings?: Record<string, string>
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_min_messages: 'warning',
  // Statements may carry customers' words; a log keeps the error, not the text.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  // Files in the cluster's own folder: a killed server leaves none of it in the machine's shared memory.
  ...(process.platform !== 'win32' && { dynamic_shared_memory_type: 'mmap' }),
}

/** Starts PostgreSQL in the folder, or takes over the one a killed Proofroom left running there. */
export async function startEmbedded({ dataDir, log, settings }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true })
  const folder = realpathSync(resolve(dataDir))
  const lock = takeLock(folder)
  try {
    const { launch, passwords } = await prepare(folder, log, settings)
    const before = readPidFile(launch.cluster)
    const adopted = before && (await adopt(launch, passwords, log))
    const { pid, port } = adopted ?? (await launchOnFreePort(launch))
    const server = supervise(pid, launch, port, log)
    const superuserUrl = urlOf('postgres', passwords.superuser, port, 'postgres')
    await ensureOwnDatabase(superuserUrl, passwords)
    return {
      url: urlOf('proofroom', passwords.proofroom, port, 'proofroom'),
      superuserUrl,
      pid: server.pid,
      async stop() {
        await server.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function prepare(folder: string, log: Log, settings: Record<string, string> = {}) {
  const account = serverAccount(join(folder, 'postgres'))
  const cluster = placeCluster(folder, account, log)
  const program = await findProgram(account)
  const passwords = passwordsOf(folder, cluster)
  await initialise(program, cluster, account, passwords)
  const logFile = join(folder, 'postgres.log')
  const launch: Launch = { program, account, cluster, logFile, settings: { ...SETTINGS, ...settings } }
  return { launch, passwords }
}

/** A port that was free may be taken before the server has it; the second try asks for another. */
async function launchOnFreePort(launch: Launch) {
  const port = await freePort(rememberedPort(launch.cluster))
  try {
    return { port, pid: await launchPostmaster(launch, port) }
  } catch {
    const other = await freePort(0)
    return { port: other, pid: await launchPostmaster(launch, other) }
  }
}

/** The server a killed parent left, if it is the one we would start and it answers; any other is stopped. */
async function adopt(launch: Launch, passwords: Passwords, log: Log) {
  const found = readPidFile(launch.cluster)
  if (!found || !isServerOf(launch.cluster, found.pid)) return undefined
  const same = startedWith(launch.cluster) === commandLine(launch, found.port).map(quoted).join(' ')
  if (same && (await answers(found.port, launch.cluster, passwords))) {
    log.info(`Took over the running PostgreSQL (process ${found.pid}).`)
    return found
  }
  log.warn(`Stopping the PostgreSQL an earlier Proofroom left (process ${found.pid}).`)
  await stopPostmaster(found.pid, log)
  return undefined
}

async function answers(port: number, cluster: string, passwords: Passwords): Promise<boolean> {
  const url = urlOf('postgres', passwords.superuser, port, 'postgres')
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice() {} })
  const question = sql`select current_setting('data_directory') as folder`.then(([row]) => row?.folder === cluster)
  try {
    return await Promise.race([question, pause(3_000).then(() => false)])
  } catch {
    return false
  } finally {
    question.catch(() => {})
    await sql.end({ timeout: 0 })
  }
}

/** `postmaster.opts` outlives its server and has the port, so addresses stay the same from start to start. */
function rememberedPort(cluster: string): number {
  return Number(/port=(\d+)/.exec(startedWith(cluster))?.[1] ?? 0)
}

function startedWith(cluster: string): string {
  try {
    return readFileSync(join(cluster, 'postmaster.opts'), 'utf8').trim()
  } catch {
    return ''
  }
}

/** As PostgreSQL writes its arguments down: the program bare, the others in double quotes. */
function quoted(argument: string, index: number): string {
  return index === 0 ? argument : `"${argument}"`
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}
