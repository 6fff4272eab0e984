import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Account } from './embedded-account.ts'
import { DatabaseError, type Log } from './embedded-errors.ts'
import { isInhabited, lifeOf, pause, waitUntilGone } from './embedded-process.ts'
import type { Program } from './embedded-program.ts'

/** Everything needed to start the server of one cluster. */
export interface Launch {
  program: Program
  account: Account | undefined
  cluster: string
  logFile: string
  settings: Record<string, string>
}

const LOG_LIMIT = 10_000_000
/** A cluster that was killed replays its log first, which may take long; a living process is waited for. */
const START_LIMIT = 300_000

/** Starts the server on the port and waits until it accepts connections. */
export async function launchPostmaster(launch: Launch, port: number): Promise<number> {
  removeDeadPidFile(launch.cluster)
  const pid = spawnPostmaster(launch, port)
  const life = lifeOf(pid)
  const deadline = Date.now() + START_LIMIT
  while (life !== undefined && lifeOf(pid) === life) {
    if (readPidFile(launch.cluster)?.pid === pid && readPidFile(launch.cluster)?.ready) return pid
    if (Date.now() > deadline) break
    await pause(5)
  }
  throw new DatabaseError('postgres_failed', `PostgreSQL did not start; it said: ${lastWords(launch.logFile)}`)
}

/** The command line, as `postmaster.opts` records it: an orphan started otherwise is not adopted. */
export function commandLine({ program, cluster, settings }: Launch, port: number): string[] {
  const all = { ...settings, port: String(port) }
  return [
    program.postgres,
    '-D',
    cluster,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

/** Only what PostgreSQL needs: none of this process's secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C', TZ: 'UTC' }
}

export interface PidFile {
  pid: number
  port: number
  ready: boolean
}

export function readPidFile(cluster: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    return undefined
  }
}

/** Fast shutdown; when that takes too long, the immediate one (recovered at the next start). Never SIGKILL. */
export async function stopPostmaster(pid: number, log: Log): Promise<void> {
  const life = lifeOf(pid)
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (life === undefined || lifeOf(pid) !== life) return
    process.kill(pid, signal)
    // A frozen process hears nothing before it is woken.
    if (process.platform !== 'win32') process.kill(pid, 'SIGCONT')
    if (await waitUntilGone(pid, life, 5_000)) return
    log.warn(`PostgreSQL (process ${pid}) has not stopped 5 s after ${signal}.`)
  }
}

/** A port nobody listens on, the wished one if it is free. */
export async function freePort(wished: number): Promise<number> {
  return (wished > 0 && (await tryPort(wished))) || ((await tryPort(0)) as number)
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}

/**
 * PostgreSQL refuses to start while the pid in its file answers signals, even a zombie's or another program's.
 * The file is removed only when no process works in the cluster: it is what guards the shared memory.
 */
function removeDeadPidFile(cluster: string): void {
  const found = readPidFile(cluster)
  if (!found || isInhabited(cluster, found.pid)) return
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

/** Detached, and writing to a file: it outlives a killed parent, and its last words are kept. */
function spawnPostmaster(launch: Launch, port: number): number {
  const tooLong = (statSync(launch.logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT
  const output = openSync(launch.logFile, tooLong ? 'w' : 'a', 0o600)
  const [command = '', ...args] = commandLine(launch, port)
  const child = spawn(command, args, {
    cwd: launch.cluster,
    detached: true,
    stdio: ['ignore', output, output],
    env: serverEnvironment(),
    windowsHide: true,
    ...(launch.account && { uid: launch.account.uid, gid: launch.account.gid }),
  })
  closeSync(output)
  // A failed spawn has no pid; the error event would otherwise end this process.
  child.once('error', () => {})
  child.unref()
  if (child.pid === undefined) throw new DatabaseError('postgres_failed', `${command} could not be started.`)
  return child.pid
}

function lastWords(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' / ') || 'nothing'
}
