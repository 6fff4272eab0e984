import { z } from 'zod'

// Etsy's shapes as far as we read them. Its specification calls every property optional, so each says what it is when it
// is missing; what we do not know is let through and left alone.

/** Numbers that name something: as text, since they only ever grow. */
export const Id = z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String)
const MaybeId = Id.nullish().transform((id) => id ?? null)
const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? null)
const Yes = z
  .boolean()
  .nullish()
  .transform((yes) => yes === true)
/** Unix seconds; 0 and less is no time, and neither is what no calendar reaches. */
const LATEST_S = 253_402_300_799
const Time = z
  .number()
  .nullish()
  .transform((seconds) => (seconds && seconds > 0 && seconds <= LATEST_S ? new Date(seconds * 1000) : null))

const many = <Row extends z.ZodType>(row: Row) =>
  z
    .array(row)
    .nullish()
    .transform((rows) => rows ?? [])

const Amount = z
  .looseObject({ amount: z.number(), divisor: z.number().positive(), currency_code: z.string() })
  .nullish()
  .transform((money) => money ?? null)
/** One that cannot be read keeps no order away. */
export const Money = Amount.catch(null)

/** A choice of the listing's, or, under `PERSONALIZATION`, what the buyer wrote or uploaded. */
export const Variation = z.looseObject({
  property_id: Id,
  formatted_name: Text,
  formatted_value: Text,
  question_id: MaybeId,
  mime_type: Text,
})

export const Transaction = z.looseObject({
  transaction_id: Id,
  listing_id: MaybeId,
  product_id: MaybeId,
  sku: Text,
  title: Text,
  description: Text,
  quantity: z.number().int().positive().catch(1),
  is_digital: Yes,
  expected_ship_date: Time,
  price: Money,
  variations: many(Variation),
})

export const Shipment = z.looseObject({
  receipt_shipping_id: MaybeId,
  shipment_notification_timestamp: Time,
  carrier_name: Text,
  tracking_code: Text,
})

export const Receipt = z.looseObject({
  receipt_id: Id,
  status: Text,
  name: Text,
  buyer_email: Text,
  buyer_user_id: MaybeId,
  message_from_buyer: Text,
  is_paid: Yes,
  is_shipped: Yes,
  is_gift: Yes,
  gift_message: Text,
  gift_sender: Text,
  create_timestamp: Time,
  created_timestamp: Time,
  update_timestamp: Time,
  updated_timestamp: Time,
  grandtotal: Money,
  transactions: many(Transaction),
  shipments: many(Shipment),
})
export type Receipt = z.output<typeof Receipt>

/** Rows that cannot be read are kept apart, so that one bad order does not stop all that come after it. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.looseObject({ count: z.number().int().nonnegative().catch(0), results: z.array(z.unknown()) }).transform((page) => {
    const read = page.results.map((one) => ({ raw: one, result: row.safeParse(one) }))
    return {
      count: page.count,
      rows: read.flatMap(({ result }) => (result.success ? [result.data] : [])),
      unreadable: read.flatMap(({ raw, result }) => (result.success ? [] : [{ raw, reason: result.error.message }])),
    }
  })
export type Page<Row> = { count: number; rows: Row[]; unreadable: { raw: unknown; reason: string }[] }

export const Self = z.looseObject({ user_id: Id, shop_id: MaybeId })

export const Shop = z.looseObject({
  shop_id: Id,
  shop_name: z.string(),
  title: Text,
  currency_code: Text,
  icon_url_fullxfull: Text,
  url: Text,
  languages: many(z.string()),
})
export type Shop = z.output<typeof Shop>

export const Question = z.looseObject({
  question_id: MaybeId,
  question_text: z.string(),
  instructions: Text,
  question_type: z.string(),
  required: Yes,
  max_allowed_characters: z
    .number()
    .nullish()
    .transform((most) => most ?? null),
  max_allowed_files: z
    .number()
    .nullish()
    .transform((most) => most ?? null),
  /** Sent back with the question, so that one that cannot be read is no question that we could send. */
  add_on_price: Amount,
  options: many(z.looseObject({ option_id: MaybeId, label: z.string() })),
})
export const Personalization = z.looseObject({ personalization_questions: many(Question) })

export const Listing = z.looseObject({
  listing_id: Id,
  title: Text,
  description: Text,
  state: Text,
  url: Text,
  shop_section_id: MaybeId,
  tags: many(z.string()),
  skus: many(z.string()),
  is_personalizable: Yes,
  listing_type: Text,
  ...{ who_made: Text, when_made: Text, taxonomy_id: MaybeId, return_policy_id: MaybeId },
  /** Etsy tells the second of these of active ones only. */
  ...{ shipping_profile_id: MaybeId, readiness_state_id: MaybeId },
  images: many(z.looseObject({ listing_image_id: Id })).catch([]),
})
export type Listing = z.output<typeof Listing>

export const Carriers = z.looseObject({
  results: many(z.looseObject({ shipping_carrier_id: MaybeId, name: z.string() })),
})
export const Scopes = z.looseObject({ scopes: many(z.string()) })
export const Pong = z.looseObject({ application_id: Id })
export const ErrorAnswer = z.looseObject({ error: z.string() })

const Picture = z.looseObject({ listing_image_id: Id, url_170x135: Text, url_570xN: Text, alt_text: Text })

/** A listing as its seller looks at it. */
export const FullListing = Listing.extend({
  shop_id: MaybeId,
  materials: many(z.string()),
  price: Money,
  images: many(Picture).catch([]),
  last_modified_timestamp: Time,
  updated_timestamp: Time,
  personalization: Personalization.nullish(),
})
export type FullListing = z.output<typeof FullListing>
export type Question = z.output<typeof Question>

export const Sections = z.looseObject({
  results: many(z.looseObject({ shop_section_id: Id, title: z.string() })),
})
