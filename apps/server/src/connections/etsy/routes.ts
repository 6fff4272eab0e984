import {
  EtsyConnectionDto,
  EtsyConsentDto,
  EtsyKeyInput,
  EtsyMappingDto,
  EtsyParkedListDto,
  EtsyPrefillInput,
  EtsyRuleInput,
  OrderEtsyDto,
} from '@proofroom/contract'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../../platform/errors.ts'
import { anyone, managers, owners, signedIn, staff } from '../../platform/policy.ts'
import { handmade, route, slice } from '../../platform/route.ts'
import { disconnect, forgetKey, getConnection, setKey, syncNow, takeOver } from './connection.ts'
import { beginConsent, finishConsent } from './consent.ts'
import { listingRoutes } from './listing-routes.ts'
import { forgetRule, getMapping, setRule } from './mapping.ts'
import { fetchAgain, getOrderEtsy } from './order.ts'
import { listParked } from './parking.ts'
import { putParkedAway, replay, replayAll } from './replaying.ts'
import { takeDelivery } from './webhooks.ts'

const ETSY = '/api/s/{shop}/etsy'
const tag = 'Etsy'
const connection = { answer: EtsyConnectionDto, tag }
const mapping = { answer: EtsyMappingDto, tag }
const parked = { access: managers, answer: EtsyParkedListDto, tag }

export const etsyRoutes = () =>
  slice()
    .route('/', connectionRoutes())
    .route('/', mappingRoutes())
    .route('/', parkedRoutes())
    .route('/', listingRoutes())
    .route('/', orderRoutes())
    .route('/', outsideRoutes())

const connectionRoutes = () =>
  slice()
    .openapi(
      route({ ...connection, method: 'get', path: ETSY, access: staff, summary: 'How it stands with Etsy' }),
      async (c) => c.json(await getConnection(c.var.ctx), 200),
    )
    .openapi(
      route({
        ...connection,
        ...{
          method: 'put',
          path: `${ETSY}/key`,
          access: owners,
          body: EtsyKeyInput,
          summary: 'Bring an app of one’s own',
        },
      }),
      async (c) => c.json(await setKey(c.var.ctx, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        ...connection,
        method: 'delete',
        path: `${ETSY}/key`,
        access: owners,
        summary: 'Use the installation’s',
      }),
      async (c) => c.json(await forgetKey(c.var.ctx), 200),
    )
    .openapi(
      route({
        ...{ method: 'post', path: `${ETSY}/connect`, access: owners, answer: EtsyConsentDto, tag },
        summary: 'Where to say yes at Etsy',
      }),
      async (c) => c.json(await beginConsent(c.var.ctx), 200),
    )
    .openapi(
      route({ ...connection, method: 'post', path: `${ETSY}/disconnect`, access: owners, summary: 'Disconnect' }),
      async (c) => c.json(await disconnect(c.var.ctx), 200),
    )
    .openapi(
      route({ ...connection, method: 'post', path: `${ETSY}/sync`, access: managers, summary: 'Look now' }),
      async (c) => c.json(await syncNow(c.var.ctx), 200),
    )
    .openapi(
      route({
        ...connection,
        ...{ method: 'post', path: `${ETSY}/prefill`, access: owners, body: EtsyPrefillInput },
        summary: 'Take the shop’s name or currency over',
      }),
      async (c) => c.json(await takeOver(c.var.ctx, c.req.valid('json')), 200),
    )

const mappingRoutes = () =>
  slice()
    .openapi(
      route({ ...mapping, method: 'get', path: `${ETSY}/mapping`, access: staff, summary: 'What is which product' }),
      async (c) => c.json(await getMapping(c.var.ctx), 200),
    )
    .openapi(
      route({
        ...mapping,
        ...{
          method: 'put',
          path: `${ETSY}/rules`,
          access: managers,
          body: EtsyRuleInput,
          summary: 'Say what is which',
        },
      }),
      async (c) => c.json(await setRule(c.var.ctx, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        ...mapping,
        ...{ method: 'delete', path: `${ETSY}/rules/{rule}`, access: managers, summary: 'Forget what was said' },
      }),
      async (c) => c.json(await forgetRule(c.var.ctx, c.req.valid('param').rule), 200),
    )

const parkedRoutes = () =>
  slice()
    .openapi(
      route({ ...parked, method: 'get', path: `${ETSY}/parked`, summary: 'Orders that could not be taken over' }),
      async (c) => c.json(await listParked(c.var.ctx), 200),
    )
    .openapi(route({ ...parked, method: 'post', path: `${ETSY}/parked/replay`, summary: 'Try all again' }), async (c) =>
      c.json(await replayAll(c.var.ctx), 200),
    )
    .openapi(
      route({ ...parked, method: 'post', path: `${ETSY}/parked/{parked}/replay`, summary: 'Try it again' }),
      async (c) => c.json(await replay(c.var.ctx, c.req.valid('param').parked), 200),
    )
    .openapi(
      route({ ...parked, method: 'post', path: `${ETSY}/parked/{parked}/put-away`, summary: 'It need not come in' }),
      async (c) => c.json(await putParkedAway(c.var.ctx, c.req.valid('param').parked), 200),
    )

const orderRoutes = () =>
  slice()
    .openapi(
      route({
        ...{ method: 'get', path: '/api/s/{shop}/orders/{order}/etsy', access: staff, answer: OrderEtsyDto, tag },
        summary: 'What Etsy knows of an order',
      }),
      async (c) => c.json(await getOrderEtsy(c.var.ctx, c.req.valid('param').order), 200),
    )
    .openapi(
      route({
        ...{ method: 'post', path: '/api/s/{shop}/orders/{order}/etsy/files/{file}/retry', access: managers, tag },
        ...{ answer: OrderEtsyDto, summary: 'Ask for a buyer’s file once more' },
      }),
      async (c) => {
        const { order, file } = c.req.valid('param')
        return c.json(await fetchAgain(c.var.ctx, order, file), 200)
      },
    )

/** A delivery is a line of JSON. */
const smallDelivery = bodyLimit({
  maxSize: 64_000,
  onError() {
    throw new AppError(413, 'input.too_large', 'This is no delivery of Etsy’s.')
  },
})

/** Whose session ended while they were at Etsy signs in again, and comes back to here with what Etsy said. */
const doorFirst: MiddlewareHandler = async (c, next) => {
  await next()
  const { pathname, search } = new URL(c.req.url)
  const isPerson = c.req.header('accept')?.includes('text/html')
  if (c.res.status === 401 && isPerson)
    c.res = c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303)
}

/** What comes from Etsy itself: a browser on its way back, and its deliveries. */
const outsideRoutes = () =>
  slice()
    .get('/api/etsy/callback', doorFirst, handmade('get', '/api/etsy/callback', signedIn), async (c) => {
      const { state, code, error } = c.req.query()
      return c.redirect(await finishConsent(c.var.ctx, { state, code, error }), 303)
    })
    .post('/api/etsy/webhook', smallDelivery, handmade('post', '/api/etsy/webhook', anyone), async (c) => {
      const header = (name: string) => c.req.header(name) ?? null
      await takeDelivery(c.var.ctx, {
        ...{ id: header('webhook-id'), timestamp: header('webhook-timestamp') },
        ...{ signature: header('webhook-signature'), body: await c.req.text() },
      })
      return c.body(null, 204)
    })
