import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database, type EmbeddedPostgres, migrate, startEmbedded } from '@proofroom/db'
import { type SeededRoom, seedRoom } from '../src/proofs/live/testing/seed.ts'
import { freePort, kill, startServer } from './server.ts'

/** One line of the server's security log. */
export type Recorded = { room: string | null; actorId: string | null; code: string }

export type SceneOptions = {
  /** What is tried, as the folder is called. */
  trial: string
  server: string
  quick: boolean
  random: () => number
  /** The address under which the server reaches its database, when something stands between. */
  through?(databaseUrl: string): Promise<string>
}

const LAST_WORDS = 300

export type Beside = { url: string; stop(): Promise<void> }

/** The real server in a process of its own, on a PostgreSQL of its own. */
export class Scene {
  readonly quick: boolean
  readonly random: () => number
  readonly recorded: Recorded[] = []
  readonly database: Database
  readonly port: number
  readonly postgres: EmbeddedPostgres
  readonly #folder: string
  readonly #entry: string
  readonly #databaseUrl: string
  readonly #beside: ChildProcess[] = []
  #server: ChildProcess | null = null
  #half = ''
  #said = ''

  private constructor(options: SceneOptions, folder: string, postgres: EmbeddedPostgres, url: string, port: number) {
    this.quick = options.quick
    this.random = options.random
    this.#entry = options.server
    this.#folder = folder
    this.postgres = postgres
    this.#databaseUrl = url
    this.database = connect(postgres.url)
    this.port = port
  }

  static async open(options: SceneOptions): Promise<Scene> {
    const folder = mkdtempSync(join(tmpdir(), `proofroom-${options.trial}-`))
    const log = { info() {}, warn() {}, error: (message: string) => console.error(message) }
    const postgres = await startEmbedded({ dataDir: folder, log })
    await migrate(postgres.url)
    const url = (await options.through?.(postgres.url)) ?? postgres.url
    const scene = new Scene(options, folder, postgres, url, await freePort())
    await scene.start()
    return scene
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/live`
  }

  /** Killed and started again: whatever it knew only in memory is gone. */
  async restart(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    await this.kill()
    await meanwhile()
    await this.start()
  }

  /** Asked to go, as a service manager asks. */
  async terminate(): Promise<{ exitCode: number | null; exitMs: number }> {
    const server = this.#server
    if (!server) throw new Error('There is no server to go.')
    const start = performance.now()
    const gone = once(server, 'exit')
    server.kill('SIGTERM')
    const [exitCode] = await gone
    this.#server = null
    return { exitCode, exitMs: Math.round(performance.now() - start) }
  }

  get isAlive(): boolean {
    return this.#server !== null && this.#server.exitCode === null && this.#server.signalCode === null
  }

  /** What the server said beside its log, which it says when it dies. */
  get lastWords(): string {
    return this.#said
  }

  /** Another process for live rooms, on the same database; gone with the scene. */
  async beside(databaseUrl = this.#databaseUrl): Promise<Beside> {
    const port = await freePort()
    const dataDir = join(this.#folder, `beside-${port}`)
    const server = await startServer({ entry: this.#entry, port, databaseUrl, dataDir, roles: 'live' })
    this.#beside.push(server)
    return { url: `ws://127.0.0.1:${port}/live`, stop: () => kill(server) }
  }

  seed(): Promise<SeededRoom> {
    return seedRoom(this.database.db)
  }

  /** The numbers of `/metrics`. */
  async metrics(): Promise<Map<string, number>> {
    const text = await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text()
    const lines = text.split('\n').map((line) => line.split(' '))
    return new Map(lines.flatMap(([name = '', value]) => (name.startsWith('#') ? [] : [[name, Number(value)]])))
  }

  async metric(name: string): Promise<number> {
    return (await this.metrics()).get(name) ?? Number.NaN
  }

  async close(): Promise<void> {
    await this.kill()
    await Promise.all(this.#beside.map(kill))
    await this.database.close()
    await this.postgres.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async start(): Promise<void> {
    this.#server = await startServer({
      entry: this.#entry,
      port: this.port,
      databaseUrl: this.#databaseUrl,
      dataDir: join(this.#folder, 'server'),
      // Intruders come from addresses of their own, see anyAddress.
      env: { LOG_LEVEL: 'warn', TRUST_PROXY: '1', ROLES: 'api,live' },
      onLog: (words) => this.#read(words),
    })
  }

  async kill(): Promise<void> {
    if (this.#server) await kill(this.#server)
    this.#server = null
  }

  #read(words: string): void {
    const lines = (this.#half + words).split('\n')
    this.#half = lines.pop() ?? ''
    for (const line of lines) {
      if (/^[^\s{]/.test(line)) this.#said = `${this.#said} ${line}`.slice(-LAST_WORDS)
      if (!line.includes('"msg":"live: ')) continue
      const { room = null, actorId = null, code } = JSON.parse(line) as Recorded
      this.recorded.push({ room, actorId, code })
    }
  }
}
