import type { WorkshopDto } from '@proofroom/contract'
import { findMembers } from '../identity/index.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { type DomainEvent, record } from '../platform/events/record.ts'
import { authorize, presentPermission } from '../platform/policy.ts'
import { canChangeWorkshop } from './policy.ts'
import { presentProduct, presentStage, presentWorker, presentWorkflow } from './present.ts'
import { findLoads, loadWorkshop, lockWorkshop, type Workshop } from './store.ts'

export const getWorkshop = (ctx: Context): Promise<WorkshopDto> => inTransaction(ctx, readWorkshop)

async function readWorkshop(ctx: InTx): Promise<WorkshopDto> {
  const [workshop, loads, members] = await Promise.all([loadWorkshop(ctx), findLoads(ctx), findMembers(ctx)])
  const inUse = <T extends { archivedAt: Date | null }>(rows: T[]) => rows.filter((row) => row.archivedAt === null)
  return {
    stages: workshop.stages.map((stage) => ({ ...presentStage(stage), cards: loads[stage.id]?.cards ?? 0 })),
    workflows: inUse(workshop.workflows).map((workflow) => presentWorkflow(workflow, workshop)),
    products: inUse(workshop.products).map(presentProduct),
    workers: members.map(presentWorker),
    can: { change: presentPermission(canChangeWorkshop(ctx.actor)) },
  }
}

/** One change of the workshop: nobody else changes it meanwhile, and the answer is the whole as it is then. */
export function changeWorkshop(
  ctx: Context,
  work: (tx: InTx, workshop: Workshop) => Promise<DomainEvent>,
): Promise<WorkshopDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canChangeWorkshop(ctx.actor))
    await record(tx, await work(tx, await lockWorkshop(tx)))
    return readWorkshop(tx)
  })
}

type Named = { id: string; name: string; archivedAt: Date | null }

/** Two of one name could not be told apart on the board. What was put away gives its name back. */
export function checkName(rows: Named[], name: string | undefined, own?: string): void {
  if (name === undefined) return
  const taken = rows.some(
    (row) => row.archivedAt === null && row.id !== own && row.name.toLowerCase() === name.toLowerCase(),
  )
  if (taken) throw conflict('name.taken', `There is one called “${name}” already. Give this one another name.`)
}
