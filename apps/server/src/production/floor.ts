import { type Calendar, type Card, type ItemFacts, itemGate, placeOf, routeOf, stageDue } from '@proofroom/workflow'
import { loadShop } from '../identity/index.ts'
import { calendarOf } from '../orders/index.ts'
import { type InTx, shopOf } from '../platform/context.ts'
import { type CardRow, loadWorkshop, type ProductRow, type WorkflowRow, type Workshop } from './store.ts'

/** All that a card is read against: how the shop makes things, its calendar, and now. */
export type Floor = {
  workshop: Workshop
  calendar: Calendar
  now: string
  products: Map<string, ProductRow>
  workflows: Map<string, WorkflowRow>
  usual: WorkflowRow | null
  /** A workflow's stages, in the shop's order. */
  routes: Map<string, string[]>
  /** When a stage should be through with what was promised for a day: many cards share few of them. */
  dueBy: (shipBy: string | null, stageId: string | null) => StageDue
}

type StageDue = ReturnType<typeof stageDue>

export async function loadFloor(ctx: InTx): Promise<Floor> {
  const [workshop, shop] = await Promise.all([loadWorkshop(ctx), loadShop(ctx, shopOf(ctx))])
  const calendar = calendarOf(shop)
  const now = ctx.platform.now().toISOString()
  return {
    ...{ workshop, calendar, now, dueBy: dueBy(workshop, calendar, now) },
    products: new Map(workshop.products.map((product) => [product.id, product])),
    workflows: new Map(workshop.workflows.map((workflow) => [workflow.id, workflow])),
    usual: workshop.workflows.find((workflow) => workflow.isDefault) ?? null,
    routes: new Map(workshop.workflows.map(({ id, stageIds }) => [id, routeOf(stageIds, workshop.stages)])),
  }
}

function dueBy({ stages }: Workshop, calendar: Calendar, now: string): Floor['dueBy'] {
  const known = new Map<string, StageDue>()
  return (shipBy, stageId) => {
    const key = `${shipBy} ${stageId}`
    const found = known.get(key)
    if (found !== undefined) return found
    const offset = stages.find((stage) => stage.id === stageId)?.dueOffsetDays ?? null
    const due = stageDue(shipBy, offset, calendar, now)
    known.set(key, due)
    return due
  }
}

export const productOf = ({ products }: Floor, { productId }: Pick<CardRow, 'productId'>): ProductRow | null =>
  (productId && products.get(productId)) || null

/** What a line item follows: its product's workflow, or the usual one. */
export function workflowOf(floor: Floor, card: Pick<CardRow, 'productId'>): WorkflowRow | null {
  const product = productOf(floor, card)
  return (product && floor.workflows.get(product.workflowId)) ?? floor.usual
}

export function factsOf({ id, facts }: Pick<CardRow, 'id' | 'facts'>): ItemFacts {
  const item = facts.items.find((one) => one.itemId === id)
  if (!item) throw new Error(`The facts of the order do not know its item ${id}.`)
  return item
}

/** A card as `planMove` reads it. */
export function planned(row: CardRow, floor: Floor): Card {
  const item = factsOf(row)
  const workflow = workflowOf(floor, row)
  return {
    title: row.title,
    place: placeOf(row.progress, row.stageId),
    route: (workflow && floor.routes.get(workflow.id)) ?? [],
    gate: itemGate(row.facts, item),
    isOverridden: item.overriddenAt !== null,
    held: row.facts.heldAt === null ? null : (row.holdReason ?? ''),
    isCancelled: row.facts.cancelledAt !== null,
    checks: row.checks,
    minutes: minutesOf(row, floor),
  }
}

export const minutesOf = (row: Pick<CardRow, 'productId' | 'quantity'>, floor: Floor): number =>
  (productOf(floor, row)?.minutes ?? 0) * row.quantity
