import type { DueDaysDto, DueDaysQuery, DueEntryDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { type Calendar, duesOf, isWorkingDay, type OrderFacts, stageDue } from '@proofroom/workflow'
import { sql } from 'drizzle-orm'
import { loadShop } from '../identity/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { calendarOf } from './calendar.ts'

const { ORDER_IS_OPEN, ORDER_IS_QUEUED } = schema

/** Two months with the days around them. */
const MOST_DAYS = 62
/** More open orders than a calendar can show. */
const MOST_ORDERS = 3000

/** What is due on each of these days, of everything that is still to be done. */
export function getDueDays(ctx: Context, { from, to }: DueDaysQuery): Promise<DueDaysDto> {
  const days = daysFrom(from, to)
  return inTransaction(ctx, async (tx) => {
    const calendar = calendarOf(await loadShop(tx, shopOf(tx)))
    const rows = await findOwing(tx)
    const now = ctx.platform.now().toISOString()
    const due = new Map<string, DueEntryDto[]>(days.map((day) => [day, []]))
    for (const row of rows.slice(0, MOST_ORDERS))
      for (const { day, entry } of entriesOf(row, calendar, now)) due.get(day)?.push(entry)
    return {
      days: days.map((day) => ({
        day,
        isWorking: isWorkingDay(day, calendar),
        due: (due.get(day) ?? []).sort(byHour),
      })),
      isWhole: rows.length <= MOST_ORDERS,
    }
  })
}

function daysFrom(from: string, to: string): string[] {
  const count = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
  if (count < 1 || count > MOST_DAYS)
    throw invalid('due.days', `Please ask for 1 to ${MOST_DAYS} days, the first one first.`)
  return Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * 86_400_000).toISOString().slice(0, 10))
}

type Row = {
  code: string
  label: string
  title: string
  customerName: string
  facts: OrderFacts
  stages: { id: string; name: string; offset: number }[]
}

/** Three indexes know all of them: what is open, what somebody waits for, what was promised. */
const findOwing = (ctx: InTx): Promise<readonly Row[]> =>
  ctx.tx.execute<Row>(sql`
    select o.code, o.label, o.title, c.name as "customerName", o.facts, (
      select coalesce(json_agg(distinct jsonb_build_object('id', s.id, 'name', s.name, 'offset', s.due_offset_days)), '[]')
      from order_items i join stages s on s.id = i.stage_id
      where i.order_id = o.id and i.progress = 'making' and s.due_offset_days > 0) as stages
    from orders o join customers c on c.id = o.customer_id
    where o.id in (
      select id from orders where ${ORDER_IS_OPEN} union select id from orders where ${ORDER_IS_QUEUED}
      union select id from orders where promised_at is not null)
    order by o.due_on nulls last, o.id limit ${MOST_ORDERS + 1}`)

function entriesOf({ facts, stages, customerName, code, label, title }: Row, calendar: Calendar, now: string) {
  const about = { order: { code, label, title }, customerName }
  const owed = duesOf(facts, calendar, now).map(({ kind, day, at, late }) => ({
    ...{ day, entry: { kind, at, late, stage: null, ...about } satisfies DueEntryDto },
  }))
  const staged = facts.cancelledAt || facts.heldAt ? [] : stages
  return [
    ...owed,
    ...staged.flatMap(({ id, name, offset }) => {
      const due = stageDue(facts.shipBy, offset, calendar, now)
      const entry: DueEntryDto = { kind: 'stage', at: null, late: due?.late ?? false, stage: { id, name }, ...about }
      return due ? [{ day: due.day, entry }] : []
    }),
  ]
}

/** What has an hour first, then what is late, then by name. */
function byHour(a: DueEntryDto, b: DueEntryDto): number {
  if ((a.at === null) !== (b.at === null)) return a.at === null ? 1 : -1
  if (a.at && b.at && a.at !== b.at) return a.at < b.at ? -1 : 1
  if (a.late !== b.late) return a.late ? -1 : 1
  return a.customerName.localeCompare(b.customerName)
}
