import { createHash } from 'node:crypto'
import {
  type BroughtOrder as FileOrder,
  type LineProblem,
  type ReadOrder,
  type SaidPart,
  saidBy,
} from '@proofroom/intake'
import type { OrderFacts } from '@proofroom/workflow'
import type { BroughtBefore, BroughtChange, BroughtItem, BroughtOrder } from '../orders/index.ts'

/** What of the shop an order is decided with. */
export type Here = {
  before: Map<string, BroughtBefore>
  /** Labels that are given already. */
  taken: Set<string>
  /** By name, in lower case. */
  products: Map<string, { id: string; name: string }>
}

export type Verdict =
  | { kind: 'created'; order: BroughtOrder }
  | { kind: 'changed'; id: string; change: BroughtChange; hash: string; problems: LineProblem[] }
  | { kind: 'unchanged' }
  /** It stays out, or as it is here. Of an order whose lines are bad the problems are told already. */
  | { kind: 'refused'; problems: LineProblem[] }

/** What is found about an order in the shop, not in the file. */
export const FOUND_HERE = ['product_unknown', 'label_taken', 'under_way', 'changed_here', 'customer_changed']

/** What becomes of one order of the file (docs/decisions/brought-again.md). */
export function decide({ ref, order }: ReadOrder, { before, taken, products }: Here): Verdict {
  if (!order) return { kind: 'refused', problems: [] }
  const refuse = (code: string, reason: string): Verdict => ({
    kind: 'refused',
    problems: [problem(order, code, reason)],
  })
  const unknown = order.items.find((item) => item.product !== null && !products.has(item.product.toLowerCase()))
  if (unknown)
    return refuse(
      'product_unknown',
      `There is no product “${unknown.product}” in your workshop. Add it there, or ignore this column.`,
    )
  const was = before.get(ref)
  if (was?.isAnonymised) return { kind: 'unchanged' }
  if (was) return decideAgain(order, was, products)
  if (taken.has(ref))
    return refuse(
      'label_taken',
      `There is an order ${ref} here that came another way. Give one of them another number.`,
    )
  return { kind: 'created', order: newOrder(order, products) }
}

function newOrder(order: FileOrder, products: Here['products']): BroughtOrder {
  const { ref, customer, dueOn, placedOn, tags, isRush, isGift, giftNote } = order
  return {
    origin: { source: 'csv', ref, hash: hashOf(partHashes(saidBy(order))) },
    ...{ customer, dueOn, tags, giftNote },
    items: itemsOf(order, products),
    // Whatever the shop's zone is, it is that day there at noon.
    placedAt: placedOn === null ? null : new Date(`${placedOn}T12:00:00Z`),
    priority: isRush ? 'rush' : 'normal',
    isGift: isGift ?? giftNote !== null,
  }
}

const itemsOf = ({ items }: FileOrder, products: Here['products']): BroughtItem[] =>
  items.map(({ product, ...item }) => ({
    ...item,
    productId: (product !== null && products.get(product.toLowerCase())?.id) || null,
  }))

type Parts = Partial<Record<SaidPart, string>>

function decideAgain(order: FileOrder, was: BroughtBefore, products: Here['products']): Verdict {
  const names = new Map([...products.values()].map(({ id, name }) => [id, name]))
  const items = was.items.map(({ productId, ...item }) => ({ ...item, product: names.get(productId ?? '') ?? null }))
  const [said, here] = [saidBy(order), saidBy({ ...was, items })]
  const last = readHash(was.hash)
  const { write, kept } = compare(said, here, last)
  if (write.length + kept.length === 0) return { kind: 'unchanged' }
  // Another customer under a known number may be another order altogether: then nothing of it is believed.
  if (kept.includes('customer'))
    return { kind: 'refused', problems: [problem(order, 'customer_changed', OTHER_CUSTOMER)] }
  const told = kept.map((part) => problem(order, 'changed_here', changedHere(part)))
  if (write.length === 0) return { kind: 'refused', problems: told }
  const why = whyUntouchable(was.facts)
  if (why) return { kind: 'refused', problems: [problem(order, 'under_way', underWay(why, write)), ...told] }
  const written = partHashes(Object.fromEntries(write.map((part) => [part, said[part] ?? ''])))
  const hash = hashOf({ ...last, ...written })
  return { kind: 'changed', id: was.id, change: changeOf(order, write, products), hash, problems: told }
}

