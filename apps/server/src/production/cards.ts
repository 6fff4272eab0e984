import type { CardDto, TickInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { withItems } from '@proofroom/workflow'
import { eq, sql } from 'drizzle-orm'
import { setFacts } from '../orders/index.ts'
import { actorId, type Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { type Floor, factsOf, loadFloor } from './floor.ts'
import { canMoveCards, canReview } from './policy.ts'
import { presentCard } from './present.ts'
import { type CardRow, findCards, lockCard } from './store.ts'

const { orderItems } = schema

/** Ticks one line of the list of the stage that the card is in. Two people ticking two lines disturb nobody. */
export function tickCard(ctx: Context, id: string, { checkId, ticked }: TickInput): Promise<CardDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canMoveCards(ctx.actor))
    const card = await lockCard(tx, id)
    const floor = await loadFloor(tx)
    const stage = floor.workshop.stages.find((one) => one.id === card.stageId)
    if (!stage?.checklist.some((check) => check.id === checkId))
      throw conflict('check.gone', 'This is not to be ticked where the card is now. Please look at it again.')
    const others = card.checks.filter((check) => check !== checkId)
    await change(tx, card, { checks: ticked ? [...others, checkId] : others })
    await record(tx, { type: 'item.checked', orderId: card.orderId, subjectId: id, data: { check: checkId, ticked } })
    return readCard(tx, id, floor)
  })
}

/** "Reviewed by the shop": what opens the gate of an item that needs no customer's proof. Never the customer's word. */
export function reviewCard(ctx: Context, id: string, isReviewed: boolean): Promise<CardDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canReview(ctx.actor))
    const card = await lockCard(tx, id)
    checkReviewable(card, isReviewed)
    const reviewedAt = isReviewed ? ctx.platform.now() : null
    await change(tx, card, { reviewedAt, reviewedBy: isReviewed ? actorId(ctx.actor) : null })
    await setFacts(tx, card.orderId, (facts) =>
      withItems(facts, [{ ...factsOf({ id, facts }), reviewedAt: reviewedAt?.toISOString() ?? null }]),
    )
    const type = isReviewed ? 'item.reviewed' : 'item.review_taken_back'
    await record(tx, { type, orderId: card.orderId, subjectId: id })
    return readCard(tx, id, await loadFloor(tx))
  })
}

function checkReviewable(card: CardRow, isReviewed: boolean): void {
  if (card.facts.cancelledAt) throw conflict('order.cancelled', 'This order was cancelled.')
  if (factsOf(card).gate === 'customer')
    throw conflict('review.not_asked', 'This one waits for the customer’s signature, not for the shop’s review.')
  if (!isReviewed && card.progress !== 'to_start')
    throw conflict('making.started', 'Making has already started. Take the card back to the start first.')
}

const change = (ctx: InTx, { id }: CardRow, set: Partial<typeof orderItems.$inferInsert>) =>
  ctx.tx
    .update(orderItems)
    .set({ ...set, version: sql`${orderItems.version} + 1` })
    .where(eq(orderItems.id, id))

async function readCard(ctx: InTx, id: string, floor: Floor): Promise<CardDto> {
  const [row] = await findCards(ctx, [id])
  return presentCard(row as CardRow, floor, (ctx.actor as Member).shopCode)
}
