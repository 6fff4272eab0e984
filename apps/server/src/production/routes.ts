import {
  AssignCardsInput,
  AssignResultDto,
  BoardDto,
  CardDto,
  MoveCardsInput,
  MoveResultDto,
  OrderDto,
  OrderProductionDto,
  ReviewInput,
  ShipmentInput,
  TickInput,
} from '@proofroom/contract'
import { makers, managers, staff } from '../platform/policy.ts'
import { route, slice } from '../platform/route.ts'
import { getBoard } from './board.ts'
import { reviewCard, tickCard } from './cards.ts'
import { assignCards, moveCards, startMaking } from './moves.ts'
import { deliverOrder, getOrderProduction, shipOrder, takeBackShipment } from './shipping.ts'
import { workshopRoutes } from './workshop-routes.ts'

const BOARD = '/api/s/{shop}/board'
const CARD = '/api/s/{shop}/cards/{card}'
const ORDER = '/api/s/{shop}/orders/{order}'
const tag = 'Production'

export function productionRoutes() {
  const board = slice()
    .openapi(
      route({
        method: 'get',
        path: BOARD,
        access: staff,
        answer: BoardDto,
        tag,
        summary: 'Every line item of every open order, where it is',
      }),
      async (c) => c.json(await getBoard(c.var.ctx), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${BOARD}/moves`,
        access: makers,
        body: MoveCardsInput,
        answer: MoveResultDto,
        tag,
        summary: 'Move cards; what may not move is told, with its reason',
      }),
      async (c) => c.json(await moveCards(c.var.ctx, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${BOARD}/assignments`,
        access: makers,
        body: AssignCardsInput,
        answer: AssignResultDto,
        tag,
        summary: 'Give cards to somebody',
      }),
      async (c) => c.json(await assignCards(c.var.ctx, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'put',
        path: `${CARD}/checks`,
        access: makers,
        body: TickInput,
        answer: CardDto,
        tag,
        summary: 'Tick a line of its stage’s list',
      }),
      async (c) => c.json(await tickCard(c.var.ctx, c.req.valid('param').card, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'put',
        path: `${CARD}/review`,
        access: managers,
        body: ReviewInput,
        answer: CardDto,
        tag,
        summary: 'Reviewed by the shop, where no customer’s proof is needed',
      }),
      async (c) => c.json(await reviewCard(c.var.ctx, c.req.valid('param').card, c.req.valid('json').reviewed), 200),
    )

  const orders = slice()
    .openapi(
      route({
        method: 'post',
        path: `${ORDER}/making`,
        access: makers,
        answer: OrderDto,
        tag,
        summary: 'Start making; refused before the sign-off',
      }),
      async (c) => c.json(await startMaking(c.var.ctx, c.req.valid('param').order), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: `${ORDER}/production`,
        access: staff,
        answer: OrderProductionDto,
        tag,
        summary: 'An order’s cards and its parcel',
      }),
      async (c) => c.json(await getOrderProduction(c.var.ctx, c.req.valid('param').order), 200),
    )
    .openapi(
      route({
        method: 'put',
        path: `${ORDER}/shipment`,
        access: makers,
        body: ShipmentInput,
        answer: OrderProductionDto,
        tag,
        summary: 'Ship it, or correct what was said of its parcel',
      }),
      async (c) => c.json(await shipOrder(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'delete',
        path: `${ORDER}/shipment`,
        access: managers,
        answer: OrderProductionDto,
        tag,
        summary: 'Take a shipment back: its items are packed again',
      }),
      async (c) => c.json(await takeBackShipment(c.var.ctx, c.req.valid('param').order), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${ORDER}/delivery`,
        access: makers,
        answer: OrderProductionDto,
        tag,
        summary: 'It has arrived',
      }),
      async (c) => c.json(await deliverOrder(c.var.ctx, c.req.valid('param').order), 200),
    )
  return slice().route('/', board).route('/', orders).route('/', workshopRoutes())
}
