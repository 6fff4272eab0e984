import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { type Context, type InTx, inTransaction } from '../../../platform/context.ts'
import type { EventJob, Reaction, Task } from '../../../platform/events/jobs.ts'
import { takeBackAll } from './asking.ts'
import { makeDraft } from './drafting.ts'
import { followExtras, lookAt } from './following.ts'
import { setOnSale } from './publishing.ts'
import {
  EXTRA_JOB,
  type ExtraJob,
  FOLLOW_JOB,
  type FollowJob,
  findForgotten,
  findWaiting,
  sendFollow,
  sendJob,
} from './store.ts'

/** One or two calls for a shop that has any: some hundred a day. Whoever does something to one here sees it at once. */
const ROUNDS_SECONDS = 600
/** Nobody has told it for so long: whoever wanted to is gone, or the queue tried often enough. */
const FORGOTTEN_MS = 10 * 60_000

type Contexts = { everywhere: () => Context; ofShop: (shopId: string, job: string) => Context }

export const etsyExtraTasks = ({ everywhere, ofShop }: Contexts): [Task<object>, Task<ExtraJob>, Task<FollowJob>] => [
  {
    name: 'etsy.extra_rounds',
    everySeconds: ROUNDS_SECONDS,
    run: () => goRounds(everywhere(), (shopId) => ofShop(shopId, 'etsy.extra_rounds')),
  },
  { name: EXTRA_JOB, run: ({ shopId, id }) => tellExtra(ofShop(shopId, EXTRA_JOB), id) },
  { name: FOLLOW_JOB, run: ({ shopId }) => followExtras(ofShop(shopId, FOLLOW_JOB)) },
]

/** What Etsy is to be told of it, as it is by now: each knows which states are its own. */
export async function tellExtra(ctx: Context, id: string): Promise<void> {
  await makeDraft(ctx, id)
  await setOnSale(ctx, id)
}

export const etsyExtraReactions = (contextFor: (job: EventJob, name: string) => Context): Reaction[] => [
  ...(['order.shipped', 'order.cancelled'] as const).map((on) => ({
    ...{ name: `etsy.extras_end_${on.slice('order.'.length)}`, on },
    run: async (job: EventJob) => {
      const { orderId } = job
      if (orderId) await inTransaction(contextFor(job, 'etsy.extras_end'), (tx) => takeBackAll(tx, orderId))
    },
  })),
  {
    name: 'etsy.extra_ticked',
    on: 'etsy.task_done',
    run: (job) => lookIfTicked(contextFor(job, 'etsy.extra_ticked'), job.subjectId),
  },
  {
    name: 'etsy.extras_again',
    on: 'etsy.connected',
    run: (job) => inTransaction(contextFor(job, 'etsy.extras_again'), (tx) => askAgain(tx, tx.platform.now())),
  },
]

/** Somebody says that they published it: that is seen at once. */
async function lookIfTicked(ctx: Context, taskId: string | null): Promise<void> {
  const { etsyTasks } = schema
  if (!taskId) return
  const [task] = await inTransaction(ctx, (tx) => tx.tx.select().from(etsyTasks).where(eq(etsyTasks.id, taskId)))
  if (task?.kind === 'publish_listing' && task.doneBy && task.outcome === 'done') await lookAt(ctx, task.subject)
}

async function goRounds(ctx: Context, contextFor: (shopId: string) => Context): Promise<void> {
  const shops = await inTransaction(ctx, (tx) => tx.tx.select({ id: schema.shops.id }).from(schema.shops), {
    rounds: 'on',
  })
  for (const { id } of shops)
    await inTransaction(contextFor(id), async (tx) => {
      await askAgain(tx, new Date(tx.platform.now().getTime() - FORGOTTEN_MS))
      if ((await findWaiting(tx)).length > 0) await sendFollow(tx)
    })
}

async function askAgain(ctx: InTx, before: Date): Promise<void> {
  for (const { id } of await findForgotten(ctx, before)) await sendJob(ctx, id)
}
