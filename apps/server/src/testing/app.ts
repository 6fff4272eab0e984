import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Database } from '@proofroom/db'
import { createTestDatabase } from '@proofroom/db/testing'
import { createApp } from '../app.ts'
import { type Config, readConfig } from '../platform/config.ts'
import type { Platform } from '../platform/context.ts'
import { createFileStore } from '../platform/files/index.ts'
import { createLimits } from '../platform/limits.ts'
import { createLog } from '../platform/log.ts'
import type { ResolveActor } from '../platform/route.ts'
import { openPlatform } from '../program.ts'
import { createIngest, type Ingest } from '../proofs/index.ts'
import { Visitor } from './visitor.ts'

export type TestAppOptions = {
  config?: Partial<Config>
  /** Another view of the same platform; for the matrix without code checks. */
  resolve?: ResolveActor
  codeChecks?: boolean
}

export type TestApp = {
  platform: Platform
  database: Database
  ingest: Ingest
  dataDir: string
  /** Every line logged so far. */
  logged: string[]
  app: ReturnType<typeof createApp>
  /** Somebody with an empty cookie jar. */
  visitor(headers?: Record<string, string>): Visitor
  /** The same data behind another app: another resolver, no checks in code. */
  beside(options: Pick<TestAppOptions, 'resolve' | 'codeChecks'>): ReturnType<typeof createApp>
  /** On a real socket, for what only a socket shows; the address. */
  listen(): Promise<string>
  stop(): Promise<void>
}

/** The whole API on a database and a folder of its own. Jobs run once `platform.jobs.work()` is called. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'proofroom-app-'))
  const database = await createTestDatabase()
  const logged: string[] = []
  const log = createLog('debug', { write: (line) => void logged.push(line) })
  const config: Config = { ...readConfig({ DATA_DIR: dataDir, DEMO: 'off' }), ...options.config }
  const files = createFileStore({ dataDir })
  const ingest = createIngest({ tmpDir: files.incoming, workers: 1 })
  const closable = { ...database, close: () => database.drop() }
  const platform = await openPlatform({ config, database: closable, log, files, ingest })
  // Tests are in a hurry; limits have a test of their own.
  platform.limits = createLimits(10_000)
  const make = (given: Pick<TestAppOptions, 'resolve' | 'codeChecks'>) =>
    createApp({ platform, ingest, measured: { text: async () => '', queueAgeMs: () => 0 }, ...given })
  const app = make(options)
  const servers: ReturnType<typeof serve>[] = []
  return {
    ...{ platform, database: platform.database, ingest, dataDir, logged, app },
    visitor: (headers) => new Visitor((request) => app.fetch(request), headers),
    beside: make,
    listen: () =>
      new Promise((resolve) => {
        const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
          resolve(`http://127.0.0.1:${port}`),
        )
        servers.push(server)
      }),
    async stop() {
      for (const server of servers) {
        if ('closeAllConnections' in server) server.closeAllConnections()
        server.close()
      }
      await platform.jobs.stop()
      ingest.close()
      platform.mail.close()
      await platform.stream.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
