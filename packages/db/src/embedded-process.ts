import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'

/**
 * Names one life of a process: the pid together with when it began, because pids are used again.
 * Undefined when nothing lives under that pid. A zombie counts as gone, although it answers `kill(pid, 0)`.
 */
export function lifeOf(pid: number): string | undefined {
  if (process.platform === 'linux') return lifeOnLinux(pid)
  if (process.platform === 'win32') return answersSignals(pid) ? 'alive' : undefined
  const [state, ...started] = ps(pid, 'stat=,lstart=').split(/\s+/)
  return state && !state.startsWith('Z') ? started.join(' ') : undefined
}

export function isAlive(pid: number): boolean {
  return lifeOf(pid) !== undefined
}

/**
 * Whether the pid is a PostgreSQL server of this very cluster, and not some other program (or another cluster's
 * server) that was given the pid later. Every PostgreSQL process works inside its cluster's folder.
 */
export function isServerOf(cluster: string, pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') return workingFolder(pid) === realpathSync(cluster)
  return process.platform === 'win32' || /(^|\/)postgres(:|\s|$)/.test(ps(pid, 'comm='))
}

/** Whether any process at all works in the cluster; `suspect` is the only one asked where processes have no list. */
export function isInhabited(cluster: string, suspect: number): boolean {
  if (process.platform !== 'linux') return isServerOf(cluster, suspect)
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && isServerOf(cluster, Number(name)))
}

/** Waits until the process is gone; false when it still lives after `milliseconds`. */
export async function waitUntilGone(pid: number, life: string | undefined, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds
  while (life !== undefined && lifeOf(pid) === life) {
    if (Date.now() > deadline) return false
    await pause(10)
  }
  return true
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function lifeOnLinux(pid: number): string | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  // The command name may contain spaces and parentheses; the fixed fields begin after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state] = fields
  const startTicks = fields[19]
  if (!startTicks || state === 'Z' || state === 'X') return undefined
  return `${bootId()}:${startTicks}`
}

let knownBootId: string | undefined
function bootId(): string {
  knownBootId ??= readOrEmpty('/proc/sys/kernel/random/boot_id').trim()
  return knownBootId
}

function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function ps(pid: number, columns: string): string {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', columns], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return ''
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
