import { schema } from '@proofroom/db'
import {
  type Load,
  minus,
  movedItem,
  NOTHING,
  type Place,
  type PlanMoves,
  placeOf,
  planMove,
  plus,
  type Refusal,
  withItems,
} from '@proofroom/workflow'
import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { setFacts } from '../orders/index.ts'
import { actorId } from '../platform/actor.ts'
import { type InTx, shopOf } from '../platform/context.ts'
import { recordEach } from '../platform/events/record.ts'
import { type Floor, factsOf, loadFloor, minutesOf, planned } from './floor.ts'
import { limitOf } from './present.ts'
import { type CardRow, findLoads, lockCards, lockStages } from './store.ts'

const { itemMoves, orderItems } = schema

/** A card and where it should go. `version` where somebody looked at it before: if it changed since, they are told. */
export type Wanted = { id: string; to: Place; version?: number }
export type Override = { reason: string } | undefined
type Told = { code: string; reason: string; canOverride: boolean }
export type Refused = Told & { id: string }
export type Moved = { row: CardRow; from: Place; plan: PlanMoves; moveId: string; begins: boolean }
type Given = { floor: Floor; loads: Record<Place, Load>; override: Override }

/**
 * Moves each card whole or not at all. Stages, then orders are held, each in one order, so that what was decided still
 * holds at the commit. The first ones named go first, where a limit leaves room for some. Whoever asks records it.
 */
export async function moveEach(
  ctx: InTx,
  wanted: Wanted[],
  override?: Override,
): Promise<{ moved: Moved[]; refused: Refused[]; floor: Floor; loads: Record<Place, Load> }> {
  await lockStages(ctx, [...new Set(wanted.map(({ to }) => to))])
  const locked = await lockCards(ctx, [...new Set(wanted.map(({ id }) => id))])
  const rows = new Map(locked.map((row) => [row.id, row]))
  const [floor, loads] = await Promise.all([loadFloor(ctx), findLoads(ctx)])
  const moved: Moved[] = []
  const refused: Refused[] = []
  for (const want of wanted) {
    const row = rows.get(want.id)
    const verdict = row ? decide(row, want, { floor, loads, override }) : GONE
    if (!row || 'code' in verdict) refused.push({ ...GONE, ...verdict, id: want.id })
    else moved.push(carry(row, verdict, { floor, loads }))
    // Named twice, it is looked at once.
    rows.delete(want.id)
  }
  await write(ctx, moved, override)
  return { moved, refused, floor, loads }
}

export const GONE: Told = { code: 'card.gone', reason: 'This card is not on the board any more.', canOverride: false }

function decide(row: CardRow, { to, version }: Wanted, { floor, loads, override }: Given): PlanMoves | Told {
  if (version !== undefined && version !== row.version) return changedMeanwhile(row, floor)
  const stages = floor.workshop.stages.map((stage) => ({ ...stage, limit: limitOf(stage) }))
  const plan = planMove(planned(row, floor), to, { stages, loads }, { override: override !== undefined })
  return plan.moves ? plan : summed(plan.refusals)
}

export function changedMeanwhile(row: CardRow, { workshop }: Floor): Told {
  const place = placeOf(row.progress, row.stageId)
  const name = workshop.stages.find((stage) => stage.id === place)?.name ?? PLACES[row.progress]
  const reason = `Somebody else changed this card a moment ago. It is in “${name}” now.`
  return { code: 'card.changed', reason, canOverride: false }
}

/** As the screen calls them. */
const PLACES: Record<CardRow['progress'], string> = {
  to_start: 'To start',
  making: 'Making',
  ready: 'Ready',
  packed: 'Packed',
  shipped: 'Shipped',
  delivered: 'Delivered',
}

function summed(refusals: Refusal[]): Told {
  return {
    code: refusals[0]?.code ?? '',
    reason: refusals.map((refusal) => refusal.reason).join(' '),
    canOverride: refusals.every((refusal) => refusal.canOverride),
  }
}

/** Takes the card over in what the next ones are decided by. */
function carry(row: CardRow, plan: PlanMoves, { floor, loads }: Pick<Given, 'floor' | 'loads'>): Moved {
  const from = placeOf(row.progress, row.stageId)
  const minutes = minutesOf(row, floor)
  loads[from] = minus(loads[from] ?? NOTHING, minutes)
  loads[plan.place] = plus(loads[plan.place] ?? NOTHING, minutes)
  return { row, from, plan, moveId: uuidv7(), begins: false }
}

async function write(ctx: InTx, moved: Moved[], override: Override): Promise<void> {
  if (moved.length === 0) return
  const now = ctx.platform.now()
  for (const { row, plan } of moved)
    await ctx.tx
      .update(orderItems)
      .set({
        ...{ progress: plan.progress, stageId: plan.stageId, stageSince: now, checks: [] },
        ...(plan.assigneeId && { assigneeId: plan.assigneeId }),
        version: sql`${orderItems.version} + 1`,
      })
      .where(eq(orderItems.id, row.id))
  await ctx.tx.insert(itemMoves).values(
    moved.map(({ row, from, plan, moveId }) => ({
      ...{ id: moveId, shopId: shopOf(ctx), orderId: row.orderId, itemId: row.id },
      ...{ fromPlace: from, toPlace: plan.place, overrides: plan.overrides },
      reason: plan.overrides.length > 0 ? (override?.reason ?? '') : '',
      memberId: actorId(ctx.actor),
      createdAt: now,
    })),
  )
  await tellOrders(ctx, moved)
}

/** What happened, card by card. */
export const recordMoves = (ctx: InTx, moved: Moved[]): Promise<void> =>
  recordEach(
    ctx,
    moved.map(({ row, from, plan, moveId, begins }) => ({
      type: begins ? 'making.started' : 'item.moved',
      orderId: row.orderId,
      subjectId: row.id,
      data: { move: moveId, from, to: plan.place, overrides: plan.overrides },
    })),
  )

/** Tells every order where its items are now, and marks the card with which its making began. */
async function tellOrders(ctx: InTx, moved: Moved[]): Promise<void> {
  const now = ctx.platform.now().toISOString()
  for (const [orderId, cards] of Map.groupBy(moved, ({ row }) => row.orderId))
    await setFacts(ctx, orderId, (facts) => {
      const items = cards.map(({ row, plan }) => movedItem(factsOf({ id: row.id, facts }), plan, now))
      const after = withItems(facts, items)
      const first = cards.find(({ plan }) => plan.progress !== 'to_start')
      if (first) first.begins = facts.makingSince === null && after.makingSince !== null
      return after
    })
}
