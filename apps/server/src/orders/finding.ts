import type { OrderFilter, OrderSort, OrderTableRowDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { type SQL, sql } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'
import { wordsAsked } from './searching.ts'
import { iso, type QueuedLine } from './store.ts'

const { ORDER_IS_OPEN } = schema

/** What a filter's days are counted from. */
export type Today = { day: string; timezone: string }

/** A row of the table, and its place in the order that was asked for. */
export type TableLine = QueuedLine &
  Pick<OrderTableRowDto, 'customerId' | 'placedAt' | 'tags' | 'isGift' | 'places'> & {
    id: string
    key: string
    priority: 'normal' | 'rush'
    customerEmail: string | null
  }

type Sorting = { by: SQL; cast: SQL; descends: boolean }

/** The place of an order in each order there is. What has no due date comes last either way. */
function sortingOf({ sort = 'placed', dir }: OrderFilter): Sorting {
  const descends = (dir ?? (sort === 'placed' ? 'desc' : 'asc')) === 'desc'
  const never = descends ? sql`'-infinity'::date` : sql`'infinity'::date`
  const keys: Record<OrderSort, [SQL, SQL]> = {
    placed: [sql`o.placed_at`, sql`timestamptz`],
    due: [sql`coalesce(o.due_on, ${never})`, sql`date`],
    customer: [sql`c.sort_name`, sql`text`],
    // "999" before "1000".
    order: [sql`lpad(o.label, 40, '0')`, sql`text`],
    since: [sql`o.move_since`, sql`timestamptz`],
  }
  const [by, cast] = keys[sort]
  return { by, cast, descends }
}

/** Where the page before ended. A cursor is what the program itself said; anything else begins from the start. */
type Cursor = { key: string; id: string }
export const cursorOf = ({ key, id }: Cursor): string => Buffer.from(JSON.stringify([key, id])).toString('base64url')
export function readCursor(text: string | undefined): Cursor | null {
  if (!text) return null
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    return typeof key === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { key, id } : null
  } catch {
    return null
  }
}

/** `rare`: the one of the words that leads to so few orders that they are best looked at one by one. */
export type Asked = { filter: OrderFilter; today: Today; words: string[] | null; rare: string | null }

/** Reads a filter's words once; `null` where something was typed that is no word: nothing matches that. */
export async function askedOf(ctx: InTx, filter: OrderFilter, today: Today): Promise<Asked> {
  const words = filter.q ? await wordsAsked(ctx, filter.q) : []
  return { filter, today, words, rare: await rareAmong(ctx, words ?? []) }
}

const FEW = 1_000

async function rareAmong(ctx: InTx, words: string[]): Promise<string | null> {
  for (const word of words) {
    const [row] = await ctx.tx.execute<{ n: number }>(sql`
      select count(*)::int as n from (select from order_words w where ${begins(word)} limit ${FEW + 1}) found`)
    if ((row?.n ?? 0) <= FEW) return word
  }
  return null
}

/** A page of the table. Ids break ties, so that a page ends at one order and the next begins after it. */
export async function findTable(
  ctx: InTx,
  asked: Asked,
  after: Cursor | null,
  limit: number,
): Promise<readonly TableLine[]> {
  return asked.words === null ? [] : ctx.tx.execute<TableLine>(tableQuery(asked, after, limit))
}

export function tableQuery(asked: Asked, after: Cursor | null, limit: number): SQL {
  const { by, cast, descends } = sortingOf(asked.filter)
  const [sooner, way] = descends ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  const from = after ? sql`and (${by}, o.id) ${sooner} (${after.key}::${cast}, ${after.id}::uuid)` : sql``
  return sql`
    with page as (
      select o.id, ${by} as key from orders o ${asked.filter.sort === 'customer' ? sql`join customers c on c.id = o.customer_id` : sql``}
      where ${matching(asked)} ${from} order by 2 ${way}, 1 ${way} limit ${limit}
    )
    select o.id, page.key::text as key, o.code, o.label, o.title, o.due_on as "dueOn", o.facts -> 'proofs' as proofs,
      c.id as "customerId", c.name as "customerName", c.email as "customerEmail", o.priority, o.is_gift as "isGift", o.tags,
      o.move as mover, o.move_reason as reason, ${iso(sql`o.move_since`)} as since, o.phase,
      ${iso(sql`o.created_at`)} as "createdAt", ${iso(sql`o.placed_at`)} as "placedAt",
      case when o.promised_at is not null then o.facts end as facts, ${PLACES} as places
    from page join orders o on o.id = page.id join customers c on c.id = o.customer_id
    order by page.key ${way}, o.id ${way}`
}

