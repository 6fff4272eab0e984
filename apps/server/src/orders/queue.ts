import type { ListOrdersQuery, OrderListDto, OrderRowDto, QueueDto } from '@proofroom/contract'
import { queueSection } from '@proofroom/workflow'
import type { Member } from '../platform/actor.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { presentOrderRow } from './present.ts'
import { countOrders, type Filter, findOpenOrders, findOrders } from './store.ts'

const PAGE = 50

/** The seller's home: whose move every open order is, most urgent first. */
export function getQueue(ctx: Context): Promise<QueueDto> {
  const { shopCode } = ctx.actor as Member
  return inTransaction(ctx, async (tx) => {
    const now = ctx.platform.now()
    const rows = (await findOpenOrders(tx)).map((row) => presentOrderRow(row, shopCode, now)).sort(byDue)
    const section = (name: string) => rows.filter(({ move }) => queueSection(move) === name)
    return {
      yours: section('yours'),
      waiting: section('waiting'),
      making: section('making'),
      held: section('held'),
      total: await countOrders(tx, {}),
    }
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
    const now = ctx.platform.now()
    return {
      orders: shown.map((row) => presentOrderRow(row, shopCode, now)),
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
