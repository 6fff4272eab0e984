import type { DueDto, ListOrdersQuery, OrderListDto, OrderRowDto, QueueDto } from '@proofroom/contract'
import {
  bySoonest,
  type Due,
  dueReader,
  type Owed,
  owedOf,
  type QueueSection,
  queueSection,
  whoseMove,
} from '@proofroom/workflow'
import { loadShop } from '../identity/index.ts'
import type { Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { calendarOf } from './calendar.ts'
import { lineOf, presentMove, presentOrderRow } from './present.ts'
import { countOrders, countSome, type Filter, findOrders, findQueued, type QueuedLine } from './store.ts'

const PAGE = 50

/** The seller's home: whose move every open order is and what is due of it, the most urgent first. */
export function getQueue(ctx: Context): Promise<QueueDto> {
  const { shopCode } = ctx.actor as Member
  return inTransaction(ctx, async (tx) => {
    const [queued, total, due] = await Promise.all([findQueued(tx), countSome(tx), readsDue(tx)])
    const now = ctx.platform.now().toISOString()
    const sections: Record<QueueSection, OrderRowDto[]> = { yours: [], waiting: [], making: [], held: [], none: [] }
    for (const line of queued) {
      const { facts, mover, reason, since, phase } = line
      const move = facts ? whoseMove(facts, now) : { mover, reason, since, phase }
      sections[queueSection(move)].push(presentOrderRow(line, move, due(owedBy(line)), shopCode))
    }
    const { none: _, ...shown } = sections
    for (const rows of Object.values(shown)) rows.sort(byDue)
    return { ...shown, total }
  })
}

/** Where no clock runs, the move that was kept is the work's own, and nothing shipped stands in the queue. */
function owedBy({ facts, dueOn, reason, since }: QueuedLine): Owed {
  return facts ? owedOf(facts) : { reply: null, promise: null, shipBy: dueOn, work: { reason, since } }
}

/** Tells of each order what is due first, in the shop's own days. */
async function readsDue(ctx: InTx): Promise<(owed: Owed) => Due | null> {
  const read = dueReader(calendarOf(await loadShop(ctx, shopOf(ctx))), ctx.platform.now().toISOString())
  return (owed) => read(owed)[0] ?? null
}

const NEVER: Pick<DueDto, 'day' | 'at'> = { day: '9999-12-31', at: null }

/** Sooner due first; what is due at no time after it, the longest waiting first. */
function byDue(a: OrderRowDto, b: OrderRowDto): number {
  return bySoonest(a.due ?? NEVER, b.due ?? NEVER) || (a.move.since < b.move.since ? -1 : 1)
}

export function listOrders(ctx: Context, query: ListOrdersQuery): Promise<OrderListDto> {
  const { shopCode } = ctx.actor as Member
  const filter = { q: query.q, ...MOVES[query.move ?? 'all'] }
  return inTransaction(ctx, async (tx) => {
    const rows = await findOrders(tx, { ...filter, after: query.after }, PAGE + 1)
    const shown = rows.slice(0, PAGE)
    const due = await readsDue(tx)
    const now = ctx.platform.now()
    return {
      orders: shown.map((row) =>
        presentOrderRow(lineOf(row), presentMove(row.order, now), due(owedOf(row.order.facts)), shopCode),
      ),
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
