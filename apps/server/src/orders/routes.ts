import {
  CreateLinkInput,
  CreateOrderInput,
  LinkDto,
  ListOrdersQuery,
  OrderDto,
  OrderFileListDto,
  OrderListDto,
  QueueDto,
  TimelineDto,
  UpdateOrderInput,
} from '@proofroom/contract'
import { z } from 'zod'
import { answerWithFile } from '../platform/files/answer.ts'
import { managers, staff } from '../platform/policy.ts'
import { handmade, route, slice } from '../platform/route.ts'
import { answerWithEvents } from '../platform/sse.ts'
import { findOrderFile, getOrderFiles } from './files.ts'
import { handOver, takeFileBack } from './handing-over.ts'
import { addLink, endLink, getLinks, replaceLink } from './links.ts'
import { listOrders } from './list.ts'
import { createOrder, getOrder, updateOrder } from './orders.ts'
import { getQueue } from './queue.ts'
import { getTimeline, type TimelineDetail } from './timeline.ts'

export function orderRoutes(details: TimelineDetail[]) {
  return slice()
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/queue',
        access: staff,
        answer: QueueDto,
        tag: 'Orders',
        summary: 'Whose move every open order is',
      }),
      async (c) => c.json(await getQueue(c.var.ctx), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/orders',
        access: staff,
        query: ListOrdersQuery,
        answer: OrderListDto,
        tag: 'Orders',
        summary: 'Orders, filtered and in any order; newest first',
      }),
      async (c) => c.json(await listOrders(c.var.ctx, c.req.valid('query')), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/s/{shop}/orders',
        access: managers,
        body: CreateOrderInput,
        answer: OrderDto,
        status: 201,
        tag: 'Orders',
        summary: 'Create an order',
      }),
      async (c) => c.json(await createOrder(c.var.ctx, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/orders/{order}',
        access: staff,
        answer: OrderDto,
        tag: 'Orders',
        summary: 'One order',
      }),
      async (c) => c.json(await getOrder(c.var.ctx, c.req.valid('param').order), 200),
    )
    .openapi(
      route({
        method: 'patch',
        path: '/api/s/{shop}/orders/{order}',
        access: managers,
        body: UpdateOrderInput,
        answer: OrderDto,
        tag: 'Orders',
        summary: 'Change an order',
      }),
      async (c) => c.json(await updateOrder(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/orders/{order}/timeline',
        access: staff,
        answer: TimelineDto,
        tag: 'Orders',
        summary: 'Everything that happened to it',
      }),
      async (c) => c.json(await getTimeline(c.var.ctx, c.req.valid('param').order, details), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/orders/{order}/files',
        access: staff,
        answer: OrderFileListDto,
        tag: 'Orders',
        summary: 'What belongs to it and is no proof: references, buyers’ photos',
      }),
      async (c) => c.json(await getOrderFiles(c.var.ctx, c.req.valid('param').order), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/s/{shop}/orders/{order}/files/{file}/hand-over',
        access: managers,
        answer: OrderFileListDto,
        tag: 'Orders',
        summary: 'Give a file to the customer, on their link',
      }),
      async (c) => c.json(await handOver(c.var.ctx, c.req.valid('param').order, c.req.valid('param').file), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/s/{shop}/orders/{order}/files/{file}/take-back',
        access: managers,
        answer: OrderFileListDto,
        tag: 'Orders',
        summary: 'Take a file off the customer’s link',
      }),
      async (c) => c.json(await takeFileBack(c.var.ctx, c.req.valid('param').order, c.req.valid('param').file), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/orders/{order}/links',
        access: managers,
        answer: z.object({ links: z.array(LinkDto) }),
        tag: 'Links',
        summary: 'Who can open this order',
      }),
      async (c) => c.json({ links: await getLinks(c.var.ctx, c.req.valid('param').order) }, 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/s/{shop}/orders/{order}/links',
        access: managers,
        body: CreateLinkInput,
        answer: LinkDto,
        status: 201,
        tag: 'Links',
        summary: 'Make a link',
      }),
      async (c) => c.json(await addLink(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/s/{shop}/orders/{order}/links/{link}/rotate',
        access: managers,
        answer: LinkDto,
        tag: 'Links',
        summary: 'Replace a link’s address',
      }),
      async (c) => c.json(await replaceLink(c.var.ctx, c.req.valid('param').order, c.req.valid('param').link), 200),
    )
    .openapi(
      route({
        method: 'delete',
        path: '/api/s/{shop}/orders/{order}/links/{link}',
        access: managers,
        answer: LinkDto,
        tag: 'Links',
        summary: 'Revoke a link; its open rooms close',
      }),
      async (c) => c.json(await endLink(c.var.ctx, c.req.valid('param').order, c.req.valid('param').link), 200),
    )
}

/** The shop's event stream: not JSON, so declared by hand. */
export const orderStream = slice().get(
  '/api/s/:shop/events',
  handmade('get', '/api/s/{shop}/events', staff),
  answerWithEvents,
)

/** An order's file or a picture of it: bytes, not JSON. */
export const orderFileBytes = slice().get(
  '/api/s/:shop/orders/:order/files/:file/:rendition',
  handmade('get', '/api/s/{shop}/orders/{order}/files/{file}/{rendition}', staff),
  async (c) => {
    const { order, file, rendition } = c.req.param()
    return answerWithFile(c, await findOrderFile(c.var.ctx, order, file, rendition), rendition)
  },
)
