import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseError } from './embedded-errors.ts'
import { lifeOf } from './embedded-process.ts'

interface Holder {
  pid: number
  /** Which life of that pid: see lifeOf. */
  life: string
  since: string
}

/**
 * Takes the folder for this process, or refuses naming the process that has it. A lock whose process is gone,
 * is a zombie, or whose pid now belongs to another program is taken over.
 */
export function takeLock(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'app.lock')
  const mine = JSON.stringify({ pid: process.pid, life: lifeOf(process.pid) ?? '', since: new Date().toISOString() })
  while (!create(path, mine)) {
    const found = read(path)
    if (found === undefined) continue
    const holder = parse(found)
    if (holder && lifeOf(holder.pid) === holder.life) throw inUse(dataDir, holder)
    takeAway(path, found)
  }
  return {
    release() {
      if (read(path) === mine) rmSync(path, { force: true })
    },
  }
}

/** True while a living process holds the folder. */
export function isLocked(dataDir: string): boolean {
  const holder = parse(read(join(dataDir, 'app.lock')) ?? '')
  return holder !== undefined && lifeOf(holder.pid) === holder.life
}

/** link() makes name and content appear in one step and fails when the name is taken. */
function create(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, content)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Removes the lock judged stale, and no other: one that a faster start made meanwhile is put back. */
function takeAway(path: string, stale: string): void {
  const aside = `${path}.${process.pid}.stale`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (read(aside) !== stale) {
    try {
      linkSync(aside, path)
    } catch {
      // Somebody holds the folder already, which is all that this lock would have said.
    }
  }
  rmSync(aside, { force: true })
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function parse(content: string): Holder | undefined {
  try {
    const holder = JSON.parse(content) as Holder
    return Number.isInteger(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

function inUse(dataDir: string, holder: Holder): DatabaseError {
  return new DatabaseError(
    'data_dir_in_use',
    `Another Proofroom (process ${holder.pid}, since ${holder.since}) already uses ${dataDir}; ` +
      'stop it first, or set DATA_DIR to another folder.',
  )
}
