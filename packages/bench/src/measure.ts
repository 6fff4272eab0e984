import { existsSync, readdirSync, readFileSync } from 'node:fs'

export type Spread = { p50: number; p95: number; p99: number; count: number }

/** The smallest of the values that at least this share of them does not exceed (nearest rank). */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function spreadOf(values: Iterable<number>): Spread {
  const sorted = Float64Array.from(values).sort()
  return {
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    count: sorted.length,
  }
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length / 2
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] as number
  return sorted.length === 0 ? Number.NaN : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** Elsewhere nothing is known of other processes' time, and figures made of it are none. */
const HAS_PROC = existsSync('/proc/self/stat')
/** Linux counts a process' time in hundredths of a second there, whatever the machine. */
const TICKS_PER_SECOND = 100
const NANOSECONDS = 1e9

/**
 * CPU seconds that a process has used, user and system, all threads. From the scheduler's own account where there is one:
 * /proc/<pid>/stat has the same sum in hundredths of a second, too coarse for two people who draw for some seconds.
 */
export function cpuSeconds(pid: number): number {
  if (!HAS_PROC) return Number.NaN
  try {
    return threadSeconds(pid)
  } catch {
    return statSeconds(pid)
  }
}

function threadSeconds(pid: number): number {
  let nanoseconds = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  }
  return nanoseconds / NANOSECONDS
}

/** `utime + stime`; the program's name before them may hold blanks and brackets. */
export function statSeconds(pid: number): number {
  return ticksOf(readFileSync(`/proc/${pid}/stat`, 'utf8'), 11, 12)
}

/** All of a process' children, the ones that ended and were waited for included: PostgreSQL works in them. */
export function familySeconds(pid: number): number {
  if (!HAS_PROC) return Number.NaN
  let seconds = ticksOf(readFileSync(`/proc/${pid}/stat`, 'utf8'), 11, 12, 13, 14)
  for (const child of childrenOf(pid)) {
    try {
      seconds += statSeconds(child)
    } catch {
      // It ended between the two looks.
    }
  }
  return seconds
}

/** CPU seconds that the machine's cores have worked, for whomever. */
export function machineSeconds(): number {
  if (!HAS_PROC) return Number.NaN
  const [, user, nice, system, , , interrupts, softInterrupts] = readFileSync('/proc/stat', 'utf8').split(/\s+/)
  const ticks = [user, nice, system, interrupts, softInterrupts].reduce((sum, count) => sum + Number(count), 0)
  return ticks / TICKS_PER_SECOND
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

function ticksOf(stat: string, ...places: number[]): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return places.reduce((sum, place) => sum + Number(fields[place]), 0) / TICKS_PER_SECOND
}
