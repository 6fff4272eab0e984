import type { Receipt } from './wire.ts'

/** Under this property Etsy puts what the buyer wrote or uploaded. */
export const PERSONALIZATION = '54'

/** What a shop that asks nothing used to say in the one field that there was. */
const NOT_ASKED = /^not requested on this item\.?$/i

/** One line of what a buyer wants: a choice, or an answer to the shop's question. */
export type Line = { name: string; value: string }
/** A file the buyer uploaded. Its address is Etsy's, short-lived and not to be trusted: see `isEtsyFile`. */
export type BuyerFile = { name: string; url: string; mimeType: string }

export type EtsyItem = {
  ref: string
  title: string
  /** Its listing’s, as it was when it was bought. */
  description: string | null
  quantity: number
  listingId: string | null
  sku: string | null
  isDigital: boolean
  lines: Line[]
  files: BuyerFile[]
}

export type EtsyStatus = 'unpaid' | 'paid' | 'shipped' | 'cancelled' | 'refunded'

/** An order as it came from Etsy, in our words. */
export type EtsyOrder = {
  ref: string
  status: EtsyStatus
  customer: { name: string; email: string | null; ref: string | null }
  items: EtsyItem[]
  /** The soonest that one of its items was promised for. */
  shipBy: Date | null
  placedAt: Date
  updatedAt: Date
  note: string | null
  gift: { message: string | null; sender: string | null } | null
  total: { amount: number; divisor: number; currency: string } | null
  shipments: { ref: string | null; carrier: string | null; tracking: string | null; at: Date | null }[]
}

/** Null of an order that does not say when it was made: nothing could be compared with it. */
export function orderOf(receipt: Receipt): EtsyOrder | null {
  const placedAt = receipt.created_timestamp ?? receipt.create_timestamp
  if (!placedAt) return null
  const { grandtotal: total } = receipt
  return {
    ref: receipt.receipt_id,
    status: statusOf(receipt),
    customer: {
      name: trimmed(receipt.name) ?? 'A buyer on Etsy',
      email: trimmed(receipt.buyer_email)?.toLowerCase() ?? null,
      ref: receipt.buyer_user_id,
    },
    items: receipt.transactions.map(itemOf),
    shipBy: soonest(receipt.transactions.map((one) => one.expected_ship_date)),
    placedAt,
    updatedAt: receipt.updated_timestamp ?? receipt.update_timestamp ?? placedAt,
    note: trimmed(receipt.message_from_buyer),
    gift: receipt.is_gift ? { message: trimmed(receipt.gift_message), sender: trimmed(receipt.gift_sender) } : null,
    total: total && { amount: total.amount, divisor: total.divisor, currency: total.currency_code },
    shipments: receipt.shipments.map((one) => ({
      ref: one.receipt_shipping_id,
      carrier: one.carrier_name,
      tracking: trimmed(one.tracking_code),
      at: one.shipment_notification_timestamp,
    })),
  }
}

/** Etsy's words have been seen in both cases. */
function statusOf({ status, is_paid: isPaid, is_shipped: isShipped }: Receipt): EtsyStatus {
  const said = status?.toLowerCase() ?? ''
  if (said === 'canceled' || said === 'cancelled') return 'cancelled'
  if (said === 'fully refunded') return 'refunded'
  if (isShipped || said === 'completed') return 'shipped'
  return isPaid || said === 'paid' || said === 'partially refunded' ? 'paid' : 'unpaid'
}

type Sold = Receipt['transactions'][number]

function itemOf(sold: Sold): EtsyItem {
  const said = sold.variations.filter(({ formatted_value: value }) => value !== null && !NOT_ASKED.test(value.trim()))
  const files = said.filter(isFile)
  return {
    ref: sold.transaction_id,
    title: trimmed(sold.title) ?? 'Something from Etsy',
    description: trimmed(sold.description),
    quantity: sold.quantity,
    listingId: sold.listing_id,
    sku: trimmed(sold.sku),
    isDigital: sold.is_digital,
    lines: said
      .filter((one) => !files.includes(one))
      .flatMap((one) => {
        const value = trimmed(one.formatted_value)
        return value ? [{ name: nameOf(one), value }] : []
      }),
    files: files.map((one) => ({
      name: nameOf(one),
      url: one.formatted_value ?? '',
      mimeType: one.mime_type ?? '',
    })),
  }
}

type Answer = Sold['variations'][number]

/** Only an upload has a type; a buyer who writes an address has written a text. */
const isFile = ({ property_id: property, mime_type: type }: Answer): boolean =>
  property === PERSONALIZATION && type !== null

const nameOf = ({ formatted_name: name }: Answer): string => trimmed(name) ?? 'Personalization'

function soonest(days: (Date | null)[]): Date | null {
  const known = days.filter((day) => day !== null)
  return known.length > 0 ? new Date(Math.min(...known.map(Number))) : null
}

function trimmed(text: string | null): string | null {
  const words = text?.trim() ?? ''
  return words === '' ? null : decoded(words)
}

/** Titles and answers come with a few signs as HTML writes them. */
const SIGNS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#039': "'" }
export const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#0?39);/g, (_, sign) => SIGNS[sign] ?? '')

const ETSY_HOSTS = /(^|\.)(etsy\.com|etsystatic\.com)$/

/**
 * Whether a buyer's file lies with Etsy, or at one of these origins (a simulator's): nothing else is fetched, whatever an
 * order says.
 */
export function isEtsyFile(address: string, alsoAt: readonly string[] = []): boolean {
  const url = URL.parse(address)
  if (url?.username !== '' || url.password !== '') return false
  if (alsoAt.includes(url.origin)) return true
  return url.protocol === 'https:' && ETSY_HOSTS.test(url.hostname) && url.port === ''
}
