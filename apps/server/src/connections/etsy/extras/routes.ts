import { EtsyExtraInput, OrderEtsyDto } from '@proofroom/contract'
import { managers } from '../../../platform/policy.ts'
import { route, slice } from '../../../platform/route.ts'
import { getOrderEtsy } from '../order.ts'
import { addExtra, publishExtra, retryExtra, withdrawExtra } from './asking.ts'

const EXTRAS = '/api/s/{shop}/orders/{order}/etsy/extras'
const extra = { method: 'post', access: managers, answer: OrderEtsyDto, tag: 'Etsy' } as const

export const etsyExtraRoutes = () =>
  slice()
    .openapi(
      route({
        ...{ ...extra, body: EtsyExtraInput, status: 201 },
        path: `${EXTRAS}`,
        summary: 'Extra work on an order, as a draft listing of its own at Etsy',
      }),
      async (c) => {
        const { order } = c.req.valid('param')
        await addExtra(c.var.ctx, order, c.req.valid('json'))
        return c.json(await getOrderEtsy(c.var.ctx, order), 201)
      },
    )
    .openapi(route({ ...extra, path: `${EXTRAS}/{extra}/publish`, summary: 'Put its listing on sale' }), async (c) => {
      const { order, extra: id } = c.req.valid('param')
      await publishExtra(c.var.ctx, order, id)
      return c.json(await getOrderEtsy(c.var.ctx, order), 200)
    })
    .openapi(
      route({ ...extra, path: `${EXTRAS}/{extra}/retry`, summary: 'Try again what Etsy refused' }),
      async (c) => {
        const { order, extra: id } = c.req.valid('param')
        await retryExtra(c.var.ctx, order, id)
        return c.json(await getOrderEtsy(c.var.ctx, order), 200)
      },
    )
    .openapi(
      route({ ...extra, path: `${EXTRAS}/{extra}/withdraw`, summary: 'Take it back; its listing goes off sale' }),
      async (c) => {
        const { order, extra: id } = c.req.valid('param')
        await withdrawExtra(c.var.ctx, order, id)
        return c.json(await getOrderEtsy(c.var.ctx, order), 200)
      },
    )
