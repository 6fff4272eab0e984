import { z } from 'zod'
import { DueDto } from './order-life.ts'
import { Day, Instant, PermissionDto } from './platform.ts'

export const PersonalizationLine = z.object({
  name: z.string().trim().min(1, 'What is this line called? For example “Name”.').max(80),
  value: z.string().trim().min(1, 'What did they ask for?').max(500),
})
export type PersonalizationLine = z.infer<typeof PersonalizationLine>

export const ItemInput = z.object({
  title: z.string().trim().min(1, 'What did they buy?').max(160),
  quantity: z.number().int().min(1).max(9999).default(1),
  personalization: z.array(PersonalizationLine).max(40).default([]),
  productId: z.uuid().nullish().describe('The shop’s own kind of thing; without one, the usual workflow'),
})

export const CreateOrderInput = z.object({
  customer: z.object({
    name: z.string().trim().min(1, 'Who is it for?').max(120),
    email: z
      .string()
      .trim()
      .toLowerCase()
      .max(200)
      .pipe(z.email({ error: 'Please give an e-mail address like ruth@example.com.' }))
      .optional(),
  }),
  items: z.array(ItemInput).min(1, 'What did they buy?').max(50),
  dueOn: Day.nullable().default(null),
  label: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .optional()
    .describe('The order’s number as the shop knows it; the next free one when left out'),
})
export type CreateOrderInput = z.infer<typeof CreateOrderInput>

const KnownItemInput = ItemInput.extend({
  id: z.uuid().optional().describe('Of an item that is there; where no item has one, they are told apart by position'),
})

/** Replaces what it names; items are replaced whole. */
export const UpdateOrderInput = z.object({
  dueOn: Day.nullable().optional(),
  customer: CreateOrderInput.shape.customer.optional(),
  items: z.array(KnownItemInput).min(1, 'What did they buy?').max(50).optional(),
})
export type UpdateOrderInput = z.infer<typeof UpdateOrderInput>

export const MoveDto = z
  .object({
    mover: z.enum(['shop', 'customer', 'carrier', 'nobody']),
    reason: z.enum([
      'reply',
      'send_update',
      'send_first_proof',
      'send_proof',
      'answer_requests',
      'review',
      'start_making',
      'finish_making',
      'ship',
      'open_proof',
      'decide',
      'deliver',
      'held',
      'closed',
      'cancelled',
    ]),
    since: Instant,
    phase: z.enum([
      'in_design',
      'proof_out',
      'approved',
      'in_production',
      'ready',
      'shipped',
      'delivered',
      'cancelled',
    ]),
  })
  .meta({ id: 'Move' })
export type MoveDto = z.infer<typeof MoveDto>

/** Where a page's pictures are; shown ≤ 4096 px, preview ≤ 1600, thumb ≤ 320, all WebP without metadata. */
export const PictureDto = z
  .object({
    shown: z.string(),
    preview: z.string(),
    thumb: z.string(),
    width: z.number().int(),
    height: z.number().int(),
  })
  .meta({ id: 'Picture' })
export type PictureDto = z.infer<typeof PictureDto>

/** An order as a row: in the queue, in the list, in search. */
export const OrderRowDto = z
  .object({
    code: z.string(),
    label: z.string(),
    customerName: z.string(),
    title: z.string(),
    dueOn: Day.nullable(),
    due: DueDto.nullable(),
    move: MoveDto,
    /** The newest sent proof, or the draft where none was sent. */
    proof: z
      .object({
        id: z.string(),
        number: z.number().int(),
        state: z.enum(['draft', 'sent', 'signed', 'superseded', 'withdrawn']),
      })
      .nullable(),
    openRequests: z.number().int(),
    /** The first open request's words, for the queue's why. */
    firstRequest: z.string().nullable(),
    thumb: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'OrderRow' })
export type OrderRowDto = z.infer<typeof OrderRowDto>

export const QueueDto = z
  .object({
    yours: z.array(OrderRowDto),
    waiting: z.array(OrderRowDto),
    making: z.array(OrderRowDto),
    held: z.array(OrderRowDto),
    total: z.number().int().describe('How many orders there are; counted as far as a thousand'),
  })
  .meta({ id: 'Queue' })
export type QueueDto = z.infer<typeof QueueDto>

export const OrderItemDto = z
  .object({
    id: z.string(),
    title: z.string(),
    quantity: z.number().int(),
    personalization: z.array(z.object({ name: z.string(), value: z.string() })),
    productId: z.string().nullable(),
  })
  .meta({ id: 'OrderItem' })
export type OrderItemDto = z.infer<typeof OrderItemDto>

