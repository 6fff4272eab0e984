import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { refuse, refused } from '../api/refusals.ts'
import type { Webhooks } from '../webhooks/deliver.ts'
import { NO_FAULTS } from '../world/faults.ts'
import type { App } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { orderActs } from './order-acts.ts'
import { read } from './read.ts'

const Failure = z.object({
  status: z.number().int().min(0).max(599),
  times: z.number().int().min(1).default(1),
  done: z.boolean().default(false),
  retryAfter: z.number().int().min(0).nullable().default(null),
  path: z.string().nullable().default(null),
})
const Hooks = z.strictObject({
  lose: z.number().int().min(0),
  duplicate: z.number().int().min(0),
  delaySeconds: z.number().int().min(0),
  hold: z.boolean(),
})
const Faults = z
  .strictObject({
    ...{ fenceAddresses: z.boolean(), fenceTracking: z.boolean(), fenceEmails: z.boolean() },
    ...{ strictRotation: z.boolean(), failures: z.array(Failure), slowMs: z.number().min(0).max(60_000) },
    webhooks: Hooks.partial(),
  })
  .partial()
const ClockSet = z.strictObject({ at: z.number().int().positive().optional(), advance: z.number().int().optional() })
const Limits = z.strictObject({ perSecond: z.number().int().min(0), perDay: z.number().int().min(0) }).partial()
const NewApp = z.strictObject({
  ...{ keystring: z.string().regex(/^[^:\s]+$/), secret: z.string().min(1) },
  redirectUris: z.array(z.url()).default([]),
})
const NewEndpoint = z.strictObject({ url: z.url().nullable(), secret: z.string().startsWith('whsec_').optional() })

/** What a test or a person does to this Etsy from outside of it. */
export function control(world: World, webhooks: Webhooks): Hono {
  return new Hono()
    .use(onlyFromHere)
    .get('/', (c) => c.json(summary(world, webhooks)))
    .post('/clock', async (c) => {
      const { at, advance } = await read(c, ClockSet)
      if (at !== undefined) world.clock.set(at)
      if (advance !== undefined) world.clock.advance(advance)
      return c.json({ now: world.clock.seconds })
    })
    .post('/faults', async (c) => {
      const { webhooks: hooks, ...rest } = await read(c, Faults)
      world.faults = { ...world.faults, ...rest, webhooks: { ...world.faults.webhooks, ...hooks } }
      return c.json(world.faults)
    })
    .delete('/faults', (c) => {
      world.faults = structuredClone(NO_FAULTS)
      return c.json(world.faults)
    })
    .post('/limits', async (c) => c.json(Object.assign(world.limits, await read(c, Limits))))
    .post('/tokens/expire', (c) => {
      world.grants.expireAccess()
      return c.body(null, 204)
    })
    .post('/grants/revoke', async (c) => {
      const { userId } = await read(c, z.strictObject({ userId: z.number().int().optional() }))
      world.grants.revoke(userId)
      world.changed()
      return c.body(null, 204)
    })
    .post('/apps', async (c) => {
      const app: App = { ...(await read(c, NewApp)), applicationId: world.nextId() }
      world.apps.set(app.keystring, app)
      world.changed()
      return c.json(app, 201)
    })
    .post('/webhooks', async (c) => setEndpoint(webhooks, c))
    .get('/webhooks', (c) => c.json(webhooks.deliveries))
    .post('/webhooks/release', async (c) => {
      await webhooks.release()
      return c.body(null, 204)
    })
    .post('/webhooks/:id/repeat', async (c) => {
      const delivery = webhooks.deliveries.find(({ id }) => id === c.req.param('id'))
      if (!delivery) return refused(404, 'There is no such delivery.')
      await webhooks.repeat(delivery)
      return c.json(delivery)
    })
    .get('/mails', (c) => c.json(world.mails))
    .route('/', orderActs(world))
    .all('*', () => refused(404, 'There is no such switch.'))
    .onError((error) => {
      if (error instanceof HTTPException) return error.getResponse()
      console.error(error)
      return refused(500, 'The simulator failed; its log says why.')
    })
}

/** Nobody in the network, and no page in a browser: a page cannot send JSON elsewhere without being asked first. */
const onlyFromHere: MiddlewareHandler = async (c, next) => {
  const { address = '' } = getConnInfo(c).remote
  if (!/^(127\.|::1$|::ffff:127\.)/.test(address)) return refused(403, 'The switches are used on this machine only.')
  if (c.req.header('origin') !== undefined) return refused(403, 'The switches are not for pages.')
  await next()
}

async function setEndpoint(webhooks: Webhooks, c: Context): Promise<Response> {
  const { url, secret } = await read(c, NewEndpoint)
  if (url !== null && secret === undefined) refuse(400, 'An endpoint has a secret.')
  webhooks.endpoint = url === null || secret === undefined ? null : { url, secret }
  return c.json(webhooks.endpoint)
}

const summary = (world: World, { endpoint, deliveries }: Webhooks) => ({
  now: world.clock.seconds,
  limits: world.limits,
  faults: world.faults,
  apps: [...world.apps.values()],
  shops: [...world.shops.values()],
  receipts: world.receipts.size,
  webhooks: { endpoint, deliveries: deliveries.length },
})
