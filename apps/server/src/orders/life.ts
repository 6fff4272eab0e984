import type { TimelineEntryDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { inArray } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'
import type { OrderRow } from './store.ts'
import type { TimelineEvent } from './timeline.ts'

const { orderFiles, orders } = schema

type Entry = Partial<TimelineEntryDto>

/** What the timeline says of an order's own events: what was changed, until when, the other one of a duplicate. */
export async function describeLife(ctx: InTx, order: OrderRow, events: TimelineEvent[]): Promise<Map<string, Entry>> {
  const others = await findOthers(ctx, events)
  const names = await findFileNames(ctx, events)
  return new Map(
    events.flatMap((event) => {
      const { data } = event
      const entry: Entry = {}
      if (Array.isArray(data.fields)) entry.fields = data.fields.map(String)
      if (typeof data.until === 'string') entry.until = data.until
      const other = others.get(String(data.from ?? data.to))
      if (other) entry.order = other
      const words = wordsOf(order, event, events)
      const file = names.get(event.subjectId ?? '')
      if (file) entry.file = file
      if (isFromElsewhere(order, event)) entry.source = order.source
      if (words) entry.message = words
      return Object.keys(entry).length > 0 ? [[event.id, entry] as const] : []
    }),
  )
}

async function findFileNames(ctx: InTx, events: TimelineEvent[]): Promise<Map<string, string>> {
  const ids = events.flatMap(({ type, subjectId }) => (type.startsWith('file.') && subjectId ? subjectId : []))
  if (ids.length === 0) return new Map()
  const rows = await ctx.tx.select().from(orderFiles).where(inArray(orderFiles.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
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

/** Nobody of the shop was at it, and the order has another place where it lives. */
function isFromElsewhere(order: OrderRow, { type, actorType }: TimelineEvent): order is ElsewhereRow {
  return order.source !== 'hand' && actorType === 'system' && DONE_ELSEWHERE.has(type)
}

type ElsewhereRow = OrderRow & { source: Exclude<OrderRow['source'], 'hand'> }

const DONE_ELSEWHERE = new Set<string>(['order.created', 'order.changed', 'order.cancelled', 'order.shipped'])

async function findOthers(ctx: InTx, events: TimelineEvent[]): Promise<Map<string, { code: string; label: string }>> {
  const ids = events
    .filter(({ type }) => type === 'order.created' || type === 'order.duplicated')
    .flatMap(({ data }) => [data.from, data.to].filter((id) => typeof id === 'string'))
  if (ids.length === 0) return new Map()
  const rows = await ctx.tx
    .select({ id: orders.id, code: orders.code, label: orders.label })
    .from(orders)
    .where(inArray(orders.id, ids))
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}