/** Where its items are: places that every shop has, and its stages between them. */
const PLACES = sql`(
  select coalesce(json_agg(json_build_object('place', p.place, 'name', p.name, 'colour', p.colour, 'items', p.items)
    order by p.rank, p.position), '[]')
  from (
    select coalesce(s.id::text, i.progress) as place, s.name, s.colour, s.position, count(*)::int as items,
      array_position(array['to_start', 'making', 'ready', 'packed', 'shipped', 'delivered'], i.progress) as rank
    from order_items i left join stages s on s.id = i.stage_id
    where i.order_id = o.id group by s.id, i.progress
  ) p)`

const COUNTED = 10_000

/** How many match, as far as ten thousand: nobody reads on to the end of more. */
export async function countTable(ctx: InTx, asked: Asked): Promise<number> {
  if (asked.words === null) return 0
  const [row] = await ctx.tx.execute<{ n: number }>(sql`
    select count(*)::int as n from (select from orders o where ${matching(asked)} limit ${COUNTED}) counted`)
  return row?.n ?? 0
}

function matching({ filter, today, words, rare }: Asked): SQL {
  const { move, phase, due, dueFrom, dueTo, placedFrom, placedTo, tag, product, assignee, customer, rush, gift } =
    filter
  const start = (day: string) => sql`(${day}::date)::timestamp at time zone ${today.timezone}`
  const conditions: (SQL | undefined)[] = [
    ...(words ?? []).map((word) => (word === rare ? isAmong(word) : hasWord(word))),
    move && MOVES[move],
    phase && sql`o.phase = ${phase}`,
    due && dueWithin(due, today.day),
    dueFrom && sql`o.due_on >= ${dueFrom}`,
    dueTo && sql`o.due_on <= ${dueTo}`,
    placedFrom && sql`o.placed_at >= ${start(placedFrom)}`,
    placedTo && sql`o.placed_at < ${sql`(${placedTo}::date + 1)::timestamp at time zone ${today.timezone}`}`,
    tag && sql`${tag} = any (o.tags)`,
    product && sql`exists (select from order_items i where i.order_id = o.id and i.product_id = ${product})`,
    assignee && sql`exists (select from order_items i where i.order_id = o.id and i.assignee_id = ${assignee})`,
    customer && sql`o.customer_id = ${customer}`,
    rush && sql`o.priority = 'rush'`,
    gift && sql`o.is_gift`,
  ].filter((one) => typeof one === 'object')
  return conditions.length === 0 ? sql`true` : sql.join(conditions as SQL[], sql` and `)
}

/** A word that begins like this, by two comparisons: all that an index serves below a row's policy. */
const begins = (word: string): SQL => sql`w.word >= ${word} and w.word < ${`${word}\u{10FFFF}`}`

/** Few orders have it: they are found first, and looked at one by one. */
const isAmong = (word: string): SQL =>
  sql`o.id = any (array(select w.order_id from order_words w where ${begins(word)}))`

/** Many have it: orders are walked in the order that is asked for, and each is asked for the word. */
const hasWord = (word: string): SQL =>
  sql`(select true from order_words w where w.order_id = o.id and ${begins(word)} limit 1)`

const MOVES: Record<NonNullable<OrderFilter['move']>, SQL> = {
  yours: sql`o.move = 'shop' and o.move_reason <> 'finish_making'`,
  waiting: sql`o.move = 'customer'`,
  making: sql`o.move_reason = 'finish_making'`,
  held: sql`o.held_at is not null and ${ORDER_IS_OPEN}`,
  closed: sql`o.phase in ('delivered', 'cancelled')`,
}

/** Only what is still to be sent is due. A week ends on its Sunday. */
function dueWithin(due: NonNullable<OrderFilter['due']>, today: string): SQL {
  const days: Record<typeof due, SQL> = {
    late: sql`o.due_on < ${today}`,
    today: sql`o.due_on = ${today}`,
    week: sql`o.due_on between ${today} and ${today}::date + 7 - extract(isodow from ${today}::date)::int`,
    none: sql`o.due_on is null`,
  }
  return sql`${days[due]} and ${ORDER_IS_OPEN}`
}
