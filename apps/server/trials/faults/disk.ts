import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processesOf } from './postmaster.ts'
import { SmallDisk } from './small-disk.ts'

/** Where the server keeps everything, and how it is made full and emptied again. */
export type Disk = {
  way: string
  dataDir: string
  fill(server: ChildProcess): void
  empty(server: ChildProcess): void
  remove(): void
}

const LIFT_MS = 500

/** A disk of its own; where none may be mounted no file may grow, which is another fault and says so. */
export function findDisk(): Disk {
  const disk = SmallDisk.mount()
  if (!disk) return limitedDisk()
  return {
    ...{ way: 'a small disk', dataDir: join(disk.folder, 'data') },
    fill: () => disk.fill(),
    empty: () => disk.empty(),
    remove: () => disk.unmount(),
  }
}

function limitedDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'proofroom-disk-'))
  const dataDir = join(folder, 'data')
  let lifting: NodeJS.Timeout | undefined
  return {
    ...{ way: 'a limit on the size of files, for nothing may be mounted here', dataDir },
    fill: (server) => limitFiles(server, dataDir, '65536:'),
    empty(server) {
      // A PostgreSQL that was just being started may have been overlooked.
      lifting = setInterval(() => limitFiles(server, dataDir, 'unlimited:'), LIFT_MS)
      limitFiles(server, dataDir, 'unlimited:')
    },
    remove() {
      clearInterval(lifting)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The server's own as well: a PostgreSQL that it starts again has its limit. */
function limitFiles({ pid }: ChildProcess, dataDir: string, size: string): void {
  const postmaster = postmasterIn(dataDir)
  for (const one of [pid, ...(postmaster ? processesOf(postmaster) : [])]) {
    try {
      execFileSync('prlimit', ['--pid', String(one), `--fsize=${size}`], { stdio: 'ignore' })
    } catch {
      // It ended meanwhile.
    }
  }
}

/** Told to go, and its PostgreSQL with it; the one that a dead server left, too. */
export async function stopWithDatabase(server: ChildProcess, dataDir: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const gone = once(server, 'exit')
    server.kill('SIGTERM')
    await gone
  }
  const left = postmasterIn(dataDir)
  if (left) for (const pid of processesOf(left)) tryKill(pid)
}

function postmasterIn(dataDir: string): number | null {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]) || null
  } catch {
    return null
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended meanwhile.
  }
}
