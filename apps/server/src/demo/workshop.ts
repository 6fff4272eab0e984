import type { ProductInput, StageInput, WorkshopDto } from '@proofroom/contract'
import type { Member } from '../platform/actor.ts'
import type { InTx } from '../platform/context.ts'
import { addReadyMade } from '../production/beginning.ts'
import { layOutWorkshop } from '../production/index.ts'
import { addProduct } from '../production/products.ts'
import { archiveStage, updateStage } from '../production/stages.ts'
import { addWorkflow, archiveWorkflow, updateWorkflow } from '../production/workflows.ts'
import { getWorkshop } from '../production/workshop.ts'
import type { Staff } from './script.ts'

type Named = { id: string; name: string }
/** Ids by the names that the scripts use. */
export type Benches = { stages: Map<string, string>; products: Map<string, string> }

const STAGES: Record<string, Partial<StageInput>> = {
  Cut: { limit: { kind: 'cards', count: 4 } },
  Engrave: { limit: { kind: 'cards', count: 2 } },
}
const PRODUCTS: [name: string, minutes: number][] = [
  ['Serving board', 90],
  ['Cheese board', 60],
  ['Sign', 180],
  ['House number', 75],
  ['Box lid', 45],
  ['Coasters', 40],
  ['Ring dish', 50],
  ['Pet tag', 20],
  ['Portrait', 240],
]

/** Begins like every shop, takes the ready-made engraver's workflow over, and makes it its own. */
export async function layOutBenches(ctx: InTx, { maya, tom }: Record<Staff, Member>): Promise<Benches> {
  const owner = { ...ctx, actor: maya }
  await layOutWorkshop(owner)
  const begun = await getWorkshop(owner)
  const { workflows, stages } = await addReadyMade(owner, { readyMade: 'engraving' })
  const engraving = idOf(workflows, 'Engraving')
  await updateWorkflow(owner, engraving, { isDefault: true })
  for (const { id } of begun.workflows) await archiveWorkflow(owner, id)
  for (const { id } of begun.stages) await archiveStage(owner, id)
  for (const [name, change] of Object.entries(STAGES))
    await updateStage(owner, idOf(stages, name), { ...change, assigneeId: tom.memberId })
  const plain = { name: 'From stock', gate: 'shop' as const, stageIds: [idOf(stages, 'Cut'), idOf(stages, 'Finish')] }
  const fromStock = idOf((await addWorkflow(owner, plain)).workflows, plain.name)
  const products: ProductInput[] = [
    ...PRODUCTS.map(([name, minutes]) => ({ name, minutes, workflowId: engraving })),
    { name: 'Coat hooks', minutes: 25, workflowId: fromStock },
  ]
  for (const product of products) await addProduct(owner, product)
  return byName(await getWorkshop(owner))
}

const byName = ({ stages, products }: WorkshopDto): Benches => {
  const ids = (rows: Named[]) => new Map(rows.map(({ id, name }) => [name, id]))
  return { stages: ids(stages), products: ids(products) }
}

function idOf(rows: Named[], name: string): string {
  const row = rows.find((one) => one.name === name)
  if (!row) throw new Error(`There is no ${name}.`)
  return row.id
}
