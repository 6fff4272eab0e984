import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'

const SERVER = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))
const READY_MS = 90_000

export type Server = { origin: string; stop(): Promise<void> }

/** The real server in a process of its own, with everything in a folder of its own. */
export async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'proofroom-export-'))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const { DATABASE_URL: _, ...environment } = process.env
  const child = spawn(process.execPath, [SERVER], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: folder, DEMO: 'off', LOG_LEVEL: 'error' },
  })
  let words = ''
  child.stderr.on('data', (chunk) => {
    words = (words + chunk).slice(-4_000)
  })
  const ready = async () => {
    if (child.exitCode !== null) throw new Error(`The server ended; it said: ${words}`)
    if (!(await fetch(`${origin}/readyz`)).ok) throw new Error('not ready yet')
  }
  await vi.waitFor(ready, { timeout: READY_MS, interval: 100 })
  return {
    origin,
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
