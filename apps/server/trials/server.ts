import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type ServerOptions = {
  entry: string
  port: number
  databaseUrl: string
  dataDir: string
  env?: Record<string, string>
  /** Hears the log, in pieces. */
  onLog?(words: string): void
  /** Which parts it runs; all of them when nothing is said. */
  roles?: string
}

const READY_MS = 60_000

/** The real server in a process of its own, so that it can be killed. */
export async function startServer({
  entry,
  port,
  databaseUrl,
  dataDir,
  env,
  onLog,
  roles = '',
}: ServerOptions): Promise<ChildProcess> {
  const server = spawn(process.execPath, [entry], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      DEMO: 'off',
      ROLES: roles,
      LOG_LEVEL: 'error',
      ...env,
    },
  })
  let words = ''
  server.stderr?.on('data', (chunk) => {
    words = (words + chunk).slice(-4_000)
    onLog?.(String(chunk))
  })
  const deadline = Date.now() + READY_MS
  while (server.exitCode === null && Date.now() < deadline) {
    if (await isReady(port)) return server
    await pause(25)
  }
  server.kill('SIGKILL')
  throw new Error(`The server did not start; it said: ${words}`)
}

export async function kill(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok
  } catch {
    return false
  }
}
