import type { AddReadyMadeInput, WorkshopDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { BEGINNING, READY_MADE, type ReadyMadeStage, type ReadyMadeWorkflow } from '@proofroom/workflow'
import { uuidv7 } from 'uuidv7'
import { type Context, type InTx, shopOf } from '../platform/context.ts'
import { newCode } from '../platform/secrets.ts'
import type { StageRow } from './store.ts'
import { changeWorkshop, checkName } from './workshop.ts'

const { stages, workflows } = schema

/** What a new shop begins with, in the transaction that makes it: enough to work, and nothing to set. */
export async function layOutWorkshop(ctx: InTx): Promise<void> {
  await layOut(ctx, BEGINNING, [], true)
}

/** Takes a ready-made workflow over. A stage that the shop has already, by its name, is used as it is. */
export const addReadyMade = (ctx: Context, { readyMade }: AddReadyMadeInput): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    const made = READY_MADE[readyMade]
    checkName(workshop.workflows, made.name)
    return { type: 'workflow.created', subjectId: await layOut(tx, made, workshop.stages, false), data: { readyMade } }
  })

async function layOut(ctx: InTx, made: ReadyMadeWorkflow, there: StageRow[], isDefault: boolean): Promise<string> {
  const shopId = shopOf(ctx)
  const createdAt = ctx.platform.now()
  const after = Math.max(-1, ...there.map((stage) => stage.position)) + 1
  const known = new Map(there.map((stage) => [stage.name.toLowerCase(), stage.id]))
  const added = made.stages
    .filter((stage) => !known.has(stage.name.toLowerCase()))
    .map((stage, i) => ({ id: uuidv7(), shopId, createdAt, position: after + i, ...columnsOf(stage) }))
  if (added.length > 0) await ctx.tx.insert(stages).values(added)
  for (const stage of added) known.set(stage.name.toLowerCase(), stage.id)
  const stageIds = made.stages.flatMap((stage) => known.get(stage.name.toLowerCase()) ?? [])
  const id = uuidv7()
  await ctx.tx
    .insert(workflows)
    .values({ id, shopId, name: made.name, gate: made.gate, stageIds, isDefault, createdAt })
  return id
}

const columnsOf = ({ checklist, ...stage }: ReadyMadeStage) => ({
  ...stage,
  checklist: checklist.map((text) => ({ id: newCode(8), text })),
})
