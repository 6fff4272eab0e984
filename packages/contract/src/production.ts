import { z } from 'zod'
import { Day, Instant, PermissionDto } from './platform.ts'

// The workshop: what the shop says about how it makes things

const Id = z.uuid({ error: 'This is no id of ours. Please reload and try again.' })

export const GateKind = z
  .enum(['customer', 'shop'])
  .describe('What opens the way into making: the customer’s signature, or a member’s own review')
export type GateKind = z.infer<typeof GateKind>

export const LimitDto = z.object({ kind: z.enum(['cards', 'minutes']), count: z.number().int().min(1).max(100_000) })
export type LimitDto = z.infer<typeof LimitDto>

const Words = (most: number, empty: string) =>
  z.string().trim().min(1, empty).max(most, `Please use at most ${most} characters.`)

export const StageDto = z
  .object({
    id: z.string(),
    name: z.string(),
    colour: z.number().int().describe('1–8, the participants’ palette'),
    customerWords: z.string().nullable().describe('What the customer’s page calls it; null hides it there'),
    assigneeId: z.string().nullable().describe('Who gets the cards that come in'),
    dueOffsetDays: z.number().int().nullable().describe('Working days before the order’s ship-by'),
    limit: LimitDto.nullable(),
    checklist: z.array(z.object({ id: z.string(), text: z.string() })),
  })
  .meta({ id: 'Stage' })
export type StageDto = z.infer<typeof StageDto>

export const StageInput = z.object({
  name: Words(40, 'What is this stage called?'),
  colour: z.number().int().min(1).max(8).default(1),
  customerWords: Words(80, 'Say it in the customer’s words, or hide it.').nullable().default(null),
  assigneeId: Id.nullable().default(null),
  dueOffsetDays: z.number().int().min(0).max(250).nullable().default(null),
  limit: LimitDto.nullable().default(null),
  checklist: z
    .array(z.object({ id: z.string().max(60).optional(), text: Words(120, 'What is to be ticked?') }))
    .max(20)
    .default([])
    .describe('A line that keeps its id keeps its ticks'),
})
export type StageInput = z.infer<typeof StageInput>

/** Changes what it names. */
export const UpdateStageInput = z.object({
  name: StageInput.shape.name.optional(),
  colour: z.number().int().min(1).max(8).optional(),
  customerWords: StageInput.shape.customerWords.removeDefault().optional(),
  assigneeId: StageInput.shape.assigneeId.removeDefault().optional(),
  dueOffsetDays: StageInput.shape.dueOffsetDays.removeDefault().optional(),
  limit: LimitDto.nullable().optional(),
  checklist: StageInput.shape.checklist.removeDefault().optional(),
})
export type UpdateStageInput = z.infer<typeof UpdateStageInput>

export const ArrangeStagesInput = z.object({
  stageIds: z.array(Id).max(100).describe('All of the shop’s stages, in their new order'),
})
export type ArrangeStagesInput = z.infer<typeof ArrangeStagesInput>

export const WorkflowDto = z
  .object({
    id: z.string(),
    name: z.string(),
    gate: GateKind,
    stageIds: z.array(z.string()).describe('In the shop’s order'),
    isDefault: z.boolean().describe('What a line item without a product follows'),
  })
  .meta({ id: 'Workflow' })
export type WorkflowDto = z.infer<typeof WorkflowDto>

export const WorkflowInput = z.object({
  name: Words(60, 'What is this workflow called?'),
  gate: GateKind.default('customer'),
  stageIds: z.array(Id).min(1, 'Choose one stage at least.').max(100),
})
export type WorkflowInput = z.infer<typeof WorkflowInput>

/** Changes what it names. Cards that have not begun follow a changed gate; those under way keep theirs. */
export const UpdateWorkflowInput = z.object({
  name: WorkflowInput.shape.name.optional(),
  gate: GateKind.optional(),
  stageIds: WorkflowInput.shape.stageIds.optional(),
  isDefault: z.literal(true).optional(),
})
export type UpdateWorkflowInput = z.infer<typeof UpdateWorkflowInput>

/** Workflows to begin with; what they are made of is `READY_MADE` of packages/workflow. */
export const ReadyMade = z.enum(['engraving', 'print', 'textile', 'jewellery', 'digital'])
export type ReadyMade = z.infer<typeof ReadyMade>

export const AddReadyMadeInput = z.object({ readyMade: ReadyMade })
export type AddReadyMadeInput = z.infer<typeof AddReadyMadeInput>

