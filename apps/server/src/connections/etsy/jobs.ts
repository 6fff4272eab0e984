import { schema } from '@proofroom/db'
import type { ReadPicture } from '../../orders/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import type { EventJob, Reaction, Task } from '../../platform/events/jobs.ts'
import { FILES_JOB, type FileJob, fetchFile } from './files.ts'
import { SYNC_JOB, type SyncJob } from './names.ts'
import { isScarce } from './pace.ts'
import { findConnection } from './store.ts'
import { syncShop } from './sync.ts'
import { RECEIPT_JOB, type ReceiptJob, readHinted } from './webhooks.ts'

const ROUNDS_SECONDS = 30
/** Some hundred calls a day for a shop: the smallest app has five thousand, for five shops. Webhooks are faster. */
const STALE_MS = 120_000
/** While the day's calls are nearly used up: what was sold is told by webhooks, and the rest keeps. */
const STALE_WHEN_SCARCE_MS = 15 * 60_000
/** A first import that nobody goes on with: its process is gone. */
const ABANDONED_MS = 30_000

type Contexts = { everywhere: () => Context; ofShop: (shopId: string, job: string) => Context }

export const etsyTasks = (
  { everywhere, ofShop }: Contexts,
  readPicture: ReadPicture,
): [Task<object>, Task<SyncJob>, Task<ReceiptJob>, Task<FileJob>] => [
  {
    name: 'etsy.rounds',
    everySeconds: ROUNDS_SECONDS,
    run: () => goRounds(everywhere(), (shopId) => ofShop(shopId, 'etsy.rounds')),
  },
  { name: SYNC_JOB, mayRunTwice: true, run: ({ shopId }) => takeTurn(ofShop(shopId, SYNC_JOB)) },
  { name: RECEIPT_JOB, mayRunTwice: true, run: (job) => readHinted(ofShop(job.shopId, RECEIPT_JOB), job) },
  {
    name: FILES_JOB,
    mayRunTwice: true,
    run: ({ shopId, id }) => fetchFile(ofShop(shopId, FILES_JOB), id, readPicture),
  },
]

/** A shop that was connected is read at once. */
export const etsyReactions = (contextFor: (job: EventJob, name: string) => Context): Reaction[] => [
  {
    name: 'etsy.begin',
    on: 'etsy.connected',
    mayRunTwice: true,
    run: (job) => takeTurn(contextFor(job, 'etsy.begin')),
  },
]

/** Some pages; when there is more, other shops come first. */
async function takeTurn(ctx: Context): Promise<void> {
  if ((await syncShop(ctx)) === 'more') await ctx.platform.jobs.send<SyncJob>(SYNC_JOB, { shopId: shopOf(ctx) })
}

async function goRounds(ctx: Context, contextFor: (shopId: string) => Context): Promise<void> {
  const shops = await inTransaction(ctx, (tx) => tx.tx.select({ id: schema.shops.id }).from(schema.shops), {
    rounds: 'on',
  })
  for (const { id } of shops) await inTransaction(contextFor(id), askWhenDue)
}

async function askWhenDue(ctx: InTx): Promise<void> {
  const row = await findConnection(ctx)
  if (row?.state !== 'connected') return
  const now = ctx.platform.now()
  if (row.notBefore && row.notBefore > now) return
  const patience = (await isScarce(ctx)) ? STALE_WHEN_SCARCE_MS : row.importFinishedAt ? STALE_MS : ABANDONED_MS
  if (row.lastSyncedAt && row.lastSyncedAt.getTime() > now.getTime() - patience) return
  await ctx.platform.jobs.send<SyncJob>(SYNC_JOB, { shopId: shopOf(ctx) }, ctx.tx)
}
