import type { ErasedDto, EraseInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { asc, eq, sql } from 'drizzle-orm'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { anonymiseOrder, type Forgetter } from './anonymise.ts'
import { canEraseCustomer } from './policy.ts'

const { customers, ORDER_IS_OPEN, orders } = schema

/** One customer and everything of them, at once and for good. Their orders stay as nobody's. */
export function eraseCustomer(
  ctx: Context,
  id: string,
  { confirm }: EraseInput,
  forgetters: Forgetter[],
): Promise<ErasedDto> {
  return inTransaction(ctx, async (tx) => {
    const [customer] = await tx.tx.select().from(customers).where(eq(customers.id, id)).for('update')
    if (!customer) throw notFound()
    authorize(canEraseCustomer(ctx.actor, customer))
    insistOnName(confirm, customer.name)
    const theirs = await findOrders(tx, id)
    insistOnOver(theirs)
    for (const order of theirs) await anonymiseOrder(tx, order.id, forgetters)
    await tx.tx.delete(customers).where(eq(customers.id, id))
    await record(tx, { type: 'customer.erased', subjectId: id, data: { orders: theirs.length } })
    return { orders: theirs.length }
  })
}

/** As typed: capitals and spaces around it do not matter. */
export function insistOnName(typed: string, name: string): void {
  if (typed.trim().toLowerCase() !== name.trim().toLowerCase())
    throw invalid('erase.not_confirmed', `Type “${name}” to confirm.`, { confirm: `Type “${name}”.` })
}

type Theirs = { id: string; label: string; isOpen: boolean; isHeld: boolean }

const findOrders = ({ tx }: InTx, customerId: string): Promise<Theirs[]> =>
  tx
    .select({
      id: orders.id,
      label: orders.label,
      isOpen: sql<boolean>`${ORDER_IS_OPEN}`,
      isHeld: sql<boolean>`${orders.legalHoldAt} is not null`,
    })
    .from(orders)
    .where(eq(orders.customerId, customerId))
    .orderBy(asc(orders.createdAt))
    .for('no key update')

function insistOnOver(theirs: Theirs[]): void {
  const labels = (some: Theirs[]) => some.map(({ label }) => label).join(', ')
  const open = theirs.filter(({ isOpen }) => isOpen)
  if (open.length > 0)
    throw conflict('erase.open_orders', `Still open: ${labels(open)}. Deliver or cancel first, then erase.`)
  const held = theirs.filter(({ isHeld }) => isHeld)
  if (held.length > 0)
    throw conflict('erase.on_hold', `On a legal hold: ${labels(held)}. Take it off first, if you may.`)
}
