import { EtsyTaskDoneInput, EtsyTaskListDto } from '@proofroom/contract'
import { managers, staff } from '../../platform/policy.ts'
import { route, slice } from '../../platform/route.ts'
import { listTasks, tickTask } from './tasks.ts'

const TASKS = '/api/s/{shop}/etsy/tasks'
const tasks = { answer: EtsyTaskListDto, tag: 'Etsy' }

export const etsyTaskRoutes = () =>
  slice()
    .openapi(
      route({ ...tasks, method: 'get', path: TASKS, access: staff, summary: 'What is to be done on Etsy itself' }),
      async (c) => c.json(await listTasks(c.var.ctx), 200),
    )
    .openapi(
      route({
        ...tasks,
        ...{ method: 'post', path: `${TASKS}/{task}/done`, access: managers, body: EtsyTaskDoneInput },
        summary: 'It is done, or need not be',
      }),
      async (c) => c.json(await tickTask(c.var.ctx, c.req.valid('param').task, c.req.valid('json')), 200),
    )