export const OrderDto = z
  .object({
    code: z.string(),
    label: z.string(),
    legalHold: z.object({ at: Instant, reason: z.string() }).nullable().describe('Kept from being anonymised, and why'),
    anonymisedAt: Instant.nullable().describe('Since when it says no more whose it was'),
    title: z.string(),
    customer: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }),
    items: z.array(OrderItemDto),
    dueOn: Day.nullable(),
    move: MoveDto,
    proofs: z.array(
      z.object({ id: z.string(), title: z.string(), newest: z.number().int(), newestSent: z.number().int() }),
    ),
    makingSince: Instant.nullable(),
    shippedAt: Instant.nullable(),
    /** When the customer ordered, which may be before the order came here. */
    placedAt: Instant,
    createdAt: Instant,
    tags: z.array(z.string()),
    priority: z.enum(['normal', 'rush']),
    gift: z.object({ note: z.string() }).nullable(),
    /** What the customer wrote with the order. */
    customerNote: z.string().nullable(),
    /** Where it came from, and what it is called there. */
    source: z.object({ kind: z.enum(['hand', 'csv', 'etsy']), ref: z.string().nullable() }),
    held: z.object({ at: Instant, reason: z.string() }).nullable(),
    cancelled: z.object({ at: Instant, reason: z.string() }).nullable(),
    /** The customer wrote, and until when they should have an answer. */
    reply: z.object({ since: Instant, at: Instant }).nullable(),
    /** An update that was promised. */
    promise: z.object({ since: Instant, at: Instant, text: z.string() }).nullable(),
    /** Everything that is due of it, the soonest first. */
    dues: z.array(DueDto),
    /** What is to be made changed after this proof was signed: it is not agreed any more. */
    outdated: z.object({ proof: z.number().int(), since: Instant }).nullable(),
    can: z.object({
      edit: PermissionDto,
      send: PermissionDto,
      startMaking: PermissionDto,
      link: PermissionDto,
      hold: PermissionDto,
      cancel: PermissionDto,
      /** Duplicate it, mark it, set its clocks. */
      mark: PermissionDto,
    }),
  })
  .meta({ id: 'Order' })
export type OrderDto = z.infer<typeof OrderDto>

/** Everything that happened to an order, newest first. `kind` is the audit event's type. */
export const TimelineEntryDto = z
  .object({
    id: z.string(),
    at: Instant,
    kind: z.enum([
      'order.created',
      'order.changed',
      'order.marked',
      'order.held',
      'order.taken_off_hold',
      'order.cancelled',
      'order.duplicated',
      'reply.due',
      'reply.sent',
      'update.promised',
      'update.sent',
      'link.created',
      'link.rotated',
      'link.revoked',
      'proof.sent',
      'proof.viewed',
      'proof.withdrawn',
      'proof.changes_requested',
      'proof.approved',
      'request.answered',
      'request.confirmed',
      'making.started',
      'item.moved',
      'item.reviewed',
      'item.review_taken_back',
      'order.shipped',
      'shipment.changed',
      'shipment.taken_back',
      'order.delivered',
      'order.anonymised',
      'order.legal_hold_set',
      'order.legal_hold_ended',
      'etsy.told',
      'file.handed_over',
      'file.taken_back',
      'file.fetched',
      'etsy.extra_asked',
      'etsy.extra_listed',
      'etsy.extra_bought',
      'etsy.extra_given_back',
      'etsy.extra_withdrawn',
      'etsy.extra_gone',
    ]),
    actor: z.object({ type: z.enum(['member', 'guest', 'user', 'system', 'anonymous']), name: z.string().nullable() }),
    proof: z
      .object({
        id: z.string(),
        number: z.number().int(),
        versionId: z.string(),
        note: z.string(),
        pictures: z.array(PictureDto),
        snapshotId: z.string().nullable(),
      })
      .nullable(),
    requests: z.array(z.object({ number: z.number().int(), text: z.string(), state: z.string() })),
    /** A line item that was moved or reviewed; places are `to_start`, `ready` … or a stage by its name. */
    card: z
      .object({
        id: z.string(),
        title: z.string(),
        from: z.object({ place: z.string(), name: z.string().nullable() }).nullable(),
        to: z.object({ place: z.string(), name: z.string().nullable() }).nullable(),
        overrides: z.array(z.string()).describe('What it was moved in spite of; `message` says why'),
      })
      .nullable(),
    /** Where the order comes from, if this was not done here but there. */
    source: z.enum(['csv', 'etsy']).nullable(),
    /** What of it was changed: `items`, `dueOn`, `tags`, `priority` … */
    fields: z.array(z.string()),
    /** Until when, of a reply or an update. */
    until: Instant.nullable(),
    /** The other one of a duplicate. */
    order: z.object({ code: z.string(), label: z.string() }).nullable(),
    /** One of the order's own files, by its name. */
    file: z.string().nullable(),
    message: z.string().nullable(),
    device: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' })
export type TimelineEntryDto = z.infer<typeof TimelineEntryDto>
export const TimelineDto = z.object({ entries: z.array(TimelineEntryDto) }).meta({ id: 'Timeline' })
export type TimelineDto = z.infer<typeof TimelineDto>
