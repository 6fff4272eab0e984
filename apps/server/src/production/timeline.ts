import type { TimelineEntryDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { inArray } from 'drizzle-orm'
import type { TimelineDetail, TimelineEvent } from '../orders/index.ts'
import type { InTx } from '../platform/context.ts'
import { findMoves, type MoveRow } from './store.ts'

const { orderItems, stages } = schema

type Card = NonNullable<TimelineEntryDto['card']>

/** What the order's timeline shows of its cards: which one, from where to where, and why in spite of what. */
export const productionTimeline: TimelineDetail = async (ctx, events) => {
  const ours = events.filter(({ type }) => type.startsWith('item.') || type === 'making.started')
  const orderId = ours[0]?.orderId
  if (!orderId) return new Map()
  const [moves, names, titles] = await Promise.all([
    findMoves(ctx, orderId),
    findStageNames(ctx),
    findTitles(
      ctx,
      ours.flatMap((event) => event.subjectId ?? []),
    ),
  ])
  return new Map(ours.map((event) => [event.id, describe(event, { moves, names, titles })]))
}

type Known = { moves: MoveRow[]; names: Map<string, string>; titles: Map<string, string> }

function describe(event: TimelineEvent, { moves, names, titles }: Known): Partial<TimelineEntryDto> {
  const title = titles.get(event.subjectId ?? '')
  if (title === undefined) return {}
  const move = moves.find((one) => one.id === event.data.move)
  const place = (at: string): Card['to'] => ({ place: at, name: names.get(at) ?? null })
  return {
    card: {
      ...{ id: event.subjectId as string, title },
      from: move ? place(move.fromPlace) : null,
      to: move ? place(move.toPlace) : null,
      overrides: move?.overrides ?? [],
    },
    message: move?.reason || null,
  }
}

/** Also those that were put away: what happened there, happened there. */
async function findStageNames(ctx: InTx): Promise<Map<string, string>> {
  const rows = await ctx.tx.select({ id: stages.id, name: stages.name }).from(stages)
  return new Map(rows.map((row) => [row.id, row.name]))
}

async function findTitles(ctx: InTx, ids: string[]): Promise<Map<string, string>> {
  const rows = await ctx.tx
    .select({ id: orderItems.id, title: orderItems.title })
    .from(orderItems)
    .where(inArray(orderItems.id, ids))
  return new Map(rows.map((row) => [row.id, row.title]))
}
