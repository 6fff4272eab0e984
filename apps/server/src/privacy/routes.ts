import {
  DisclosureDto,
  DoneDto,
  ErasedDto,
  EraseInput,
  LegalHoldInput,
  OrderDto,
  PrivacyDto,
  RetentionPreviewDto,
  RetentionQuery,
  UpdatePrivacyInput,
} from '@proofroom/contract'
import { asWebStream } from '../platform/files/index.ts'
import { anyone, managers, owners } from '../platform/policy.ts'
import { handmade, route, slice } from '../platform/route.ts'
import type { Forgetter } from './anonymise.ts'
import { type Connections, disclose } from './disclosure.ts'
import { eraseCustomer } from './erase-customer.ts'
import { eraseShop } from './erase-shop.ts'
import { exportCustomer, type Teller } from './export-customer.ts'
import { endLegalHold, holdLegally } from './legal-hold.ts'
import { previewRetention } from './retention.ts'
import { getPrivacy, type LinksOff, updatePrivacy } from './settings.ts'
import { zip } from './zip.ts'

const SHOP = '/api/s/{shop}'
const HOLD = `${SHOP}/orders/{order}/legal-hold` as const
const tag = 'Privacy'

/** What other slices keep of people, and how it is told and forgotten. Handed in at start. */
export type PrivacyParts = {
  forgetters?: Forgetter[]
  tellers?: Teller[]
  connections?: Connections[]
  onLinksOff?: LinksOff
}

/** How long a shop keeps what of people, and how they are told, given and forgotten. */
export function privacyRoutes({ forgetters = [], tellers = [], connections = [], onLinksOff }: PrivacyParts = {}) {
  const settings = slice()
    .openapi(
      route({
        method: 'get',
        path: `${SHOP}/privacy`,
        access: managers,
        answer: PrivacyDto,
        tag,
        summary: 'How long what is kept, and whether customers open links',
      }),
      async (c) => c.json(await getPrivacy(c.var.ctx), 200),
    )
    .openapi(
      route({
        method: 'patch',
        path: `${SHOP}/privacy`,
        access: owners,
        body: UpdatePrivacyInput,
        answer: PrivacyDto,
        tag,
        summary: 'Change it',
      }),
      async (c) => c.json(await updatePrivacy(c.var.ctx, c.req.valid('json'), onLinksOff), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: `${SHOP}/privacy/retention`,
        access: managers,
        query: RetentionQuery,
        answer: RetentionPreviewDto,
        tag,
        summary: 'What a retention of so many days would anonymise at once',
      }),
      async (c) => c.json(await previewRetention(c.var.ctx, c.req.valid('query').days), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/disclosure',
        access: anyone,
        answer: DisclosureDto,
        tag,
        summary: 'What this installation does with people’s data',
      }),
      async (c) => c.json(await disclose(c.var.ctx, null, connections), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/disclosure/{shop}',
        access: anyone,
        answer: DisclosureDto,
        limit: 'link',
        tag,
        summary: 'What a shop does with people’s data',
      }),
      async (c) => c.json(await disclose(c.var.ctx, c.req.valid('param').shop, connections), 200),
    )
  const erasing = slice()
    .openapi(
      route({
        method: 'put',
        path: HOLD,
        access: managers,
        body: LegalHoldInput,
        answer: OrderDto,
        tag,
        summary: 'Keep an order from being anonymised, and say why',
      }),
      async (c) => c.json(await holdLegally(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 200),
    )
    .openapi(
      route({ method: 'delete', path: HOLD, access: managers, answer: OrderDto, tag, summary: 'End the legal hold' }),
      async (c) => c.json(await endLegalHold(c.var.ctx, c.req.valid('param').order), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${SHOP}/customers/{customer}/erasure`,
        access: managers,
        body: EraseInput,
        answer: ErasedDto,
        tag,
        summary: 'Erase one customer for good; their orders stay as nobody’s',
      }),
      async (c) => {
        const { customer } = c.req.valid('param')
        return c.json(await eraseCustomer(c.var.ctx, customer, c.req.valid('json'), forgetters), 200)
      },
    )
    .openapi(
      route({
        method: 'post',
        path: `${SHOP}/erasure`,
        access: owners,
        body: EraseInput,
        answer: DoneDto,
        tag,
        summary: 'Erase the shop and everything in it, at once',
      }),
      async (c) => {
        await eraseShop(c.var.ctx, c.req.valid('json'))
        return c.json({ done: true } as const, 200)
      },
    )
  const other = slice().get(
    '/api/s/:shop/customers/:customer/data.zip',
    handmade('get', `${SHOP}/customers/{customer}/data.zip`, managers),
    async (c) => {
      const { ctx } = c.var
      const entries = await exportCustomer(ctx, c.req.param('customer'), tellers)
      c.header('Content-Type', 'application/zip')
      c.header('Content-Disposition', 'attachment; filename="customer-data.zip"')
      c.header('Cache-Control', 'no-store')
      return c.body(asWebStream(zip(entries, ctx.platform.now())))
    },
  )
  return slice().route('/', settings).route('/', erasing).route('/', other)
}
