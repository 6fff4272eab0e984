import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { receiptAnswer } from '../api/receipt-answer.ts'
import { refuse } from '../api/refusals.ts'
import { randomFrom } from '../random.ts'
import { crowd } from '../world/crowd.ts'
import { cancel, deliver, edit, pay, refund } from '../world/orders.ts'
import type { Receipt } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { read } from './read.ts'

const Crowd = z.strictObject({
  count: z.number().int().min(1).max(100_000),
  shopId: z.number().int().optional(),
  from: z.number().int().positive().optional(),
  everySeconds: z.number().min(0).default(600),
  shipped: z.number().min(0).max(1).default(0),
  seed: z.number().int().default(1),
  /** Whether whoever listens is told of each. */
  webhooks: z.boolean().default(false),
})
const Edit = z.strictObject({
  message: z.string().nullable().optional(),
  answers: z.record(z.string(), z.string()).optional(),
  expectedShipDate: z.number().int().positive().optional(),
  address: z
    .strictObject({
      ...{ first_line: z.string(), second_line: z.string().nullable(), city: z.string(), zip: z.string() },
      state: z.string().nullable(),
    })
    .partial()
    .optional(),
})
const Refund = z.strictObject({ amount: z.number().int().positive().optional(), reason: z.string().optional() })

/** What buyers and sellers do on Etsy itself. */
export function orderActs(world: World): Hono {
  const act = (c: Context): Receipt =>
    world.receipts.get(Number(c.req.param('receipt'))) ?? refuse(404, 'There is no such receipt.')
  const told = (c: Context, receipt: Receipt) => c.json(receiptAnswer(world, receipt))
  return new Hono()
    .post('/buys', async (c) => {
      const made = many(world, await read(c, Crowd))
      return c.json({ made: made.length, first: made[0]?.receiptId, last: made.at(-1)?.receiptId }, 201)
    })
    .post('/receipts/:receipt/pay', (c) => {
      const receipt = act(c)
      pay(world, receipt)
      return told(c, receipt)
    })
    .post('/receipts/:receipt/cancel', (c) => {
      const receipt = act(c)
      if (!cancel(world, receipt)) refuse(409, 'It is too late to cancel this one.')
      return told(c, receipt)
    })
    .post('/receipts/:receipt/deliver', (c) => {
      const receipt = act(c)
      deliver(world, receipt)
      return told(c, receipt)
    })
    .post('/receipts/:receipt/refund', async (c) => {
      const receipt = act(c)
      const { amount, reason } = await read(c, Refund)
      refund(world, receipt, amount, reason)
      return told(c, receipt)
    })
    .post('/receipts/:receipt/edit', async (c) => {
      const receipt = act(c)
      edit(world, receipt, defined(await read(c, Edit)))
      return told(c, receipt)
    })
}

function many(world: World, wanted: z.output<typeof Crowd>): Receipt[] {
  const shopId = wanted.shopId ?? [...world.shops.keys()][0]
  if (shopId === undefined || !world.shops.has(shopId)) return refuse(404, 'There is no such shop.')
  const { count, everySeconds, shipped } = wanted
  const from = wanted.from ?? world.clock.seconds - Math.ceil(count * everySeconds)
  const buyers = () => crowd(world, { shopId, count, from, everySeconds, shipped, random: randomFrom(wanted.seed) })
  return wanted.webhooks ? buyers() : world.quietly(buyers)
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> }
const defined = <T extends object>(given: T): Defined<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>
