import { getConnInfo } from '@hono/node-server/conninfo'
import { OpenAPIHono } from '@hono/zod-openapi'
import { alertRoutes } from './alerts/index.ts'
import {
  etsyExtraRoutes,
  etsyRoutes,
  etsyTaskRoutes,
  extrasTimeline,
  forgetOfEtsy,
  tellOfEtsy,
} from './connections/index.ts'
import { actorResolver, identityRoutes, openSessions } from './identity/index.ts'
import { importRoutes } from './imports/index.ts'
import { orderFileBytes, orderLifeRoutes, orderRoutes, orderStream, ordersCsv, tableRoutes } from './orders/index.ts'
import type { Platform } from './platform/context.ts'
import { docsRoutes } from './platform/docs.ts'
import { AppError, notFound, presentProblem } from './platform/errors.ts'
import { UploadRefused } from './platform/files/index.ts'
import { healthRoutes, type Measured } from './platform/health.ts'
import { AlreadyDone } from './platform/idempotency.ts'
import { clientAddress, type Env, type ResolveActor } from './platform/route.ts'
import { newCode } from './platform/secrets.ts'
import { headers, keptByNobody, ownOriginOnly, strictTransport } from './platform/security.ts'
import { privacyRoutes } from './privacy/index.ts'
import {
  layOutWorkshop,
  productionRoutes,
  productionTimeline,
  readProgress,
  reviewEverythingOurselves,
} from './production/index.ts'
import { guestRoutes, type Ingest, proofRoutes, proofTimeline } from './proofs/index.ts'
import { webRoutes } from './web.ts'

export type AppOptions = {
  platform: Platform
  ingest: Ingest
  measured: Measured
  /** For the test that lets the database hold alone; otherwise identity's. */
  resolve?: ResolveActor
  codeChecks?: boolean
}

/** All that a process without the api part answers over HTTP. */
export const createHealthApp = (platform: Pick<Platform, 'database' | 'config'>, measured: Measured) =>
  new OpenAPIHono<Env>().use(headers()).route('/', healthRoutes(platform, measured))

/** Every slice's routes in one list; errors in one place. */
export function createApp({ platform, ingest, measured, resolve, codeChecks = true }: AppOptions) {
  const { config, log } = platform
  const sessions = openSessions(platform.database.db, config.publicUrl?.startsWith('https:') ?? false)
  const resolveActor = resolve ?? actorResolver(sessions)
  const app = new OpenAPIHono<Env>()
  app.use(headers(), strictTransport(config.publicUrl), keptByNobody)
  app.use(async (c, next) => {
    const requestId = newCode(12)
    c.set('platform', platform)
    c.set('requestId', requestId)
    c.set('address', clientAddress(platform, c.req.header('x-forwarded-for'), socketAddress(c)))
    c.set('resolve', resolveActor)
    c.set('codeChecks', codeChecks)
    c.header('X-Request-Id', requestId)
    const began = performance.now()
    await next()
    const ms = Math.round(performance.now() - began)
    log.info({ requestId, method: c.req.method, path: loggedPath(c.req.path), status: c.res.status, ms }, 'request')
  })
  app.use('/api/*', ownOriginOnly)
  const api = app
    .route('/', healthRoutes(platform, measured))
    .route('/', identityRoutes(sessions, layOutWorkshop))
    .route('/', orderRoutes([proofTimeline, productionTimeline, extrasTimeline]))
    .route('/', orderLifeRoutes())
    .route('/', tableRoutes())
    .route('/', ordersCsv)
    .route('/', orderStream)
    .route('/', orderFileBytes)
    .route('/', alertRoutes())
    .route('/', importRoutes())
    .route('/', proofRoutes(ingest))
    .route('/', productionRoutes())
    .route('/', etsyRoutes())
    .route('/', etsyTaskRoutes())
    .route('/', etsyExtraRoutes())
    .route('/', privacyRoutes(PRIVACY))
    .route('/', guestRoutes(readProgress))
  app.route(
    '/',
    docsRoutes(() => describe(app)),
  )
  app.all('/api/*', () => {
    throw notFound()
  })
  app.route('/', webRoutes(readProgress))
  app.onError((error, c) => {
    // Answered by whoever asked for it (route.ts): the first request's answer takes its place.
    if (error instanceof AlreadyDone) return c.body(null, 409)
    const known = error instanceof UploadRefused ? new AppError(error.status as 413, error.code, error.sentence) : error
    const { status, body } = presentProblem(known, c.var.requestId)
    if (status >= 500) log.error({ err: error, requestId: c.var.requestId }, 'request failed')
    return c.json(body, status)
  })
  return api
}

/** What slices know of people that privacy does not. */
const PRIVACY = { onLinksOff: reviewEverythingOurselves, forgetters: [forgetOfEtsy], connections: [tellOfEtsy] }

/** Links and invitations carry secrets in their path. */
const loggedPath = (path: string) =>
  path.replace(/(\/c\/[^/.]+)\.[^/]+/, '$1.…').replace(/^(\/(?:api\/invitations|join)\/)[^/]+/, '$1…')

function socketAddress(c: Parameters<typeof getConnInfo>[0]): string | undefined {
  // Requests made inside tests have no socket.
  return c.env?.incoming ? getConnInfo(c).remote.address : undefined
}

function describe(app: OpenAPIHono<Env>) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'pr_session',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'guest', {
    type: 'apiKey',
    in: 'cookie',
    name: 'pr_g_{code}',
  })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Proofroom API',
      version: '1',
      description:
        'Sign up, make an order, upload a proof, send it, and let the customer decide. Every refusal is a Problem with a stable code. Mutations take an Idempotency-Key.',
    },
  })
}
