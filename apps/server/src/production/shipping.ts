import type { OrderProductionDto, ShipmentInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { withItems } from '@proofroom/workflow'
import { eq, inArray, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { findMembers } from '../identity/index.ts'
import { loadOrder, lockOrder, setFacts } from '../orders/index.ts'
import { actorId, type Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize, presentPermission } from '../platform/policy.ts'
import { loadFloor } from './floor.ts'
import { moveEach } from './moving.ts'
import { canDeliver, canMoveCards, canOverride, canShip, canTakeBack, type Parcel } from './policy.ts'
import { presentCard, presentShipment, presentStage, presentWorker, presentWorkflow } from './present.ts'
import { findCardsOf, findShipment, type ShipmentRow } from './store.ts'

const { itemMoves, orderItems, shipments } = schema

/** What production knows of an order: its cards, and its parcel. */
export const getOrderProduction = (ctx: Context, code: string): Promise<OrderProductionDto> =>
  inTransaction(ctx, (tx) => readOrderProduction(tx, code))

async function readOrderProduction(ctx: InTx, code: string): Promise<OrderProductionDto> {
  const { order } = await loadOrder(ctx, code)
  const floor = await loadFloor(ctx)
  const rows = await findCardsOf(ctx, order.id)
  const shipment = await findShipment(ctx, order.id)
  const { actor } = ctx
  const { workshop } = floor
  const parcel = { facts: order.facts, shipment }
  return {
    cards: rows.map((row) => presentCard(row, floor, (actor as Member).shopCode)),
    stages: workshop.stages.map(presentStage),
    workflows: workshop.workflows.map((workflow) => presentWorkflow(workflow, workshop)),
    workers: (await findMembers(ctx)).map(presentWorker),
    shipment: shipment && presentShipment(shipment),
    can: {
      move: presentPermission(canMoveCards(actor)),
      override: presentPermission(canOverride(actor)),
      ship: presentPermission(canShip(actor, parcel)),
      deliver: presentPermission(canDeliver(actor, parcel)),
      takeBack: presentPermission(canTakeBack(actor, parcel)),
    },
  }
}

/** Ships the whole order, once every item is ready; or corrects what was said of the parcel. */
export function shipOrder(ctx: Context, code: string, input: ShipmentInput): Promise<OrderProductionDto> {
  return inTransaction(ctx, async (tx) => {
    const parcel = await lockParcel(tx, code)
    authorize(canShip(ctx.actor, null))
    if (parcel.shipment) await correct(tx, parcel.shipment, input)
    else await ship(tx, parcel.orderId, input)
    return readOrderProduction(tx, code)
  })
}

async function correct(ctx: InTx, { id, orderId }: ShipmentRow, input: ShipmentInput): Promise<void> {
  await ctx.tx.update(shipments).set(input).where(eq(shipments.id, id))
  await record(ctx, { type: 'shipment.changed', orderId, subjectId: id })
}

async function ship(ctx: InTx, orderId: string, input: ShipmentInput): Promise<void> {
  await moveWhole(ctx, orderId, 'shipped')
  const now = ctx.platform.now()
  const row = { id: uuidv7(), shopId: shopOf(ctx), orderId, ...input, shippedAt: now, createdAt: now }
  await ctx.tx.insert(shipments).values(row)
  await record(ctx, { type: 'order.shipped', orderId, subjectId: row.id })
}

/** Every item of it, or none. */
async function moveWhole(ctx: InTx, orderId: string, to: 'shipped' | 'delivered'): Promise<void> {
  const items = await findCardsOf(ctx, orderId)
  const { refused } = await moveEach(
    ctx,
    items.map(({ id }) => ({ id, to })),
  )
  const [first] = refused
  if (first) throw conflict(first.code, first.reason)
}

export function deliverOrder(ctx: Context, code: string): Promise<OrderProductionDto> {
  return inTransaction(ctx, async (tx) => {
    const parcel = await lockParcel(tx, code)
    const { shipment, orderId } = parcel
    const decision = canDeliver(ctx.actor, parcel)
    if (!decision.allowed && decision.code) throw conflict(decision.code, decision.reason)
    authorize(decision)
    await moveWhole(tx, orderId, 'delivered')
    const deliveredAt = ctx.platform.now()
    await tx.tx
      .update(shipments)
      .set({ deliveredAt })
      .where(eq(shipments.id, (shipment as ShipmentRow).id))
    await record(tx, { type: 'order.delivered', orderId, subjectId: shipment?.id })
    return readOrderProduction(tx, code)
  })
}

/** Shipped by mistake: the parcel is forgotten, and its items are packed again. */
export function takeBackShipment(ctx: Context, code: string): Promise<OrderProductionDto> {
  return inTransaction(ctx, async (tx) => {
    const parcel = await lockParcel(tx, code)
    const { shipment, orderId } = parcel
    const decision = canTakeBack(ctx.actor, parcel)
    if (!decision.allowed && decision.code) throw conflict(decision.code, decision.reason)
    authorize(decision)
    await unpackWhole(tx, orderId)
    await tx.tx.delete(shipments).where(eq(shipments.id, (shipment as ShipmentRow).id))
    await record(tx, { type: 'shipment.taken_back', orderId, subjectId: shipment?.id })
    return readOrderProduction(tx, code)
  })
}

/** Against the rule that nothing comes back by being moved (P6), and therefore here and nowhere else. */
async function unpackWhole(ctx: InTx, orderId: string): Promise<void> {
  const now = ctx.platform.now()
  const items = await findCardsOf(ctx, orderId)
  const ids = items.map(({ id }) => id)
  await ctx.tx
    .update(orderItems)
    .set({ progress: 'packed', stageSince: now, version: sql`${orderItems.version} + 1` })
    .where(inArray(orderItems.id, ids))
  const moved = { fromPlace: 'shipped', toPlace: 'packed', memberId: actorId(ctx.actor), createdAt: now }
  await ctx.tx
    .insert(itemMoves)
    .values(ids.map((itemId) => ({ id: uuidv7(), shopId: shopOf(ctx), orderId, itemId, ...moved })))
  await setFacts(ctx, orderId, (facts) =>
    withItems(
      facts,
      facts.items.map((item) => ({ ...item, progress: 'packed', since: now.toISOString() })),
    ),
  )
}

/** The order, held, and its parcel if it has one. */
async function lockParcel(
  ctx: InTx,
  code: string,
): Promise<Parcel & { orderId: string; shipment: ShipmentRow | null }> {
  const found = await loadOrder(ctx, code)
  const { id, facts } = await lockOrder(ctx, found.order.id)
  return { orderId: id, facts, shipment: await findShipment(ctx, id) }
}
