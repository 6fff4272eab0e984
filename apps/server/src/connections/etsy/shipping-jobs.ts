import { schema } from '@proofroom/db'
import { and, inArray, lt } from 'drizzle-orm'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import type { EventJob, Reaction, Task } from '../../platform/events/jobs.ts'
import { askToCancel } from './cancelling.ts'
import { correct, intend, SHIP_JOB, type ShipJob, takeBack } from './shipping.ts'
import { closeSettled } from './tasks.ts'
import { tell } from './telling.ts'

const ROUNDS_SECONDS = 60
/** Nobody has told it for so long: whoever wanted to is gone, or the queue tried often enough. */
const FORGOTTEN_MS = 10 * 60_000

type Contexts = { everywhere: () => Context; ofShop: (shopId: string, job: string) => Context }

export const etsyShippingTasks = ({ everywhere, ofShop }: Contexts): [Task<object>, Task<ShipJob>] => [
  {
    name: 'etsy.shipping_rounds',
    everySeconds: ROUNDS_SECONDS,
    run: () => goRounds(everywhere(), (shopId) => ofShop(shopId, 'etsy.shipping_rounds')),
  },
  { name: SHIP_JOB, run: ({ shopId, id }) => tell(ofShop(shopId, SHIP_JOB), id) },
]

/** What happens to an order here is told there, as far as Etsy lets itself be told. */
export const etsyShippingReactions = (contextFor: (job: EventJob, name: string) => Context): Reaction[] => {
  const on = (event: string, name: string, follow: (tx: InTx, orderId: string) => Promise<void>): Reaction => ({
    ...{ name, on: event },
    run: async (job) => {
      const { orderId } = job
      if (orderId) await inTransaction(contextFor(job, name), (tx) => follow(tx, orderId))
    },
  })
  return [
    on('order.shipped', 'etsy.order_shipped', intend),
    on('order.cancelled', 'etsy.order_cancelled', askToCancel),
    on('shipment.changed', 'etsy.shipment_changed', correct),
    on('shipment.taken_back', 'etsy.shipment_taken_back', takeBack),
    {
      name: 'etsy.tell_again',
      on: 'etsy.connected',
      run: (job) => inTransaction(contextFor(job, 'etsy.tell_again'), (tx) => askAgain(tx, tx.platform.now())),
    },
  ]
}

async function goRounds(ctx: Context, contextFor: (shopId: string) => Context): Promise<void> {
  const shops = await inTransaction(ctx, (tx) => tx.tx.select({ id: schema.shops.id }).from(schema.shops), {
    rounds: 'on',
  })
  for (const { id } of shops)
    await inTransaction(contextFor(id), async (tx) => {
      await closeSettled(tx)
      await askAgain(tx, new Date(tx.platform.now().getTime() - FORGOTTEN_MS))
    })
}

/** Queues what is still to be told from before then. */
async function askAgain(ctx: InTx, before: Date): Promise<void> {
  const { etsyShipments } = schema
  const open = await ctx.tx
    .select({ id: etsyShipments.id })
    .from(etsyShipments)
    .where(and(inArray(etsyShipments.state, ['intended', 'calling']), lt(etsyShipments.createdAt, before)))
  for (const { id } of open) await ctx.platform.jobs.send<ShipJob>(SHIP_JOB, { shopId: shopOf(ctx), id }, ctx.tx)
}
