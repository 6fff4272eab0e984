import type { ListOrdersQuery, OrderListDto, OrderRowDto, QueueDto } from '@proofroom/contract'
import { type QueueSection, queueSection, whoseMove } from '@proofroom/workflow'
import type { Member } from '../platform/actor.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { lineOf, presentMove, presentOrderRow } from './present.ts'
import { countOrders, countSome, type Filter, findOrders, findQueued } from './store.ts'

const PAGE = 50

/** The seller's home: whose move every open order is, most urgent first. */
export function getQueue(ctx: Context): Promise<QueueDto> {
  const { shopCode } = ctx.actor as Member
  return inTransaction(ctx, async (tx) => {
    const [queued, total] = await Promise.all([findQueued(tx), countSome(tx)])
    const now = ctx.platform.now().toISOString()
    const sections: Record<QueueSection, OrderRowDto[]> = { yours: [], waiting: [], making: [], held: [], none: [] }
    for (const line of queued) {
      const { facts, mover, reason, since, phase } = line
      const move = facts ? whoseMove(facts, now) : { mover, reason, since, phase }
      sections[queueSection(move)].push(presentOrderRow(line, move, shopCode))
    }
    const { none: _, ...shown } = sections
    for (const rows of Object.values(shown)) rows.sort(byDue)
    return { ...shown, total }
  })
}

/** Sooner due first; what has no date after it, the longest waiting first. */
function byDue(a: OrderRowDto, b: OrderRowDto): number {
  if (a.dueOn !== b.dueOn) return (a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1
  return a.move.since < b.move.since ? -1 : 1
}

export function listOrders(ctx: Context, query: ListOrdersQuery): Promise<OrderListDto> {
  const { shopCode } = ctx.actor as Member
  const filter = { q: query.q, ...MOVES[query.move ?? 'all'] }
  return inTransaction(ctx, async (tx) => {
    const rows = await findOrders(tx, { ...filter, after: query.after }, PAGE + 1)
    const shown = rows.slice(0, PAGE)
    return {
      orders: shown.map((row) => presentOrderRow(lineOf(row), presentMove(row.order, ctx.platform.now()), shopCode)),
      total: await countOrders(tx, filter),
      next: rows.length > PAGE ? (shown.at(-1)?.order.id ?? null) : null,
    }
  })
}

const MOVES: Record<'all' | 'yours' | 'waiting' | 'making', Filter> = {
  all: {},
  yours: { mover: 'shop', making: false },
  waiting: { mover: 'customer' },
  making: { making: true },
}
