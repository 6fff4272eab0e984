import { z } from 'zod'
import { HoldInput } from './order-life.ts'
import { OrderRowDto } from './orders.ts'
import { Day, Instant } from './platform.ts'

// Orders as a table: what is asked of it, its rows, views of it, and acts on many at once

/** An order as a row of the table: what the queue shows, and what can be filtered by. */
export const OrderTableRowDto = OrderRowDto.extend({
  customerId: z.string(),
  placedAt: Instant,
  tags: z.array(z.string()),
  isRush: z.boolean(),
  isGift: z.boolean(),
  /** Where its line items are, in the shop's order; stages by their name. */
  places: z.array(
    z.object({
      place: z.string(),
      name: z.string().nullable(),
      colour: z.number().int().nullable(),
      items: z.number(),
    }),
  ),
}).meta({ id: 'OrderTableRow' })
export type OrderTableRowDto = z.infer<typeof OrderTableRowDto>

export const OrderListDto = z
  .object({
    orders: z.array(OrderTableRowDto),
    total: z.number().int().describe('How many match; counted as far as ten thousand'),
    next: z.string().nullable(),
  })
  .meta({ id: 'OrderList' })
export type OrderListDto = z.infer<typeof OrderListDto>

const ORDER_SORTS = ['placed', 'due', 'customer', 'order', 'since'] as const
export type OrderSort = (typeof ORDER_SORTS)[number]

const Yes = z.literal('yes')

/** What a view of the table asks for. The address of the page says the same, word for word. */
export const OrderFilter = z.object({
  q: z
    .string()
    .trim()
    .max(100)
    .optional()
    .describe(
      'Beginnings of words of the customer, their e-mail, the title, the label, the personalization, a tag or the tracking',
    ),
  move: z.enum(['yours', 'waiting', 'making', 'held', 'closed']).optional(),
  phase: OrderRowDto.shape.move.shape.phase.optional(),
  due: z.enum(['late', 'today', 'week', 'none']).optional().describe('As of today, in the shop’s zone'),
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  placedFrom: Day.optional(),
  placedTo: Day.optional(),
  tag: z.string().trim().min(1).max(40).optional(),
  product: z.uuid().optional(),
  assignee: z.uuid().optional().describe('A member’s id'),
  customer: z.uuid().optional(),
  rush: Yes.optional(),
  gift: Yes.optional(),
  sort: z.enum(ORDER_SORTS).optional().describe('`placed` when left out'),
  dir: z.enum(['asc', 'desc']).optional().describe('Newest first for `placed`, otherwise ascending, when left out'),
})
export type OrderFilter = z.infer<typeof OrderFilter>

export const ListOrdersQuery = OrderFilter.extend({
  after: z.string().max(400).optional().describe('`next` of the page before'),
})
export type ListOrdersQuery = z.infer<typeof ListOrdersQuery>

/** What can be chosen to filter by. */
export const OrderChoicesDto = z
  .object({
    tags: z.array(z.string()),
    products: z.array(z.object({ id: z.string(), name: z.string() })),
    members: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'OrderChoices' })
export type OrderChoicesDto = z.infer<typeof OrderChoicesDto>

export const OrderViewDto = z
  .object({ id: z.string(), name: z.string(), search: z.string().describe('What stands behind the ? of its address') })
  .meta({ id: 'OrderView' })
export type OrderViewDto = z.infer<typeof OrderViewDto>

export const OrderViewsDto = z.object({ views: z.array(OrderViewDto) }).meta({ id: 'OrderViews' })
export type OrderViewsDto = z.infer<typeof OrderViewsDto>

export const SaveOrderViewInput = z.object({
  name: z.string().trim().min(1, 'What is this view called?').max(40, 'Please use at most 40 characters.'),
  search: z.string().max(1000),
})
export type SaveOrderViewInput = z.infer<typeof SaveOrderViewInput>

