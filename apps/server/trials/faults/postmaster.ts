import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { EmbeddedPostgres } from '@proofroom/db'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'

/** The postmaster and whatever it started; each of them has to be told. */
export function processesOf(postmaster: number): number[] {
  const parents = existsSync('/proc/self/stat') ? parentsInProc() : parentsByPs()
  return [postmaster, ...parents.filter(({ parent }) => parent === postmaster).map(({ pid }) => pid)]
}

type Child = { pid: number; parent: number }

function parentsInProc(): Child[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }))
}

/** The second field after the name, which may itself have spaces and parentheses. */
function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

function parentsByPs(): Child[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number)
    return { pid, parent }
  })
}

/** PostgreSQL stands still: its connections stay open, and nobody answers on them. */
export function freeze(postgres: EmbeddedPostgres): () => void {
  const postmaster = postgres.pid()
  if (postmaster === undefined) throw new Error('PostgreSQL does not run.')
  // The postmaster first, or it starts others meanwhile.
  tell(postmaster, 'SIGSTOP')
  const stopped = processesOf(postmaster)
  for (const pid of stopped) tell(pid, 'SIGSTOP')
  return () => {
    for (const pid of stopped.reverse()) tell(pid, 'SIGCONT')
  }
}

/** One that ended meanwhile needs no telling. */
function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {}
}

const BACK_MS = 60_000

/** Killed with no word to anybody; resolves when it was started again and answers. */
export async function killPostgres({ postgres, database: { sql } }: Scene): Promise<void> {
  const postmaster = postgres.pid()
  if (postmaster === undefined) throw new Error('PostgreSQL does not run.')
  process.kill(postmaster, 'SIGKILL')
  await until(() => ![postmaster, undefined].includes(postgres.pid()), BACK_MS)
  const answers = () =>
    sql`select 1`.then(
      () => true,
      () => false,
    )
  if (!(await until(answers, BACK_MS))) throw new Error('PostgreSQL did not come back.')
}
