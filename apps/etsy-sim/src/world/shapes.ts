// What the simulator keeps, in Etsy's own words wherever it is shown as it is: an answer is a record, or part of one.

export type Money = { amount: number; divisor: number; currency_code: string }

export type App = {
  keystring: string
  secret: string
  applicationId: number
  /** Compared to the letter. Without any, whatever lies on this machine is taken: a laptop's ports change. */
  redirectUris: string[]
}

export type Seller = { userId: number; shopId: number; name: string; email: string }

export type Shop = { shopId: number; userId: number; name: string; title: string; currency: string; created: number }

export type QuestionType = 'text_input' | 'dropdown' | 'unlabeled_upload' | 'labeled_upload'

export type Question = {
  question_id: number | null
  question_text: string
  instructions: string | null
  question_type: QuestionType
  required: boolean
  max_allowed_characters: number | null
  max_allowed_files: number | null
  add_on_price: Money | null
  options: { option_id: number | null; label: string }[] | null
}

export type ListingState = 'active' | 'inactive' | 'sold_out' | 'draft' | 'expired'

/** Into which a seller sorts listings. */
export type Section = { sectionId: number; shopId: number; title: string }

export type Listing = {
  listingId: number
  shopId: number
  sectionId: number | null
  title: string
  description: string
  state: ListingState
  type: 'physical' | 'download' | 'both'
  quantity: number
  price: Money
  sku: string
  tags: string[]
  materials: string[]
  taxonomyId: number
  whoMade: string
  whenMade: string
  /** How it is sent, and how soon; only what is sent has them. */
  shippingProfileId: number | null
  readinessStateId: number | null
  /** Drawn by the simulator; a drawing has a colour. */
  images: { id: number; colour: string; alt: string }[]
  questions: Question[]
  created: number
  updated: number
}

export type Variation = {
  property_id: number
  value_id: number | null
  formatted_name: string
  formatted_value: string
  question_id: number | null
  mime_type: string | null
}

export type Transaction = {
  transactionId: number
  listingId: number
  title: string
  description: string
  sku: string
  isDigital: boolean
  quantity: number
  price: Money
  imageId: number | null
  expectedShipDate: number | null
  variations: Variation[]
}

export type Shipment = {
  receipt_shipping_id: number
  shipment_notification_timestamp: number
  carrier_name: string
  tracking_code: string
}

export type Refund = {
  amount: Money
  created_timestamp: number
  reason: string | null
  note_from_issuer: string | null
  status: string | null
}

export type ReceiptStatus =
  | 'paid'
  | 'completed'
  | 'open'
  | 'payment processing'
  | 'canceled'
  | 'fully refunded'
  | 'partially refunded'

export type Buyer = {
  userId: number
  name: string
  email: string
  address: { first_line: string; second_line: string | null; city: string; state: string | null; zip: string }
  countryIso: string
}

export type Receipt = {
  receiptId: number
  shopId: number
  buyer: Buyer
  status: ReceiptStatus
  isPaid: boolean
  isShipped: boolean
  deliveredAt: number | null
  message: string | null
  gift: { message: string; sender: string } | null
  created: number
  updated: number
  shippingCost: Money
  transactions: Transaction[]
  shipments: Shipment[]
  refunds: Refund[]
}

export type Review = {
  shopId: number
  listingId: number
  transactionId: number
  buyerUserId: number
  rating: number
  review: string
  created: number
}

/** A buyer's upload. Its path is the only way to it, as with Etsy's. */
export type Upload = { path: string; mimeType: string; bytes: Uint8Array<ArrayBuffer> }

/** What Etsy wrote to a buyer. */
export type Mail = {
  to: string
  receiptId: number
  at: number
  subject: string
  carrier: string | null
  tracking: string | null
  note: string | null
}
