import type { TimelineEntryDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { inArray } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'
import type { OrderRow } from './store.ts'
import type { TimelineEvent } from './timeline.ts'

const { orders } = schema

type Entry = Partial<TimelineEntryDto>

/** What the timeline says of an order's own events: what was changed, until when, the other one of a duplicate. */
export async function describeLife(ctx: InTx, order: OrderRow, events: TimelineEvent[]): Promise<Map<string, Entry>> {
  const others = await findOthers(ctx, events)
  return new Map(
    events.flatMap((event) => {
      const { data } = event
      const entry: Entry = {}
      if (Array.isArray(data.fields)) entry.fields = data.fields.map(String)
      if (typeof data.until === 'string') entry.until = data.until
      const other = others.get(String(data.from ?? data.to))
      if (other) entry.order = other
      const words = wordsOf(order, event, events)
      if (words) entry.message = words
      return Object.keys(entry).length > 0 ? [[event.id, entry] as const] : []
    }),
  )
}

/** The order keeps the newest words of each kind only, so they stand at the event that said them. Newest first. */
function wordsOf(order: OrderRow, event: TimelineEvent, events: TimelineEvent[]): string | null {
  const said: Record<string, string | null> = {
    'order.held': order.holdReason,
    'order.cancelled': order.cancelledReason,
    'update.promised': order.promisedText,
  }
  const words = said[event.type] ?? null
  return event === events.find(({ type }) => type === event.type) ? words : null
}

/** Not every order is made like another one: one of Etsy's says so in a word. */
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)

async function findOthers(ctx: InTx, events: TimelineEvent[]): Promise<Map<string, { code: string; label: string }>> {
  const ids = events
    .filter(({ type }) => type === 'order.created' || type === 'order.duplicated')
    .flatMap(({ data }) => [data.from, data.to].filter(isId))
  if (ids.length === 0) return new Map()
  const rows = await ctx.tx
    .select({ id: orders.id, code: orders.code, label: orders.label })
    .from(orders)
    .where(inArray(orders.id, ids))
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}
