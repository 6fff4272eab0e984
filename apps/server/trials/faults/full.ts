import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, type Database, urlOfRunning } from '@proofroom/db'
import { freePort, startServer } from '../server.ts'
import { until } from '../until.ts'
import { Crowd } from './crowd.ts'
import { type Disk, findDisk, stopWithDatabase } from './disk.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground } from './ground.ts'

const DRAWN_MS = 1_500
/** What still fits into pages and files that are there is written, and rightly acknowledged. */
const STILL_FITS_MS = 4_000
const RECOVERED_MS = 60_000
/** The supervisor waits up to five seconds between its attempts, and a killed database replays its log. */
const SOON_MS = 20_000
const NO_ROOM = /No space left on device|File too large|"code":"53100"/

/** The server as most run it, with the PostgreSQL it supervises, everything on one disk. */
class Shop {
  readonly disk: Disk
  readonly server: ChildProcess
  readonly database: Database
  readonly port: number
  readonly url: string
  /** Whether the server's log names the reason, or PostgreSQL's own. */
  readonly hasSaid: () => boolean

  private constructor(disk: Disk, server: ChildProcess, database: Database, port: number, hasSaid: () => boolean) {
    this.disk = disk
    this.server = server
    this.database = database
    this.port = port
    this.url = `ws://127.0.0.1:${port}/live`
    this.hasSaid = hasSaid
  }

  static async open(entry: string): Promise<Shop> {
    const disk = findDisk()
    const { dataDir } = disk
    const port = await freePort()
    let said = false
    const onLog = (words: string) => {
      said ||= NO_ROOM.test(words)
    }
    const env = { LOG_LEVEL: 'warn', ROLES: 'api,live' }
    const server = await startServer({ entry, port, databaseUrl: '', dataDir, env, onLog })
    const url = urlOfRunning(dataDir)
    if (!url) throw new Error('The built-in PostgreSQL does not run.')
    const hasSaid = () => said || NO_ROOM.test(readFileSync(join(dataDir, 'postgres.log'), 'utf8'))
    return new Shop(disk, server, connect(url), port, hasSaid)
  }

  get isAlive(): boolean {
    return this.server.exitCode === null && this.server.signalCode === null
  }

  /** What a watchman is told: the checks that are not "ok", or that nobody answers. */
  async unready(): Promise<string[]> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port}/readyz`, { signal: AbortSignal.timeout(5_000) })
      const { ready: _, ...checks } = (await answer.json()) as Record<string, unknown>
      return Object.keys(checks).filter((name) => checks[name] !== 'ok')
    } catch {
      return ['no answer']
    }
  }

  async close(): Promise<void> {
    await stopWithDatabase(this.server, this.disk.dataDir)
    await this.database.close()
    this.disk.remove()
  }
}

/** Log without rows, until there is no room for it. PostgreSQL ends by that, and cannot begin again. */
async function fillLog({ database: { sql } }: Shop): Promise<void> {
  await until(
    () =>
      sql`select pg_logical_emit_message(false, 'trial', repeat('x', 4000000))`.then(
        () => false,
        () => true,
      ),
    20_000,
  )
}

async function full(ground: Ground, isLogFull: boolean): Promise<Found> {
  const shop = await Shop.open(ground.options.server)
  const { disk, server } = shop
  const crowd = await Crowd.draw(shop)
  try {
    await pause(DRAWN_MS)
    const unreadyBefore = await shop.unready()
    disk.fill(server)
    if (isLogFull) await fillLog(shop)
    await pause(STILL_FITS_MS)
    const before = crowd.acknowledged
    await pause(ground.quick ? 1_500 : 25_000)
    const acknowledgedMeanwhile = crowd.acknowledged - before
    const unready = await shop.unready()
    const hasSaid = shop.hasSaid()
    crowd.rest()
    disk.empty(server)
    const emptied = performance.now()
    const isBack = await crowd.isBack(RECOVERED_MS)
    const recoveredMs = Math.round(performance.now() - emptied)
    const unreadyAfter = await shop.unready()
    const account = isBack ? await crowd.account() : { ...crowd.counted, lost: Number.NaN }
    const wrong = wrongIn({
      'acknowledged without room': acknowledgedMeanwhile > 0,
      'the log does not say why': !hasSaid,
      'called ready without room': unready.length === 0,
      'not ready with room': unreadyBefore.length > 0 || unreadyAfter.length > 0,
      'the server ended': !shop.isAlive,
      'not everybody came back': !isBack,
      'it took too long': recoveredMs > SOON_MS,
    })
    return { ...account, way: disk.way, acknowledgedMeanwhile, unready: unready.join(), recoveredMs, wrong }
  } finally {
    crowd.leave()
    await shop.close()
  }
}

export const FULL_FAULTS: Fault[] = [
  { fault: 'disk full: no room for rows', run: (ground) => full(ground, false) },
  { fault: 'disk full: no room for the write-ahead log', slow: true, run: (ground) => full(ground, true) },
]
