import type { ChangedOrdersDto, ChangeOrdersInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { asc, eq, inArray } from 'drizzle-orm'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { recordEach } from '../platform/events/record.ts'
import { moveColumns } from './facts.ts'
import { canHold, canTagOrder } from './policy.ts'
import type { OrderRow } from './store.ts'

const { orders } = schema

const MOST_TAGS = 20

/** Tags, rush, due date and hold of many orders. Each changes whole, with an event of its own, or says why it did not. */
export function changeOrders(ctx: Context, input: ChangeOrdersInput): Promise<ChangedOrdersDto> {
  return inTransaction(ctx, async (tx) => {
    const found = await lockOrders(tx, [...new Set(input.orders)])
    const missing = input.orders.filter((code) => !found.some((order) => order.code === code))
    const refused: ChangedOrdersDto['refused'] = missing.map((order) => ({
      ...{ order, label: null, code: 'not_found', reason: 'This order is not there any more.' },
    }))
    const changed: OrderRow[] = []
    const held: OrderRow[] = []
    for (const order of found) {
      const refusal = refusalOf(ctx, order, input)
      if (refusal) refused.push({ order: order.code, label: order.label, ...refusal })
      else {
        const done = await changeOrder(tx, order, input)
        if (done.isChanged) changed.push(order)
        if (done.isHeld) held.push(order)
      }
    }
    const fields = Object.keys(input).filter((name) => name !== 'orders' && name !== 'hold')
    const events = [
      ...changed.map(({ id }) => ({ id, type: 'order.changed', data: { fields, together: changed.length } })),
      ...held.map(({ id }) => ({ id, type: input.hold ? 'order.held' : 'order.taken_off_hold' })),
    ]
    await recordEach(
      tx,
      events.map(({ id, ...told }) => ({ ...told, orderId: id, subjectId: id })),
    )
    return {
      changed: found.filter(({ code }) => !refused.some((one) => one.order === code)).map(({ code }) => code),
      refused,
    }
  })
}

/** In one order, so that two of these never wait for each other in a circle. */
const lockOrders = (ctx: InTx, codes: string[]): Promise<OrderRow[]> =>
  ctx.tx.select().from(orders).where(inArray(orders.code, codes)).orderBy(asc(orders.id)).for('no key update')

function refusalOf({ actor }: Context, order: OrderRow, input: ChangeOrdersInput) {
  const may = canTagOrder(actor, order.facts)
  if (!may.allowed) return { code: may.code ?? 'not_allowed', reason: may.reason }
  const mayHold = input.hold ? canHold(actor, order.facts) : null
  if (mayHold?.allowed === false) return { code: mayHold.code ?? 'not_allowed', reason: mayHold.reason }
  if (tagsOf(order, input).length > MOST_TAGS)
    return { code: 'order.many_tags', reason: `An order has at most ${MOST_TAGS} tags. Take one off first.` }
  if (input.dueOn !== undefined && order.facts.shippedAt)
    return { code: 'order.shipped', reason: 'It has left already, so its date stays.' }
  return null
}

/** What was there to change. */
async function changeOrder(ctx: InTx, order: OrderRow, input: ChangeOrdersInput) {
  const tags = tagsOf(order, input)
  const priority = input.priority ?? order.priority
  const dueOn = input.dueOn === undefined ? order.dueOn : input.dueOn
  const isChanged = tags.join('\n') !== order.tags.join('\n') || priority !== order.priority || dueOn !== order.dueOn
  const now = ctx.platform.now()
  const { heldAt, holdReason, isHeld } = holdOf(order, input, now)
  if (!isChanged && !isHeld) return { isChanged, isHeld }
  const follows = dueOn === order.dueOn && !isHeld ? {} : moveColumns({ ...order.facts, shipBy: dueOn, heldAt }, now)
  await ctx.tx
    .update(orders)
    .set({ tags, priority, holdReason, ...follows, updatedAt: now })
    .where(eq(orders.id, order.id))
  return { isChanged, isHeld }
}

/** Since when it is on hold, and what for; the last reason stays with an order that is taken off. */
function holdOf({ facts: { heldAt }, holdReason }: OrderRow, { hold }: ChangeOrdersInput, now: Date) {
  if (hold)
    return {
      heldAt: heldAt ?? now.toISOString(),
      holdReason: hold.reason,
      isHeld: hold.reason !== holdReason || !heldAt,
    }
  return { heldAt: hold === null ? null : heldAt, holdReason, isHeld: hold === null && heldAt !== null }
}

/** "Wedding" and "wedding" are one tag, the one that was there first. */
function tagsOf(order: OrderRow, { addTags, removeTags }: ChangeOrdersInput): string[] {
  const gone = new Set(removeTags.map((tag) => tag.toLowerCase()))
  const kept = order.tags.filter((tag) => !gone.has(tag.toLowerCase()))
  for (const tag of addTags) if (!kept.some((one) => one.toLowerCase() === tag.toLowerCase())) kept.push(tag)
  return kept
}
