import type { WorkshopDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Context, InTx } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { changeWorkshop, checkName } from './workshop.ts'

const { products, stages, workflows } = schema

/** Where it stood, and in the workflows that it was in. */
export const restoreStage = (ctx: Context, id: string): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    const { name } = await loadPutAway(tx, stages, id)
    checkName(workshop.stages, name)
    await tx.tx.update(stages).set({ archivedAt: null }).where(eq(stages.id, id))
    return { type: 'stage.restored', subjectId: id }
  })

export const restoreWorkflow = (ctx: Context, id: string): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    const { name } = await loadPutAway(tx, workflows, id)
    checkName(workshop.workflows, name)
    await tx.tx.update(workflows).set({ archivedAt: null }).where(eq(workflows.id, id))
    return { type: 'workflow.restored', subjectId: id }
  })

export const restoreProduct = (ctx: Context, id: string): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    const { name, workflowId } = await loadPutAway(tx, products, id)
    checkName(workshop.products, name)
    const workflow = workshop.workflows.find((one) => one.id === workflowId)
    if (workflow?.archivedAt)
      throw conflict('product.workflow_away', `“${name}” follows “${workflow.name}”. Bring that back first.`)
    await tx.tx.update(products).set({ archivedAt: null }).where(eq(products.id, id))
    return { type: 'product.restored', subjectId: id }
  })

async function loadPutAway<Table extends typeof stages | typeof workflows | typeof products>(
  ctx: InTx,
  table: Table,
  id: string,
): Promise<Table['$inferSelect']> {
  const [row] = await ctx.tx
    .select()
    .from(table as typeof products)
    .where(and(eq(table.id, id), isNotNull(table.archivedAt)))
  if (!row) throw notFound()
  return row
}
