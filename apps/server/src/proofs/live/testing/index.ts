import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inTransaction, schema, type Transaction } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { vi } from 'vitest'
import * as Y from 'yjs'
import type { Grant } from '../grant.ts'
import { createLive, type Live } from '../live.ts'
import type { LiveOptions, LiveViolation } from '../options.ts'
import { roomSnapshot } from '../snapshot.ts'
import { Client } from './client.ts'
import { grantOf, type SeededRoom, seedRoom, ticketFor } from './seed.ts'

export { Client } from './client.ts'
export { grantOf, type SeededRoom, seedRoom } from './seed.ts'

/** What rooms need of a database: not that it can be closed. */
export type Opened = LiveOptions['database']

export const SILENT = { info() {}, warn() {}, error() {} }

export type LiveServer = { live: Live; port: number; url: string; violations: LiveViolation[]; stop(): Promise<void> }

/** The real rooms behind a real http server. */
export async function startLive(database: Opened, options: Partial<LiveOptions> = {}): Promise<LiveServer> {
  const violations: LiveViolation[] = []
  const live = createLive({
    database,
    log: SILENT,
    isOwnOrigin: (origin) => origin === undefined,
    onViolation: (violation) => violations.push(violation),
    ...options,
  })
  const http = createServer().on('upgrade', live.handleUpgrade)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    live,
    port,
    url: `ws://127.0.0.1:${port}/live`,
    violations,
    async stop() {
      http.close()
      await live.drain()
    },
  }
}

/** A stage for one test: a server, a room, and people who come and go. */
export class Stage {
  readonly database: Opened
  readonly seeded: SeededRoom
  server: LiveServer
  readonly #options: Partial<LiveOptions>
  readonly #clients: Client[] = []

  private constructor(database: Opened, seeded: SeededRoom, server: LiveServer, options: Partial<LiveOptions>) {
    this.database = database
    this.seeded = seeded
    this.server = server
    this.#options = options
  }

  static async open(database: Opened, options: Partial<LiveOptions> = {}): Promise<Stage> {
    return new Stage(database, await seedRoom(database.db), await startLive(database, options), options)
  }

  /** Another room of the same server. */
  static async openBeside({ database, server }: Stage): Promise<Stage> {
    return new Stage(database, await seedRoom(database.db), { ...server, stop: async () => {} }, {})
  }

  ticket(grant: Grant, room = this.seeded.room, ttlSeconds?: number): Promise<string> {
    return ticketFor(this.database.db, { ...this.seeded, room }, grant, ttlSeconds)
  }

  /** Somebody who is on their way in. */
  enter(given: Partial<Grant> = {}, doc?: Y.Doc, { url } = this.server): Client {
    const grant = grantOf(given)
    const { room } = this.seeded
    const client = new Client({ url, room, grant, ticket: () => this.ticket(grant), doc })
    this.#clients.push(client)
    return client
  }

  /** Somebody with a ticket that they got some time ago. */
  enterWith(ticket: string): Client {
    const { room } = this.seeded
    const client = new Client({ url: this.server.url, room, grant: grantOf(), ticket: async () => ticket })
    this.#clients.push(client)
    return client
  }

  /** Somebody who is in and sees everything. */
  async join(given: Partial<Grant> = {}, doc?: Y.Doc, server = this.server): Promise<Client> {
    const client = this.enter(given, doc, server)
    await saved(client)
    return client
  }

  /** Another process on the same database, at another address. */
  async restart(): Promise<void> {
    await this.server.stop()
    this.server = await startLive(this.database, this.#options)
  }

  /** As the journal's role, which alone sees all of it. */
  asJournal<T>(look: (tx: Transaction) => Promise<T>): Promise<T> {
    return inTransaction(this.database.db, {}, look, 'journal')
  }

  journal() {
    const { journal } = schema
    const { room } = this.seeded
    return this.asJournal((tx) => tx.select().from(journal).where(eq(journal.room, room)).orderBy(journal.seq))
  }

  /** The document as the database has it. */
  async written(): Promise<Y.Doc> {
    const { shopId, room } = this.seeded
    const { projectionSource } = await inTransaction(this.database.db, { shopId }, (tx) => roomSnapshot(tx, room))
    const doc = new Y.Doc()
    Y.applyUpdate(doc, projectionSource)
    return doc
  }

  async bindings(): Promise<Map<number, string>> {
    const { clientBindings } = schema
    const { room } = this.seeded
    const rows = await this.asJournal((tx) => tx.select().from(clientBindings).where(eq(clientBindings.room, room)))
    return new Map(rows.map((row) => [row.clientId, row.actorId]))
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.leave()
    await this.server.stop()
  }
}

export const eventually = <T>(look: () => T | Promise<T>, timeout = 8_000): Promise<T> =>
  vi.waitFor(look, { timeout, interval: 10 })

export const saved = (...clients: Client[]): Promise<void> =>
  eventually(() => {
    for (const client of clients) if (!client.isSaved) throw new Error('not saved yet')
  })
