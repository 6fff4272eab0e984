import { z } from 'zod'
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

/** Replaces what it names; items are replaced whole. */
export const UpdateOrderInput = z.object({
  dueOn: Day.nullable().optional(),
  customer: CreateOrderInput.shape.customer.optional(),
  items: CreateOrderInput.shape.items.optional(),
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
    title: z.string(),
    customer: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }),
    items: z.array(OrderItemDto),
    dueOn: Day.nullable(),
    move: MoveDto,
    proofs: z.array(
      z.object({ id: z.string(), title: z.string(), newest: z.number().int(), newestSent: z.number().int() }),
    ),
    makingSince: Instant.nullable(),
    createdAt: Instant,
    can: z.object({ edit: PermissionDto, send: PermissionDto, startMaking: PermissionDto, link: PermissionDto }),
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
    message: z.string().nullable(),
    device: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' })
export type TimelineEntryDto = z.infer<typeof TimelineEntryDto>
export const TimelineDto = z.object({ entries: z.array(TimelineEntryDto) }).meta({ id: 'Timeline' })
export type TimelineDto = z.infer<typeof TimelineDto>
