import {
  CancelInput,
  DuplicateInput,
  HoldInput,
  MarksInput,
  OrderDto,
  PromiseInput,
  ReplyInput,
} from '@proofroom/contract'
import { managers } from '../platform/policy.ts'
import { route, slice } from '../platform/route.ts'
import { cancelOrder } from './cancel.ts'
import { oweReply, promiseUpdate, replied, updateSent } from './clocks.ts'
import { duplicateOrder } from './duplicate.ts'
import { holdOrder, takeOffHold } from './holds.ts'
import { markOrder } from './marks.ts'

const ORDER = '/api/s/{shop}/orders/{order}'
/** All of them are of those who run the shop, and answer with the order. */
const common = { access: managers, answer: OrderDto, tag: 'Orders' } as const

/** What becomes of an order besides its proofs and its making. */
export function orderLifeRoutes() {
  const acts = slice()
    .openapi(
      route({
        method: 'put',
        path: `${ORDER}/hold`,
        body: HoldInput,
        ...common,
        summary: 'Put it on hold, and say why',
      }),
      async (c) => c.json(await holdOrder(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 200),
    )
    .openapi(route({ method: 'delete', path: `${ORDER}/hold`, ...common, summary: 'Take it off hold' }), async (c) =>
      c.json(await takeOffHold(c.var.ctx, c.req.valid('param').order), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${ORDER}/cancellation`,
        body: CancelInput,
        ...common,
        summary: 'Cancel it for good; refused once it was shipped',
      }),
      async (c) => c.json(await cancelOrder(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${ORDER}/duplicate`,
        body: DuplicateInput,
        status: 201,
        ...common,
        summary: 'The same once more, for the same customer',
      }),
      async (c) => c.json(await duplicateOrder(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'patch',
        path: `${ORDER}/marks`,
        body: MarksInput,
        ...common,
        summary: 'Its tags, rush, gift, and the shop’s own number',
      }),
      async (c) => c.json(await markOrder(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 200),
    )

  const clocks = slice()
    .openapi(
      route({
        method: 'put',
        path: `${ORDER}/reply`,
        body: ReplyInput,
        ...common,
        summary: 'The customer wrote: until when they should have an answer',
      }),
      async (c) => c.json(await oweReply(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 200),
    )
    .openapi(
      route({ method: 'delete', path: `${ORDER}/reply`, ...common, summary: 'They have their answer' }),
      async (c) => c.json(await replied(c.var.ctx, c.req.valid('param').order), 200),
    )
    .openapi(
      route({
        method: 'put',
        path: `${ORDER}/promise`,
        body: PromiseInput,
        ...common,
        summary: 'An update that was promised, and until when',
      }),
      async (c) => c.json(await promiseUpdate(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 200),
    )
    .openapi(
      route({ method: 'delete', path: `${ORDER}/promise`, ...common, summary: 'The promised update was sent' }),
      async (c) => c.json(await updateSent(c.var.ctx, c.req.valid('param').order), 200),
    )
  return slice().route('/', acts).route('/', clocks)
}