const Tag = z.string().trim().min(1, 'What does the tag say?').max(40, 'Please use at most 40 characters.')

export const ChangeOrdersInput = z.object({
  orders: z.array(z.string().max(40)).min(1, 'Choose an order.').max(500, 'Choose at most 500 orders at once.'),
  addTags: z.array(Tag).max(10).default([]),
  removeTags: z.array(Tag).max(10).default([]),
  priority: z.enum(['normal', 'rush']).optional(),
  dueOn: Day.nullable().optional(),
  hold: HoldInput.nullable().optional().describe('What they wait for; null takes them off hold'),
})
export type ChangeOrdersInput = z.infer<typeof ChangeOrdersInput>

/** Each order changed whole, or stayed as it was and says why. */
export const ChangedOrdersDto = z
  .object({
    changed: z.array(z.string()).describe('Codes'),
    refused: z.array(
      z.object({ order: z.string(), label: z.string().nullable(), code: z.string(), reason: z.string() }),
    ),
  })
  .meta({ id: 'ChangedOrders' })
export type ChangedOrdersDto = z.infer<typeof ChangedOrdersDto>

// Customers

export const CustomerRowDto = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    orders: z.number().int(),
    open: z.number().int(),
    lastPlacedAt: Instant.nullable(),
  })
  .meta({ id: 'CustomerRow' })
export type CustomerRowDto = z.infer<typeof CustomerRowDto>

export const CustomerListDto = z
  .object({ customers: z.array(CustomerRowDto), next: z.string().nullable() })
  .meta({ id: 'CustomerList' })
export type CustomerListDto = z.infer<typeof CustomerListDto>

export const ListCustomersQuery = z.object({
  q: z.string().trim().max(100).optional().describe('Beginnings of words of their name or e-mail'),
  after: z.string().max(400).optional().describe('`next` of the page before'),
})
export type ListCustomersQuery = z.infer<typeof ListCustomersQuery>

export const CustomerDto = CustomerRowDto.extend({
  note: z.string().describe('The shop’s own; they never see it'),
  firstPlacedAt: Instant.nullable(),
  isNobody: z.boolean().describe('Whom anonymised orders belong to'),
  can: z.object({ edit: z.object({ allowed: z.boolean(), reason: z.string().nullable() }) }),
}).meta({ id: 'Customer' })
export type CustomerDto = z.infer<typeof CustomerDto>

/** Changes what it names, in all of their orders. */
export const UpdateCustomerInput = z.object({
  name: z.string().trim().min(1, 'What are they called?').max(120).optional(),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(200)
    .pipe(z.email({ error: 'Please give an e-mail address like ruth@example.com.' }))
    .nullable()
    .optional(),
  note: z.string().trim().max(2000, 'Please use at most 2,000 characters.').optional(),
})
export type UpdateCustomerInput = z.infer<typeof UpdateCustomerInput>

// The calendar

export const DueEntryDto = z
  .object({
    kind: z.enum(['reply', 'update', 'proof', 'decision', 'ship', 'stage']),
    at: Instant.nullable().describe('Where it is due at an hour'),
    late: z.boolean(),
    stage: z.object({ id: z.string(), name: z.string() }).nullable(),
    order: z.object({ code: z.string(), label: z.string(), title: z.string() }),
    customerName: z.string(),
  })
  .meta({ id: 'DueEntry' })
export type DueEntryDto = z.infer<typeof DueEntryDto>

export const DueDaysDto = z
  .object({
    days: z.array(z.object({ day: Day, isWorking: z.boolean(), due: z.array(DueEntryDto) })),
    isWhole: z.boolean().describe('False when there were more open orders than are looked through'),
  })
  .meta({ id: 'DueDays' })
export type DueDaysDto = z.infer<typeof DueDaysDto>

export const DueDaysQuery = z.object({ from: Day, to: Day }).describe('At most 62 days')
export type DueDaysQuery = z.infer<typeof DueDaysQuery>
