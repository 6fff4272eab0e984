import type {
  AssignCardsInput,
  AssignResultDto,
  CardDto,
  MoveCardsInput,
  MoveResultDto,
  OrderDto,
  RefusedCardDto,
} from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { itemGate, makingGate, nextPlace } from '@proofroom/workflow'
import { eq, sql } from 'drizzle-orm'
import { findMembers } from '../identity/index.ts'
import { loadOrder, readOrder } from '../orders/index.ts'
import type { Actor, Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { recordEach } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { columnsOf } from './board.ts'
import { type Floor, factsOf, loadFloor, planned } from './floor.ts'
import { changedMeanwhile, GONE, moveEach, type Refused, recordMoves } from './moving.ts'
import { canMoveCards, canOverride } from './policy.ts'
import { presentCard, presentLoads } from './present.ts'
import { findCards, findCardsOf, lockCards } from './store.ts'

const { orderItems } = schema

/** Moves cards to a column of the board. */
export function moveCards(ctx: Context, { cards, to, override }: MoveCardsInput): Promise<MoveResultDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canMoveCards(ctx.actor))
    if (override) authorize(canOverride(ctx.actor))
    if (to === 'shipped' || to === 'delivered')
      throw invalid('move.whole_order', 'A parcel holds a whole order: ship it on the order’s own page.')
    const wanted = cards.map(({ id, version }) => ({ id, version, to }))
    const { moved, refused, floor, loads } = await moveEach(tx, wanted, override)
    await recordMoves(tx, moved)
    const now = await readCards(
      tx,
      cards.map(({ id }) => id),
      floor,
    )
    return {
      moved: moved.flatMap(({ row }) => now.get(row.id) ?? []),
      refused: refused.map((one) => presentRefused(one, now, ctx.actor)),
      columns: presentLoads(columnsOf(floor.workshop), loads, floor.workshop),
    }
  })
}

/** The first move of every card of an order that may be begun. Refused while none may. */
export function startMaking(ctx: Context, code: string): Promise<OrderDto> {
  return inTransaction(ctx, async (tx) => {
    const { order } = await loadOrder(tx, code)
    const gate = makingGate(order.facts)
    if (!gate.open) throw conflict(gate.code, gate.reason)
    authorize(canMoveCards(ctx.actor))
    const floor = await loadFloor(tx)
    const wanted = (await findCardsOf(tx, order.id))
      .filter((row) => row.progress === 'to_start' && itemGate(row.facts, factsOf(row)).open)
      .map((row) => ({ row, to: nextPlace('to_start', planned(row, floor).route, floor.workshop.stages) ?? 'ready' }))
    const { moved, refused } = await moveEach(
      tx,
      wanted.map(({ row, to }) => ({ id: row.id, version: row.version, to })),
    )
    const [first] = refused
    if (moved.length === 0 && first) throw conflict(first.code, first.reason)
    await recordMoves(tx, moved)
    return readOrder(tx, code)
  })
}

/** Gives cards to somebody of the shop, or to nobody. */
export function assignCards(ctx: Context, { cards, assigneeId }: AssignCardsInput): Promise<AssignResultDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canMoveCards(ctx.actor))
    await checkWorker(tx, assigneeId)
    const rows = await lockCards(
      tx,
      cards.map(({ id }) => id),
    )
    const floor = await loadFloor(tx)
    const refused: Refused[] = []
    const given: typeof rows = []
    for (const { id, version } of cards) {
      const row = rows.find((one) => one.id === id)
      if (row?.version === version) given.push(row)
      else refused.push({ id, ...(row ? changedMeanwhile(row, floor) : GONE) })
    }
    for (const { id } of given)
      await tx.tx
        .update(orderItems)
        .set({ assigneeId, version: sql`${orderItems.version} + 1` })
        .where(eq(orderItems.id, id))
    await recordEach(
      tx,
      given.map(({ id, orderId }) => ({ type: 'item.assigned', orderId, subjectId: id, data: { to: assigneeId } })),
    )
    const now = await readCards(
      tx,
      cards.map(({ id }) => id),
      floor,
    )
    return {
      assigned: given.flatMap(({ id }) => now.get(id) ?? []),
      refused: refused.map((one) => presentRefused(one, now, ctx.actor)),
    }
  })
}

export async function checkWorker(ctx: InTx, memberId: string | null | undefined): Promise<void> {
  if (!memberId) return
  if (!(await findMembers(ctx)).some(({ member }) => member.id === memberId))
    throw invalid('worker.gone', 'They don’t work here any more. Choose somebody else.')
}

async function readCards(ctx: InTx, ids: string[], floor: Floor): Promise<Map<string, CardDto>> {
  const rows = await findCards(ctx, ids)
  const { shopCode } = ctx.actor as Member
  return new Map(rows.map((row) => [row.id, presentCard(row, floor, shopCode)]))
}

const presentRefused = (one: Refused, now: Map<string, CardDto>, actor: Actor): RefusedCardDto => ({
  ...{ id: one.id, code: one.code, reason: one.reason },
  canOverride: one.canOverride && canOverride(actor).allowed,
  card: now.get(one.id) ?? null,
})
