import {
  AddReadyMadeInput,
  ArrangeStagesInput,
  ProductInput,
  StageInput,
  UpdateProductInput,
  UpdateStageInput,
  UpdateWorkflowInput,
  WorkflowInput,
  WorkshopDto,
} from '@proofroom/contract'
import { managers, staff } from '../platform/policy.ts'
import { route, slice } from '../platform/route.ts'
import { addReadyMade } from './beginning.ts'
import { addProduct, archiveProduct, updateProduct } from './products.ts'
import { restoreProduct, restoreStage, restoreWorkflow } from './restoring.ts'
import { addStage, archiveStage, arrangeStages, updateStage } from './stages.ts'
import { addWorkflow, archiveWorkflow, updateWorkflow } from './workflows.ts'
import { getWorkshop } from './workshop.ts'

const SHOP = '/api/s/{shop}'
const answer = WorkshopDto
const tag = 'Workshop'
const access = managers

/** How the shop makes things. Every change answers with the whole. */
export function workshopRoutes() {
  const stages = slice()
    .openapi(
      route({
        method: 'get',
        path: `${SHOP}/workshop`,
        access: staff,
        answer,
        tag,
        summary: 'Stages, workflows and products',
      }),
      async (c) => c.json(await getWorkshop(c.var.ctx), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${SHOP}/stages`,
        access,
        body: StageInput,
        answer,
        status: 201,
        tag,
        summary: 'Another stage',
      }),
      async (c) => c.json(await addStage(c.var.ctx, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'put',
        path: `${SHOP}/stages/order`,
        access,
        body: ArrangeStagesInput,
        answer,
        tag,
        summary: 'The stages in another order',
      }),
      async (c) => c.json(await arrangeStages(c.var.ctx, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'patch',
        path: `${SHOP}/stages/{stage}`,
        access,
        body: UpdateStageInput,
        answer,
        tag,
        summary: 'Change a stage',
      }),
      async (c) => c.json(await updateStage(c.var.ctx, c.req.valid('param').stage, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'delete',
        path: `${SHOP}/stages/{stage}`,
        access,
        answer,
        tag,
        summary: 'Put a stage away; refused while a card is in it',
      }),
      async (c) => c.json(await archiveStage(c.var.ctx, c.req.valid('param').stage), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${SHOP}/stages/{stage}/restore`,
        access,
        answer,
        tag,
        summary: 'Bring back a stage that was put away',
      }),
      async (c) => c.json(await restoreStage(c.var.ctx, c.req.valid('param').stage), 200),
    )

  const workflows = slice()
    .openapi(
      route({
        method: 'post',
        path: `${SHOP}/workflows`,
        access,
        body: WorkflowInput,
        answer,
        status: 201,
        tag,
        summary: 'Another workflow',
      }),
      async (c) => c.json(await addWorkflow(c.var.ctx, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'post',
        path: `${SHOP}/workflows/ready-made`,
        access,
        body: AddReadyMadeInput,
        answer,
        status: 201,
        tag,
        summary: 'A ready-made workflow with its stages',
      }),
      async (c) => c.json(await addReadyMade(c.var.ctx, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'patch',
        path: `${SHOP}/workflows/{workflow}`,
        access,
        body: UpdateWorkflowInput,
        answer,
        tag,
        summary: 'Change a workflow',
      }),
      async (c) => c.json(await updateWorkflow(c.var.ctx, c.req.valid('param').workflow, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'delete',
        path: `${SHOP}/workflows/{workflow}`,
        access,
        answer,
        tag,
        summary: 'Put a workflow away',
      }),
      async (c) => c.json(await archiveWorkflow(c.var.ctx, c.req.valid('param').workflow), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${SHOP}/workflows/{workflow}/restore`,
        access,
        answer,
        tag,
        summary: 'Bring back a workflow that was put away',
      }),
      async (c) => c.json(await restoreWorkflow(c.var.ctx, c.req.valid('param').workflow), 200),
    )

  const products = slice()
    .openapi(
      route({
        method: 'post',
        path: `${SHOP}/products`,
        access,
        body: ProductInput,
        answer,
        status: 201,
        tag,
        summary: 'Another product',
      }),
      async (c) => c.json(await addProduct(c.var.ctx, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'patch',
        path: `${SHOP}/products/{product}`,
        access,
        body: UpdateProductInput,
        answer,
        tag,
        summary: 'Change a product',
      }),
      async (c) => c.json(await updateProduct(c.var.ctx, c.req.valid('param').product, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'delete',
        path: `${SHOP}/products/{product}`,
        access,
        answer,
        tag,
        summary: 'Put a product away',
      }),
      async (c) => c.json(await archiveProduct(c.var.ctx, c.req.valid('param').product), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${SHOP}/products/{product}/restore`,
        access,
        answer,
        tag,
        summary: 'Bring back a product that was put away',
      }),
      async (c) => c.json(await restoreProduct(c.var.ctx, c.req.valid('param').product), 200),
    )
  return slice().route('/', stages).route('/', workflows).route('/', products)
}