export const ProductDto = z
  .object({
    id: z.string(),
    name: z.string(),
    workflowId: z.string(),
    minutes: z.number().int().nullable().describe('Work in one piece'),
  })
  .meta({ id: 'Product' })
export type ProductDto = z.infer<typeof ProductDto>

export const ProductInput = z.object({
  name: Words(120, 'What is it called?'),
  workflowId: Id,
  minutes: z.number().int().min(1).max(10_000).nullable().default(null),
})
export type ProductInput = z.infer<typeof ProductInput>

export const UpdateProductInput = z.object({
  name: ProductInput.shape.name.optional(),
  workflowId: ProductInput.shape.workflowId.optional(),
  minutes: ProductInput.shape.minutes.removeDefault().optional(),
})
export type UpdateProductInput = z.infer<typeof UpdateProductInput>

/** Someone who may be given cards. */
export const WorkerDto = z
  .object({ id: z.string().describe('Their member id'), name: z.string(), initials: z.string() })
  .meta({ id: 'Worker' })
export type WorkerDto = z.infer<typeof WorkerDto>

/** Everything the settings show of it. Every change answers with the whole, as it is then. */
export const WorkshopDto = z
  .object({
    stages: z.array(StageDto.extend({ cards: z.number().int().describe('How many are in it now') })),
    workflows: z.array(WorkflowDto),
    products: z.array(ProductDto),
    workers: z.array(WorkerDto),
    can: z.object({ change: PermissionDto }),
  })
  .meta({ id: 'Workshop' })
export type WorkshopDto = z.infer<typeof WorkshopDto>

// The board

/** Where a card is: a stage’s id, or one of the places that every shop has. */
export const Place = z.string().max(60).describe('`to_start`, a stage’s id, `ready` or `packed`')
export type Place = z.infer<typeof Place>

export const GateDto = z.discriminatedUnion('open', [
  z.object({ open: z.literal(true) }),
  z.object({ open: z.literal(false), code: z.string(), reason: z.string() }),
])
export type GateDto = z.infer<typeof GateDto>

/** A line item on the board. With its workflow’s stages as `route`, it is what `planMove` of packages/workflow reads. */
export const CardDto = z
  .object({
    id: z.string(),
    version: z.number().int().describe('Raised by every change of the card; sent back with a move'),
    order: z.object({ code: z.string(), label: z.string() }),
    customerName: z.string(),
    title: z.string(),
    quantity: z.number().int(),
    product: z.object({ id: z.string(), name: z.string() }).nullable(),
    workflowId: z.string(),
    /** First page of the signed version, or of the newest one until then. */
    thumb: z.string().nullable(),
    place: Place,
    since: Instant,
    /** When its stage, or the order, should be through with it. */
    due: z.object({ day: Day, late: z.boolean() }).nullable(),
    gate: GateDto,
    needs: GateKind,
    isReviewed: z.boolean(),
    isOverridden: z.boolean().describe('It was let through its closed gate'),
    proof: z
      .object({
        id: z.string(),
        number: z.number().int(),
        state: z.enum(['draft', 'sent', 'asked', 'signed', 'withdrawn']),
      })
      .nullable(),
    openRequests: z.number().int(),
    unread: z.number().int().describe('Messages that nobody has read; 0 until there is an inbox'),
    isRush: z.boolean(),
    isGift: z.boolean(),
    /** Why the order is on hold; null when it is not. */
    held: z.string().nullable(),
    tags: z.array(z.string()),
    assigneeId: z.string().nullable(),
    /** Ids of its stage’s checklist that are ticked. */
    checks: z.array(z.string()),
    /** Work in it, all pieces together; 0 where its product says none. */
    minutes: z.number().int(),
    /** What the customer wants on it, for grouping: "all walnut 8 × 10". */
    lines: z.array(z.object({ name: z.string(), value: z.string() })),
  })
  .meta({ id: 'Card' })
export type CardDto = z.infer<typeof CardDto>

/** What a column holds now, whatever a filter shows of it. */
export const LoadDto = z
  .object({
    place: Place,
    cards: z.number().int(),
    minutes: z.number().int(),
    isFull: z.boolean(),
  })
  .meta({ id: 'Load' })
export type LoadDto = z.infer<typeof LoadDto>

