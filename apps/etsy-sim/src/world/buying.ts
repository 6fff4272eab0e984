import type { Buyer, Listing, Question, Receipt, Transaction, Variation } from './shapes.ts'
import type { World } from './world.ts'

/** The property that personalization is kept under. */
export const PERSONALIZATION = 54
const DAY = 24 * 60 * 60
/** What a seller promises, here, who says nothing else. */
const DAYS_TO_MAKE = 10

/** What a buyer gave to a question: words, or the addresses of uploads. */
export type Answer = { question: Question; value: string; mimeType?: string }
export type Wanted = { listing: Listing; quantity: number; answers: Answer[] }
export type Purchase = {
  buyer: Buyer
  wanted: Wanted[]
  message?: string | null
  gift?: { message: string; sender: string } | null
  /** A bank transfer that has not arrived yet. */
  isPaid?: boolean
  at?: number
}

/** A buyer buys; a paid order is told to whoever listens. */
export function buy(world: World, { buyer, wanted, message, gift, isPaid = true, at }: Purchase): Receipt {
  const [first] = wanted
  if (!first) throw new Error('Nothing was bought.')
  const now = at ?? world.clock.seconds
  const receipt: Receipt = {
    receiptId: world.nextId(),
    shopId: first.listing.shopId,
    buyer,
    status: isPaid ? 'paid' : 'payment processing',
    isPaid,
    isShipped: false,
    deliveredAt: null,
    message: message ?? null,
    gift: gift ?? null,
    created: now,
    updated: now,
    shippingCost: { ...first.listing.price, amount: 490 },
    transactions: wanted.map((one) => sold(world, one, now)),
    shipments: [],
    refunds: [],
  }
  world.receipts.set(receipt.receiptId, receipt)
  for (const { listing } of wanted) sellOut(listing)
  if (isPaid) world.tell({ type: 'order.paid', shopId: receipt.shopId, receiptId: receipt.receiptId })
  world.changed()
  return receipt
}

/** What there is one of is gone with it; of the others there is always more. */
function sellOut(listing: Listing): void {
  if (listing.quantity === 1) Object.assign(listing, { quantity: 0, state: 'sold_out' })
}

function sold(world: World, { listing, quantity, answers }: Wanted, now: number): Transaction {
  return {
    transactionId: world.nextId(),
    listingId: listing.listingId,
    title: listing.title,
    description: listing.description,
    sku: listing.sku,
    isDigital: listing.type === 'download',
    quantity,
    price: listing.price,
    imageId: listing.images[0]?.id ?? null,
    expectedShipDate: listing.type === 'download' ? null : now + DAYS_TO_MAKE * DAY,
    variations: answers.map(rowOf),
  }
}

const rowOf = ({ question, value, mimeType }: Answer): Variation => ({
  property_id: PERSONALIZATION,
  value_id: null,
  formatted_name: question.question_text,
  formatted_value: value,
  question_id: question.question_id,
  mime_type: mimeType ?? null,
})

/** What is wrong with these answers, for the buyer to read; null when nothing is. */
export function missing({ questions }: Listing, answers: Answer[]): string | null {
  for (const question of questions) {
    const given = answers.filter((one) => one.question === question && one.value.trim() !== '')
    if (question.required && given.length === 0) return `Please answer “${question.question_text}”.`
    const most = question.max_allowed_characters
    if (most !== null && given.some(({ value }) => value.length > most))
      return `“${question.question_text}” has room for ${most} characters.`
    const files = question.max_allowed_files
    if (files !== null && given.length > files) return `“${question.question_text}” takes at most ${files} files.`
    const { options } = question
    const isChoice = question.question_type === 'dropdown' && options !== null
    if (isChoice && given.some(({ value }) => !options.some(({ label }) => label === value)))
      return `“${question.question_text}” is one of the choices in the list.`
  }
  return null
}
