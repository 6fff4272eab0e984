import type {
  CreateOrderInput,
  CustomerDto,
  CustomerListDto,
  CustomerRowDto,
  ListCustomersQuery,
  UpdateCustomerInput,
} from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq, type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, notFound, postgresCode } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize, presentPermission } from '../platform/policy.ts'
import { cursorOf, readCursor } from './finding.ts'
import { canEditCustomer } from './policy.ts'
import { wordsAsked } from './searching.ts'
import { iso, type OrderWithCustomer } from './store.ts'

const { customers, ORDER_IS_OPEN, orders } = schema

type Named = CreateOrderInput['customer']

/**
 * The customer of a new order: who has this e-mail already, otherwise somebody new. Who is known keeps the name they
 * have: an order "for R. Hartley" must not rename the orders before it, and names are put right on the customer's page.
 */
export async function customerFor(ctx: InTx, named: Named): Promise<string> {
  const id = uuidv7()
  const { name } = named
  const email = named.email ?? null
  const row = { id, shopId: shopOf(ctx), name, email, createdAt: ctx.platform.now() }
  const [made] = await ctx.tx.insert(customers).values(row).onConflictDoNothing().returning({ id: customers.id })
  // Not made: somebody has the address, if only since a moment ago.
  return made?.id ?? (await findByEmail(ctx, email ?? '')) ?? id
}

async function findByEmail(ctx: InTx, email: string): Promise<string | null> {
  const [row] = await ctx.tx.select({ id: customers.id }).from(customers).where(eq(customers.email, email))
  return row?.id ?? null
}

/** Changes who an order is for: them, wherever else they ordered; or somebody who has the new e-mail already. */
export async function changeCustomerOf(
  ctx: InTx,
  { order, customer }: OrderWithCustomer,
  { name, email = null }: { name: string; email?: string | null | undefined },
): Promise<boolean> {
  if (customer.name === name && customer.email === email) return false
  const other = email === null ? null : await findByEmail(ctx, email)
  if (!other || other === customer.id) {
    await ctx.tx.update(customers).set({ name, email }).where(eq(customers.id, customer.id))
    return true
  }
  await ctx.tx.update(orders).set({ customerId: other }).where(eq(orders.id, order.id))
  await ctx.tx.execute(sql`delete from customers c where c.id = ${customer.id} and c.note = ''
    and not exists (select from orders o where o.customer_id = c.id)`)
  return true
}

type Line = CustomerRowDto & { key: string; note: string; firstPlacedAt: string | null; isNobody: boolean }

/** Customers with what they ordered, counted. */
const readLines = async (ctx: InTx, where: SQL, limit: number): Promise<readonly Line[]> =>
  ctx.tx.execute<Line>(sql`
    with page as (select c.id, c.sort_name from customers c where ${where} order by c.sort_name, c.id limit ${limit})
    select c.id, c.name, c.email, c.note, c.is_nobody as "isNobody", c.sort_name as key, coalesce(n.orders, 0) as orders, coalesce(n.open, 0) as open,
      n.first as "firstPlacedAt", n.last as "lastPlacedAt"
    from page join customers c on c.id = page.id left join lateral (
      select count(*)::int as orders, count(*) filter (where ${ORDER_IS_OPEN})::int as open,
        ${iso(sql`min(o.placed_at)`)} as first, ${iso(sql`max(o.placed_at)`)} as last
      from orders o where o.customer_id = c.id) n on true
    order by page.sort_name, page.id`)

const PAGE = 50

export function listCustomers(ctx: Context, { q, after }: ListCustomersQuery): Promise<CustomerListDto> {
  return inTransaction(ctx, async (tx) => {
    const words = q ? await wordsAsked(tx, q) : []
    if (words === null) return { customers: [], next: null }
    const from = readCursor(after)
    const conditions = [sql`not c.is_nobody`, ...words.map(isCalled)]
    if (from) conditions.push(sql`(c.sort_name, c.id) > (${from.key}, ${from.id}::uuid)`)
    const lines = await readLines(tx, sql.join(conditions, sql` and `), PAGE + 1)
    const shown = lines.slice(0, PAGE)
    const last = shown.at(-1)
    return { customers: shown.map(presentRow), next: lines.length > PAGE && last ? cursorOf(last) : null }
  })
}

/** The words of their orders find them by an index; that the word is one of their own is looked at after. */
const isCalled = (word: string): SQL => sql`c.id in (
  select o.customer_id from order_words w join orders o on o.id = w.order_id
  where w.word >= ${word} and w.word < ${`${word}\u{10FFFF}`})
  and exists (select from words_of(concat_ws(' ', c.name, c.email)) own where starts_with(own, ${word}))`

const presentRow = ({ id, name, email, orders: count, open, lastPlacedAt }: Line): CustomerRowDto => ({
  ...{ id, name, email, orders: count, open, lastPlacedAt },
})

export const getCustomer = (ctx: Context, id: string): Promise<CustomerDto> =>
  inTransaction(ctx, (tx) => readCustomer(tx, id))

async function readCustomer(ctx: InTx, id: string): Promise<CustomerDto> {
  const [line] = await readLines(ctx, sql`c.id = ${id}`, 1)
  if (!line) throw notFound()
  const { note, firstPlacedAt, isNobody } = line
  const edit = presentPermission(canEditCustomer(ctx.actor, line))
  return { ...presentRow(line), note, firstPlacedAt, isNobody, can: { edit } }
}

export function updateCustomer(ctx: Context, id: string, input: UpdateCustomerInput): Promise<CustomerDto> {
  return inTransaction(ctx, async (tx) => {
    const [known] = await tx.tx.select().from(customers).where(eq(customers.id, id)).for('update')
    if (!known) throw notFound()
    authorize(canEditCustomer(ctx.actor, known))
    await saveCustomer(tx, known, input)
    await record(tx, { type: 'customer.changed', subjectId: id, data: { fields: Object.keys(input) } })
    return readCustomer(tx, id)
  })
}

async function saveCustomer(ctx: InTx, known: typeof customers.$inferSelect, input: UpdateCustomerInput) {
  const { name = known.name, email = known.email, note = known.note } = input
  try {
    await ctx.tx.transaction((savepoint) =>
      savepoint.update(customers).set({ name, email, note }).where(eq(customers.id, known.id)),
    )
  } catch (error) {
    if (postgresCode(error) !== '23505') throw error
    throw conflict('customer.email_taken', `Another customer has the e-mail ${email} already.`)
  }
}
