import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { serve } from '@hono/node-server'
import { type EmbeddedDatabase, migrate, openDatabase } from '@proofroom/db'
import { alertTasks } from './alerts/index.ts'
import { announceReady } from './announce.ts'
import { createApp, createHealthApp } from './app.ts'
import {
  etsyExtraReactions,
  etsyExtraTasks,
  etsyReactions,
  etsyShippingReactions,
  etsyShippingTasks,
  etsyTasks,
  forgetOfEtsy,
} from './connections/index.ts'
import { startDemoEtsy } from './demo/etsy.ts'
import { makeDemo } from './demo/index.ts'
import { passwordResetTask } from './identity/index.ts'
import { importReactions } from './imports/index.ts'
import { createMetrics } from './metrics.ts'
import { orderReactions } from './orders/index.ts'
import type { Config, Part } from './platform/config.ts'
import { localUrl } from './platform/config.ts'
import type { Context, Platform } from './platform/context.ts'
import { type EventJob, openJobs } from './platform/events/jobs.ts'
import { openStream } from './platform/events/stream.ts'
import { createFileStore } from './platform/files/index.ts'
import { createLimits } from './platform/limits.ts'
import { createLog } from './platform/log.ts'
import { openMail } from './platform/mail.ts'
import { isOwnOrigin } from './platform/origin.ts'
import { clientAddress } from './platform/route.ts'
import { openSecrets } from './platform/secrets.ts'
import { privacyTasks } from './privacy/index.ts'
import { productionReactions } from './production/index.ts'
import { createIngest, createLive, type Ingest, type Live, proofReactions } from './proofs/index.ts'

export type Program = { stop(): Promise<void> }

/** Whatever is still open after this long is cut: SIGTERM is answered within ten seconds. */
const STOP_MS = 9_000

/** Opens what the configuration names, in order; `stop` closes it in the opposite one. */
export async function startProgram(config: Config): Promise<Program> {
  const log = createLog(config.logLevel)
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    log,
  })
  await migrate(database.url)
  const runs = (part: Part) => config.parts.includes(part)
  // Live rooms need no queue, no stream and no files: a process with nothing else keeps none of them.
  const files = createFileStore({ dataDir: config.dataDir })
  const ingest = runs('api') || runs('jobs') ? createIngest({ tmpDir: files.incoming }) : null
  const platform = ingest && (await openPlatform({ config, database, log, files, ingest }))
  if (platform && ingest && runs('api')) await makeDemo(systemContext(platform), ingest)
  const demoEtsy = platform && runs('api') ? await startDemoEtsy(systemContext(platform)) : null
  const live = runs('live') ? openLive({ config, database, log }) : null
  if (runs('jobs')) await platform?.jobs.work()
  const measured = createMetrics(() => live?.metrics() ?? null)
  const app =
    platform && ingest && runs('api')
      ? createApp({ platform, ingest, measured })
      : createHealthApp({ config, database }, measured)
  const server = await listen((request, env) => app.fetch(request, env), config)
  server.on('upgrade', (request, socket, head) => {
    if (live) live.handleUpgrade(request, socket, head)
    else refuseUpgrade(socket)
  })
  if (platform && runs('api')) await announceReady(systemContext(platform))
  else process.stdout.write(`Proofroom (${config.parts.join(', ')}) is ready on port ${config.port}\n`)
  return { stop: once(() => stopAll({ server, live, ingest, platform, database, demoEtsy })) }
}

/** What follows what happened, slice by slice. */
const REACTIONS = [
  orderReactions,
  proofReactions,
  productionReactions,
  importReactions,
  etsyReactions,
  etsyShippingReactions,
  etsyExtraReactions,
]

type Parts = Pick<Platform, 'config' | 'files' | 'log'> & { database: EmbeddedDatabase; ingest: Ingest }

export async function openPlatform({ config, database, log, files, ingest }: Parts): Promise<Platform> {
  await files.sweep()
  const platform: Omit<Platform, 'jobs' | 'stream'> = {
    ...{ config, database, files, log },
    limits: createLimits(),
    mail: openMail(config),
    secrets: openSecrets(config),
    now: () => new Date(),
  }
  // Reactions run later, on a platform that is whole by then.
  const whole = platform as Platform
  const contexts = {
    everywhere: () => systemContext(whole),
    ofShop: (shopId: string, job: string): Context => ({
      ...systemContext(whole),
      actor: { type: 'system', job, shopId },
      requestId: job,
    }),
  }
  whole.jobs = await openJobs({
    url: database.url,
    log,
    runs: config.parts.includes('jobs'),
    reactions: REACTIONS.flatMap((reactions) => reactions((job, name) => jobContext(whole, job, name))),
    tasks: [
      passwordResetTask((publicUrl) => ({ ...systemContext(whole), publicUrl })),
      ...alertTasks(contexts),
      ...etsyTasks(contexts, (file, source) => ingest.ingestPage(file, source)),
      ...etsyShippingTasks(contexts),
      ...etsyExtraTasks(contexts),
      ...privacyTasks({ ...contexts, forgetters: [forgetOfEtsy] }),
    ],
  })
  whole.stream = await openStream(database, log)
  return whole
}

function openLive(platform: Pick<Platform, 'config' | 'database' | 'log'>): Live {
  const { config, log, database } = platform
  return createLive({
    database,
    log,
    quietMs: config.roomQuietMs,
    isOwnOrigin: (origin, host) => isOwnOrigin(config, origin, { host }),
    addressOf: (request) =>
      clientAddress(platform, String(request.headers['x-forwarded-for'] ?? ''), request.socket.remoteAddress),
    onViolation: (violation) => log.warn(violation, 'live: refused'),
  })
}

export const systemContext = (platform: Platform): Context => ({
  platform,
  actor: { type: 'anonymous' },
  requestId: 'system',
  device: '',
  publicUrl: platform.config.publicUrl ?? localUrl(platform.config),
  idempotency: null,
})

const jobContext = (platform: Platform, { shopId, eventId }: EventJob, job: string): Context => ({
  ...systemContext(platform),
  actor: { type: 'system', job, shopId },
  requestId: `job-${eventId}`,
})

function listen(fetch: Parameters<typeof serve>[0]['fetch'], config: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    // A 100 MB upload from a phone takes longer than Node's five minutes.
    const serverOptions = { requestTimeout: 30 * 60_000 }
    const server = serve({ fetch, port: config.port, hostname: config.host, serverOptions }, () =>
      resolve(server),
    ) as Server
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        error.message = `Port ${config.port} is in use by another program. Stop it, or start with PORT=${config.port + 1}.`
      reject(error)
    })
  })
}

/** Said aloud, so that a proxy which sends rooms to the wrong process is found out. */
function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}

type Opened = {
  server: Server
  live: Live | null
  ingest: { close(): void } | null
  platform: Platform | null
  database: EmbeddedDatabase
  demoEtsy: { stop(): Promise<void> } | null
}

/** New work is refused first, what runs is finished, the database goes last. */
async function stopAll({ server, live, ingest, platform, database, demoEtsy }: Opened): Promise<void> {
  const cut = setTimeout(() => process.exit(0), STOP_MS)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  await live?.drain()
  await platform?.jobs.stop()
  server.closeAllConnections()
  await closed
  ingest?.close()
  await demoEtsy?.stop()
  platform?.mail.close()
  await platform?.stream.close()
  await database.close()
  clearTimeout(cut)
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= work()
    return running
  }
}
