import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database, type EmbeddedPostgres, startEmbedded } from '@proofroom/db'
import * as Y from 'yjs'
import { freePort, Server } from '../../browser/process.ts'
import { Cast } from './cast.ts'

/** The real server in a process of its own, on a PostgreSQL that outlives it, and the people who use it. */
export class Stage {
  readonly server: Server
  readonly cast: Cast
  readonly #postgres: EmbeddedPostgres
  readonly #database: Database
  readonly #folder: string

  private constructor(server: Server, cast: Cast, postgres: EmbeddedPostgres, folder: string) {
    this.server = server
    this.cast = cast
    this.#postgres = postgres
    this.#folder = folder
    this.#database = connect(everythingOf(postgres), 2)
  }

  static async open(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'proofroom-fuzz-'))
    const log = { info() {}, warn() {}, error: (message: string) => console.error(message) }
    const postgres = await startEmbedded({ dataDir: folder, log })
    const server = new Server(await freePort(), { DATABASE_URL: postgres.url, TRUST_PROXY: '1' })
    await server.start()
    return new Stage(server, await Cast.open(server.port), postgres, folder)
  }

  /** The document as the database has it. */
  async written(versionId: string): Promise<Y.Doc> {
    const room = `p:${versionId}`
    const rows = await this.#database.sql<{ payload: Uint8Array }[]>`
      select payload from (
        select 0 as seq, payload from room_states where room = ${room}
        union all select seq, payload from journal where room = ${room}
      ) as parts order by seq`
    const doc = new Y.Doc()
    for (const { payload } of rows) Y.applyUpdate(doc, payload)
    return doc
  }

  async close(): Promise<void> {
    this.cast.close()
    await this.server.remove()
    await this.#database.close()
    await this.#postgres.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** A look at the database past row level security: nothing is written with it. */
function everythingOf({ url, superuserUrl }: EmbeddedPostgres): string {
  const all = new URL(superuserUrl)
  all.pathname = new URL(url).pathname
  return all.href
}