/** Which parts the file says anew and the shop left alone, and which both changed. */
function compare(said: Parts, here: Parts, last: Parts): { write: SaidPart[]; kept: SaidPart[] } {
  const write: SaidPart[] = []
  const kept: SaidPart[] = []
  for (const part of Object.keys(said) as SaidPart[]) {
    const now = here[part]
    if (digest(said[part] ?? '') === last[part] || said[part] === now) continue
    const isLeftAlone = last[part] === undefined ? isBlank(part, now) : digest(now ?? '') === last[part]
    if (isLeftAlone && part !== 'customer') write.push(part)
    else kept.push(part)
  }
  return { write, kept }
}

/** What an order has of a part that nobody said anything about. */
const isBlank = (part: SaidPart, now: string | undefined) =>
  now === undefined || (part === 'rush' && now === 'false') || (part === 'gift' && now === '[false,null]')

function changeOf(order: FileOrder, write: SaidPart[], products: Here['products']): BroughtChange {
  const { dueOn, tags, isRush, isGift, giftNote } = order
  const has = (part: SaidPart) => write.includes(part)
  return {
    ...(has('items') && { items: itemsOf(order, products) }),
    ...(has('due') && dueOn !== null && { dueOn }),
    ...(has('tags') && { tags }),
    ...(has('rush') && { isRush: isRush ?? false }),
    ...(has('gift') && { gift: { isGift: isGift ?? giftNote !== null, note: giftNote } }),
  }
}

/** From here on somebody relies on what the order says: the customer, or who makes it. */
function whyUntouchable(facts: OrderFacts): string | null {
  if (facts.cancelledAt) return 'was cancelled'
  if (facts.shippedAt) return 'was shipped'
  if (facts.items.some((item) => item.progress !== 'to_start')) return 'is being made'
  if (facts.proofs.some((proof) => proof.signedAt)) return 'is signed'
  return facts.proofs.some((proof) => proof.number > 0) ? 'has a proof with the customer' : null
}

const CALLED: Record<SaidPart, string> = {
  customer: 'the customer',
  items: 'the items',
  due: 'the ship-by date',
  tags: 'the tags',
  rush: 'the rush',
  gift: 'the gift note',
}

const OTHER_CUSTOMER =
  'This number is another customer’s order here, so nothing of it was taken. If it is the same order, change the customer on its own page; if not, give it another number.'

const changedHere = (part: SaidPart) =>
  `Both the file and your shop changed ${CALLED[part]}. Yours stayed: change the order by hand if the file is right.`

const underWay = (why: string, write: SaidPart[]) =>
  `This order ${why}, so what the file says anew (${write.map((part) => CALLED[part]).join(', ')}) was left out. Change it on the order’s own page.`

const problem = ({ ref, line }: FileOrder, code: string, reason: string): LineProblem => ({
  ...{ line, column: null, order: ref, code, reason },
})

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

const partHashes = (said: Parts): Parts =>
  Object.fromEntries(Object.entries(said).map(([part, text]) => [part, digest(text)]))

/** "customer=…;items=…": each part by itself, so that a change of one is told from a change of another. */
const hashOf = (parts: Parts): string =>
  Object.entries(parts)
    .map(([part, hash]) => `${part}=${hash}`)
    .join(';')

const readHash = (hash: string): Parts =>
  Object.fromEntries(hash.split(';').flatMap((pair) => (pair.includes('=') ? [pair.split('=')] : [])))
