import type { CardDto, LoadDto, ProductDto, ShipmentDto, StageDto, WorkerDto, WorkflowDto } from '@proofroom/contract'
import {
  isFull,
  itemGate,
  type Load,
  NOTHING,
  type Place,
  type ProofFacts,
  placeOf,
  proofsOf,
  routeOf,
  type Stage,
} from '@proofroom/workflow'
import type { findMembers } from '../identity/index.ts'
import { initialsOf } from '../proofs/index.ts'
import { type Floor, factsOf, minutesOf, productOf, workflowOf } from './floor.ts'
import type { CardRow, ProductRow, ShipmentRow, StageRow, WorkflowRow, Workshop } from './store.ts'

export const presentStage = (row: StageRow): StageDto => ({
  id: row.id,
  name: row.name,
  colour: row.colour,
  customerWords: row.customerWords,
  assigneeId: row.assigneeId,
  dueOffsetDays: row.dueOffsetDays,
  limit: limitOf(row),
  checklist: row.checklist,
})

export const limitOf = ({ limitKind: kind, limitCount: count }: StageRow): Stage['limit'] =>
  kind && count ? { kind, count } : null

export const presentWorkflow = (row: WorkflowRow, { stages }: Workshop): WorkflowDto => ({
  id: row.id,
  name: row.name,
  gate: row.gate,
  stageIds: routeOf(row.stageIds, stages),
  isDefault: row.isDefault,
})

export const presentProduct = ({ id, name, workflowId, minutes }: ProductRow): ProductDto => ({
  id,
  name,
  workflowId,
  minutes,
})

export const presentWorker = ({ member, user }: Awaited<ReturnType<typeof findMembers>>[number]): WorkerDto => ({
  id: member.id,
  name: user.name,
  initials: initialsOf(user.name),
})

export function presentLoads(places: Place[], loads: Record<Place, Load>, { stages }: Workshop): LoadDto[] {
  const limits = new Map(stages.map((stage) => [stage.id, limitOf(stage)]))
  return places.map((place) => {
    const load = loads[place] ?? NOTHING
    return { place, ...load, isFull: isFull(load, limits.get(place) ?? null) }
  })
}

export function presentCard(row: CardRow, floor: Floor, shopCode: string): CardDto {
  const { facts } = row
  const item = factsOf(row)
  const product = productOf(floor, row)
  const proof = shownProof(proofsOf(facts, row.id))
  return {
    id: row.id,
    version: row.version,
    order: { code: row.code, label: row.label },
    customerName: row.customerName,
    title: row.title,
    quantity: row.quantity,
    product: product && { id: product.id, name: product.name },
    workflowId: workflowOf(floor, row)?.id ?? '',
    thumb: proof?.picture ? `/api/s/${shopCode}/proofs/${proof.proofId}/pages/${proof.picture}/thumb` : null,
    place: placeOf(row.progress, row.stageId),
    since: item.since,
    due: floor.dueBy(facts.shipBy, row.stageId),
    gate: itemGate(facts, item),
    needs: item.gate,
    isReviewed: item.reviewedAt !== null,
    isOverridden: item.overriddenAt !== null,
    proof: proof && { id: proof.proofId, number: proof.number || proof.newest, state: stateOf(proof) },
    openRequests: proofsOf(facts, row.id).reduce((sum, one) => sum + one.openRequests, 0),
    unread: 0,
    isRush: row.priority === 'rush',
    isGift: row.isGift,
    held: facts.heldAt === null ? null : (row.holdReason ?? ''),
    tags: row.tags,
    assigneeId: row.assigneeId,
    checks: row.checks,
    minutes: minutesOf(row, floor),
    lines: row.lines ?? [],
  }
}

/** With several proofs, the one that something is open about. */
const shownProof = (proofs: ProofFacts[]): ProofFacts | null => proofs.find((one) => !one.signedAt) ?? proofs[0] ?? null

function stateOf(proof: ProofFacts): 'draft' | 'sent' | 'asked' | 'signed' | 'withdrawn' {
  if (proof.signedAt) return 'signed'
  if (proof.withdrawnAt) return 'withdrawn'
  if (proof.requestedAt) return 'asked'
  return proof.sentAt ? 'sent' : 'draft'
}

export const presentShipment = (row: ShipmentRow): ShipmentDto => ({
  carrier: row.carrier,
  tracking: row.tracking,
  url: row.url,
  shippedAt: row.shippedAt.toISOString(),
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
})
