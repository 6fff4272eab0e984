import type { BroughtOrder } from './order.ts'

/** What of an order a file can change later, each by itself. */
export type SaidPart = 'customer' | 'items' | 'due' | 'tags' | 'rush' | 'gift'

type Said = Pick<BroughtOrder, 'customer' | 'items' | 'dueOn' | 'tags' | 'isRush' | 'isGift' | 'giftNote'>

/**
 * What is said about each part of an order, as text that is the same for the same words. A part that is not said is
 * missing: then the file has nothing against what the shop wrote.
 */
export function saidBy({
  customer,
  items,
  dueOn,
  tags,
  isRush,
  isGift,
  giftNote,
}: Said): Partial<Record<SaidPart, string>> {
  return {
    customer: JSON.stringify([customer.name, customer.email]),
    items: JSON.stringify(
      items.map(({ title, quantity, product, personalization }) => [
        ...[title, quantity, product?.toLowerCase() ?? null],
        personalization.map(({ name, value }) => [name, value]),
      ]),
    ),
    ...(dueOn !== null && { due: dueOn }),
    ...(tags.length > 0 && { tags: JSON.stringify([...tags].sort()) }),
    ...(isRush !== null && { rush: String(isRush) }),
    ...((isGift !== null || giftNote !== null) && { gift: JSON.stringify([isGift ?? giftNote !== null, giftNote]) }),
  }
}