export const BoardDto = z
  .object({
    /** From left to right: to start, the shop’s stages, ready, packed. */
    columns: z.array(LoadDto),
    stages: z.array(StageDto),
    workflows: z.array(WorkflowDto),
    workers: z.array(WorkerDto),
    /** Rush first, then what is due soonest. */
    cards: z.array(CardDto),
    /** Cards beyond the most that one board shows: the columns count them, the list has them not. */
    notShown: z.number().int(),
    can: z.object({ move: PermissionDto, override: PermissionDto, change: PermissionDto }),
  })
  .meta({ id: 'Board' })
export type BoardDto = z.infer<typeof BoardDto>

const CardRefs = z
  .array(z.object({ id: Id, version: z.number().int() }))
  .min(1, 'Choose one card at least.')
  .max(200, 'Please move at most 200 cards at once.')

export const MoveCardsInput = z.object({
  cards: CardRefs.describe('In this order: where a limit leaves room for some, the first ones go'),
  to: Place,
  override: z
    .object({ reason: z.string().trim().min(3, 'Say why, in a few words.').max(500) })
    .optional()
    .describe('For the owner and managers: past a closed gate, an open list or a full stage'),
})
export type MoveCardsInput = z.infer<typeof MoveCardsInput>

export const RefusedCardDto = z
  .object({
    id: z.string(),
    code: z.string().describe('Stable: `move.unsigned`, `move.limit`, `card.changed` …'),
    reason: z.string(),
    canOverride: z.boolean().describe('With a reason, and by whoever asked'),
    /** As it is now; null when it is not on the board any more. */
    card: CardDto.nullable(),
  })
  .meta({ id: 'RefusedCard' })
export type RefusedCardDto = z.infer<typeof RefusedCardDto>

/** Each card moved whole or stayed as it was. */
export const MoveResultDto = z
  .object({ moved: z.array(CardDto), refused: z.array(RefusedCardDto), columns: z.array(LoadDto) })
  .meta({ id: 'MoveResult' })
export type MoveResultDto = z.infer<typeof MoveResultDto>

export const AssignCardsInput = z.object({ cards: CardRefs, assigneeId: Id.nullable() })
export type AssignCardsInput = z.infer<typeof AssignCardsInput>

export const AssignResultDto = z
  .object({ assigned: z.array(CardDto), refused: z.array(RefusedCardDto) })
  .meta({ id: 'AssignResult' })
export type AssignResultDto = z.infer<typeof AssignResultDto>

export const TickInput = z.object({
  checkId: z.string().max(60),
  ticked: z.boolean(),
})
export type TickInput = z.infer<typeof TickInput>

export const ReviewInput = z.object({ reviewed: z.boolean() })
export type ReviewInput = z.infer<typeof ReviewInput>

// From the workshop to the door

export const ShipmentDto = z
  .object({
    carrier: z.string(),
    tracking: z.string().nullable(),
    url: z.string().nullable(),
    shippedAt: Instant,
    deliveredAt: Instant.nullable(),
  })
  .meta({ id: 'Shipment' })
export type ShipmentDto = z.infer<typeof ShipmentDto>

/** Ships what is ready, or corrects what was said about it. */
export const ShipmentInput = z.object({
  carrier: Words(60, 'Who carries it?'),
  tracking: z.string().trim().max(80).nullable().default(null),
  url: z
    .url({ protocol: /^https?$/, error: 'Please give an address that begins with https://' })
    .max(500)
    .nullable()
    .default(null),
})
export type ShipmentInput = z.infer<typeof ShipmentInput>

/** What production knows of one order. */
export const OrderProductionDto = z
  .object({
    cards: z.array(CardDto),
    stages: z.array(StageDto),
    workflows: z.array(WorkflowDto),
    workers: z.array(WorkerDto),
    shipment: ShipmentDto.nullable(),
    can: z.object({
      move: PermissionDto,
      override: PermissionDto,
      ship: PermissionDto,
      deliver: PermissionDto,
      takeBack: PermissionDto,
    }),
  })
  .meta({ id: 'OrderProduction' })
export type OrderProductionDto = z.infer<typeof OrderProductionDto>

/** How the making goes, for the customer: the shop’s own words, and only those it has for them. */
export const ProgressDto = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        steps: z.array(
          z.object({
            key: z.enum(['stage', 'ready', 'shipped', 'delivered']),
            words: z.string().nullable().describe('Of a stage'),
            state: z.enum(['past', 'now', 'next']),
            at: Instant.nullable(),
            by: Day.nullable().describe('When it should be through'),
          }),
        ),
      }),
    ),
    shipment: ShipmentDto.nullable(),
  })
  .meta({ id: 'Progress' })
export type ProgressDto = z.infer<typeof ProgressDto>
