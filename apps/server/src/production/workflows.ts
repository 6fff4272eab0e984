import type { UpdateWorkflowInput, WorkflowInput, WorkshopDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { WorkflowRow, Workshop } from './store.ts'
import { changeWorkshop, checkName } from './workshop.ts'

const { workflows } = schema

export const addWorkflow = (ctx: Context, input: WorkflowInput): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    checkName(workshop.workflows, input.name)
    checkStages(workshop, input.stageIds)
    const id = uuidv7()
    await tx.tx.insert(workflows).values({ id, shopId: shopOf(ctx), ...input, createdAt: ctx.platform.now() })
    return { type: 'workflow.created', subjectId: id }
  })

/** Cards under way stay where they are and go on from there; those that have not begun follow a changed gate (jobs.ts). */
export const updateWorkflow = (ctx: Context, id: string, input: UpdateWorkflowInput): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    workflowOf(workshop, id)
    checkName(workshop.workflows, input.name, id)
    if (input.stageIds) checkStages(workshop, input.stageIds)
    if (input.isDefault) await leaveDefault(tx)
    if (Object.keys(input).length > 0) await tx.tx.update(workflows).set(input).where(eq(workflows.id, id))
    return { type: 'workflow.changed', subjectId: id, data: { fields: Object.keys(input) } }
  })

/**
 * Nothing waits for a customer any more: whatever a workflow asked of them, the shop now reviews itself. One that was
 * put away, too: it may come back, and cards that are under way still follow it.
 */
export async function reviewEverythingOurselves(ctx: Context): Promise<void> {
  const asking = await inTransaction(ctx, ({ tx }) =>
    tx.select({ id: workflows.id }).from(workflows).where(eq(workflows.gate, 'customer')),
  )
  for (const { id } of asking)
    await changeWorkshop(ctx, async (tx) => {
      await tx.tx.update(workflows).set({ gate: 'shop' }).where(eq(workflows.id, id))
      return { type: 'workflow.changed', subjectId: id, data: { fields: ['gate'] } }
    })
}

const leaveDefault = (ctx: InTx) =>
  ctx.tx
    .update(workflows)
    .set({ isDefault: false })
    .where(and(eq(workflows.shopId, shopOf(ctx)), eq(workflows.isDefault, true)))

export const archiveWorkflow = (ctx: Context, id: string): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    const { name, isDefault } = workflowOf(workshop, id)
    if (isDefault)
      throw conflict(
        'workflow.default',
        `“${name}” is what items without a product follow. Choose another for that first.`,
      )
    const used = workshop.products.filter((product) => !product.archivedAt && product.workflowId === id)
    if (used.length > 0)
      throw conflict('workflow.in_use', `“${used[0]?.name}” follows “${name}”. Give it another workflow first.`)
    await tx.tx.update(workflows).set({ archivedAt: ctx.platform.now() }).where(eq(workflows.id, id))
    return { type: 'workflow.archived', subjectId: id }
  })

function checkStages({ stages }: Workshop, stageIds: string[]): void {
  if (new Set(stageIds).size < stageIds.length || !stageIds.every((id) => stages.some((stage) => stage.id === id)))
    throw invalid('workflow.stages', 'One of these stages is not there any more. Please look again, then choose.')
}

export function workflowOf({ workflows: all }: Workshop, id: string): WorkflowRow {
  const workflow = all.find((one) => one.id === id && !one.archivedAt)
  if (!workflow) throw notFound()
  return workflow
}
