import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const READY_MS = 60_000
const STOP_MS = 15_000

/** The real program in a process and a folder of its own, to be started, killed and started again. */
export class Server {
  readonly #folder = mkdtempSync(join(tmpdir(), 'proofroom-browser-'))
  readonly port: number
  readonly #environment: Record<string, string>
  #process: ChildProcess | null = null
  #said = ''

  constructor(port: number, environment: Record<string, string>) {
    this.port = port
    this.#environment = environment
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** The same program as a phone in the shop's network reaches it, without https (the configuration maps the address here). */
  get networkUrl(): string {
    return `http://192.0.2.10:${this.port}`
  }

  /** Resolves with what was printed when it says that it is ready. */
  start(): Promise<string> {
    this.#said = ''
    const child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.#folder,
        DEMO: 'off',
        LOG_LEVEL: 'warn',
        ...this.#environment,
      },
    })
    this.#process = child
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`The server is not ready; it said: ${this.#said}`)), READY_MS)
      const hear = (chunk: Buffer) => {
        this.#said += chunk
        if (!/^Proofroom is ready at .+\n/m.test(this.#said)) return
        clearTimeout(late)
        resolve(this.#said)
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('exit', (code) => {
        clearTimeout(late)
        reject(new Error(`The server ended with ${code}; it said: ${this.#said}`))
      })
    })
  }

  /** What it has said so far since it was started. */
  get said(): string {
    return this.#said
  }

  /** As a power cut would: no goodbye. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** As a service manager would for an update; the folder stays. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** Ends it in order and forgets its folder. A killed one is started once more, since only it can end its database. */
  async remove(): Promise<void> {
    if (!this.#process) await this.start()
    await this.#end('SIGTERM')
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    this.#process = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await gone
    clearTimeout(late)
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
