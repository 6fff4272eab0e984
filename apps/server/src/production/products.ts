import type { ProductInput, UpdateProductInput, WorkshopDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Context, shopOf } from '../platform/context.ts'
import { invalid, notFound } from '../platform/errors.ts'
import type { Workshop } from './store.ts'
import { changeWorkshop, checkName } from './workshop.ts'

const { products } = schema

export const addProduct = (ctx: Context, input: ProductInput): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    checkName(workshop.products, input.name)
    checkWorkflow(workshop, input.workflowId)
    const id = uuidv7()
    await tx.tx.insert(products).values({ id, shopId: shopOf(ctx), ...input, createdAt: ctx.platform.now() })
    return { type: 'product.created', subjectId: id }
  })

export const updateProduct = (ctx: Context, id: string, input: UpdateProductInput): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    checkThere(workshop, id)
    checkName(workshop.products, input.name, id)
    if (input.workflowId) checkWorkflow(workshop, input.workflowId)
    if (Object.keys(input).length > 0) await tx.tx.update(products).set(input).where(eq(products.id, id))
    return { type: 'product.changed', subjectId: id, data: { fields: Object.keys(input) } }
  })

/** Orders that have it keep it; nobody chooses it any more. */
export const archiveProduct = (ctx: Context, id: string): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    checkThere(workshop, id)
    await tx.tx.update(products).set({ archivedAt: ctx.platform.now() }).where(eq(products.id, id))
    return { type: 'product.archived', subjectId: id }
  })

function checkThere({ products: all }: Workshop, id: string): void {
  if (!all.some((one) => one.id === id && !one.archivedAt)) throw notFound()
}

function checkWorkflow({ workflows }: Workshop, id: string): void {
  if (!workflows.some((one) => one.id === id && !one.archivedAt))
    throw invalid('product.workflow', 'This workflow is not there any more. Choose another.')
}
