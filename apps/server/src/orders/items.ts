import type { CreateOrderInput, UpdateOrderInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import {
  changedItem,
  type ItemFacts,
  newItemFacts,
  type OrderFacts,
  withItems,
  withoutItems,
} from '@proofroom/workflow'
import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type InTx, shopOf } from '../platform/context.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { setFacts } from './facts.ts'
import { findGates, findItems, type ItemRow } from './store.ts'

const { orderItems, personalizations, proofItems } = schema

export type Ordered = Pick<CreateOrderInput['items'][number], 'title' | 'quantity' | 'personalization' | 'productId'>
type Known = Ordered & { id: string }
type Wanted = NonNullable<UpdateOrderInput['items']>
type Matched = Known & { was: ItemRow | undefined }

/**
 * Items keep their ids, because proofs cover them and cards are moved by them. Extra ones go and new ones are added;
 * lines are written anew. Answers whether anything is another thing than before.
 */
export async function replaceItems(ctx: InTx, orderId: string, wanted: Wanted): Promise<boolean> {
  const before = await findItems(ctx, orderId)
  const items = matchItems(before, wanted)
  const gone = before.filter((item) => !items.some(({ id }) => id === item.id))
  const changed = items.filter(({ was, ...item }) => was && contentOf(was) !== contentOf(item))
  const added = items.filter(({ was }) => !was)
  const isSame = gone.length + added.length + changed.length === 0
  if (!isSame) refuseChange(before, gone)
  // What keeps its product keeps its gate, also of a product that was put away since.
  const begun = await beginItems(
    ctx,
    items.filter(({ was, productId }) => !was || was.productId !== (productId ?? null)),
  )
  await ctx.tx.delete(personalizations).where(eq(personalizations.orderId, orderId))
  for (const { id } of gone) await ctx.tx.delete(orderItems).where(eq(orderItems.id, id))
  for (const [position, item] of items.entries()) {
    if (item.was) await writeItem(ctx, item, position, changed.includes(item))
    else await insertItem(ctx, orderId, item, position)
    await insertLines(ctx, orderId, item)
  }
  const ids = { gone: gone.map(({ id }) => id), changed: changed.map(({ id }) => id), added: added.map(({ id }) => id) }
  await setFacts(ctx, orderId, (now) => changedFacts(now, begun, ids, ctx.platform.now().toISOString()))
  if (added.length > 0) await coverToo(ctx, orderId, ids.added)
  return !isSame
}

function refuseChange(before: ItemRow[], gone: ItemRow[]): void {
  if (before.some(({ progress }) => progress === 'shipped' || progress === 'delivered'))
    throw conflict('order.shipped', 'It was shipped already: what is in the parcel stays as it was written.')
  const begun = gone.find(({ progress }) => progress !== 'to_start')
  if (begun)
    throw conflict('item.begun', `${begun.title} is being made already. Take it back to the start before it goes.`)
}

/** By their ids, where anybody named one; else by position. */
function matchItems(before: ItemRow[], wanted: Wanted): Matched[] {
  if (!wanted.some(({ id }) => id)) return wanted.map((item, i) => matched(item, before[i]))
  const left = new Map(before.map((item) => [item.id, item]))
  return wanted.map((item) => {
    const was = item.id ? left.get(item.id) : undefined
    if (item.id && !left.delete(item.id))
      throw invalid('item.gone', 'One of the items is not there any more. Please reload and try again.')
    return matched(item, was)
  })
}

const matched = (item: Wanted[number], was: ItemRow | undefined): Matched => ({
  ...item,
  id: was?.id ?? uuidv7(),
  was,
})

/** What a customer signs. Which product it is of is the shop's own affair. */
const contentOf = ({ title, quantity, personalization }: Ordered): string =>
  JSON.stringify([title, quantity, personalization.map(({ name, value }) => [name, value])])

type Ids = { gone: string[]; changed: string[]; added: string[] }

function changedFacts(before: OrderFacts, begun: ItemFacts[], { gone, changed, added }: Ids, now: string): OrderFacts {
  const isSigned = before.proofs.some((proof) => proof.signedAt)
  const covering = { ...before, proofs: before.proofs.map((proof) => widened(before, proof, added)) }
  const kept = withItems(
    withoutItems(covering, gone),
    begun.map((item) => keeping(before, item)),
  )
  const anew = new Set([...changed, ...(isSigned ? added : [])])
  return withItems(
    kept,
    kept.items.filter(({ itemId }) => anew.has(itemId)).map((item) => changedItem(item, now)),
  )
}

/** What is known of an item stays; another product brings another gate, until the item is under way. */
function keeping({ items }: OrderFacts, begun: ItemFacts): ItemFacts {
  const known = items.find((item) => item.itemId === begun.itemId)
  if (!known) return begun
  return known.progress === 'to_start' ? { ...known, gate: begun.gate } : known
}

/** A proof of everything in the order is one of what is added, too: its next version shows it. */
const widened = ({ items }: OrderFacts, proof: OrderFacts['proofs'][number], added: string[]) =>
  items.every(({ itemId }) => proof.itemIds.includes(itemId))
    ? { ...proof, itemIds: [...new Set([...proof.itemIds, ...added])] }
    : proof

async function coverToo(ctx: InTx, orderId: string, added: string[]): Promise<void> {
  const { proofs } = await setFacts(ctx, orderId, (facts) => facts)
  const rows = proofs.flatMap(({ proofId, itemIds }) =>
    added.filter((id) => itemIds.includes(id)).map((itemId) => ({ shopId: shopOf(ctx), orderId, proofId, itemId })),
  )
  if (rows.length > 0) await ctx.tx.insert(proofItems).values(rows)
}

/** Items as they come in, each with the gate that its product's workflow has. */
export async function beginItems(ctx: InTx, items: Known[]): Promise<ItemFacts[]> {
  const gates = await findGates(
    ctx,
    items.map((item) => item.productId ?? null),
  )
  const since = ctx.platform.now().toISOString()
  return items.map(({ id, productId = null }) => {
    const gate = gates.get(productId)
    if (!gate) throw invalid('item.product', 'This product is not there any more. Choose another one, or none.')
    return newItemFacts(id, gate, since)
  })
}

export async function insertItems(ctx: InTx, orderId: string, items: Known[]): Promise<void> {
  for (const [position, item] of items.entries()) {
    await insertItem(ctx, orderId, item, position)
    await insertLines(ctx, orderId, item)
  }
}

async function insertItem(ctx: InTx, orderId: string, item: Known, position: number): Promise<void> {
  const { id, title, quantity, productId } = item
  await ctx.tx
    .insert(orderItems)
    .values({ id, shopId: shopOf(ctx), orderId, position, title, quantity, productId: productId ?? null })
}

/** What is another thing now is a changed card, and a review of the one before is none. */
async function writeItem(ctx: InTx, item: Known, position: number, isChanged: boolean): Promise<void> {
  const { id, title, quantity, productId } = item
  const anew = isChanged && { reviewedAt: null, reviewedBy: null, version: sql`${orderItems.version} + 1` }
  await ctx.tx
    .update(orderItems)
    .set({ position, title, quantity, productId: productId ?? null, ...anew })
    .where(eq(orderItems.id, id))
}

async function insertLines(ctx: InTx, orderId: string, { id: itemId, personalization }: Known): Promise<void> {
  if (personalization.length === 0) return
  const shopId = shopOf(ctx)
  await ctx.tx
    .insert(personalizations)
    .values(personalization.map(({ name, value }, position) => ({ name, value, shopId, orderId, itemId, position })))
}
