import { fork } from 'node:child_process'
import { readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isLocked } from './embedded-lock.ts'
import { readPidFile, stopPostmaster } from './embedded-postmaster.ts'
import { isServerOf } from './embedded-process.ts'

export interface TestCluster {
  /** A login that may make databases and roles. */
  url: string
  stop(): Promise<void>
}

const PREFIX = 'proofroom-test-'
const MEMORY = '/dev/shm'
const MEMORY_NEEDED = 2_000_000_000
/** A folder younger than this may belong to a run that is just starting. */
const SETTLED = 60_000

/** The server tests run against: TEST_DATABASE_URL's, or one of our own, gone when this process is. */
export async function startTestCluster(): Promise<TestCluster> {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
  await sweep()
  const inMemory = hasMemory()
  const keeper = fork(fileURLToPath(new URL('./testing-keeper.ts', import.meta.url)), {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    env: {
      ...process.env,
      KEEPER_FOLDER: join(inMemory ? MEMORY : tmpdir(), PREFIX),
      KEEPER_FSYNC: inMemory ? 'off' : 'on',
    },
  })
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    keeper.once('message', (message) => resolve(String(message)))
    keeper.once('exit', (code) => reject(new Error(`The test cluster did not start (exit code ${code}).`)))
  })
  keeper.unref()
  keeper.channel?.unref()
  return {
    url,
    async stop() {
      keeper.ref()
      if (keeper.connected) keeper.disconnect()
      await ended
    },
  }
}

/** Removes what a run left whose keeper was killed too. */
async function sweep(): Promise<void> {
  for (const parent of [MEMORY, tmpdir()]) {
    for (const name of list(parent)) {
      const folder = join(parent, name)
      const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
      if (age > SETTLED && !isLocked(folder)) await remove(folder)
    }
  }
}

async function remove(folder: string): Promise<void> {
  try {
    const cluster = join(folder, 'postgres')
    const left = readPidFile(cluster)
    if (left && isServerOf(cluster, left.pid)) await stopPostmaster(left.pid, console)
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Another user's: theirs to remove.
  }
}

function list(parent: string): string[] {
  try {
    return readdirSync(parent).filter((name) => name.startsWith(PREFIX))
  } catch {
    return []
  }
}

function hasMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > MEMORY_NEEDED
  } catch {
    return false
  }
}
