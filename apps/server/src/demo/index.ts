import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { customerLink, findDemoUser, linkUrl } from '../identity/index.ts'
import { loadOrderById } from '../orders/index.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import type { Ingest } from '../proofs/index.ts'
import { prepareArt } from './art.ts'
import { ORDERS } from './orders/index.ts'
import { RUTH } from './orders/ruth.ts'
import { DEMO_SHOP, openShop } from './people.ts'
import { play } from './play.ts'
import { timeOf } from './times.ts'
import { layOutBenches } from './workshop.ts'

const { orders, shops, users } = schema
const ZONE = 'Europe/London'

/**
 * The first start on an empty embedded database makes a shop to look at. All of it is one transaction: a start that is
 * killed meanwhile has made nothing, and the next one makes it whole.
 */
export async function makeDemo(ctx: Context, ingest: Ingest): Promise<void> {
  const { config, log } = ctx.platform
  if (!config.demo || config.databaseUrl || !(await isEmpty(ctx))) return
  const begun = performance.now()
  const art = await prepareArt(ingest)
  const ownerId = uuidv7()
  const scope = { shopId: DEMO_SHOP, userId: ownerId }
  await inTransaction({ ...ctx, requestId: 'demo' }, (tx) => fillShop(tx, art, ownerId), scope)
  log.info({ ms: Math.round(performance.now() - begun) }, 'demo: the shop is made')
}

/** Every shop has an owner, and users are everybody's to count. */
const isEmpty = (ctx: Context): Promise<boolean> =>
  inTransaction(ctx, async (tx) => (await tx.tx.select({ id: users.id }).from(users).limit(1)).length === 0)

async function fillShop(ctx: InTx, art: Awaited<ReturnType<typeof prepareArt>>, ownerId: string): Promise<void> {
  const now = ctx.platform.now()
  const opened = timeOf({ daysAgo: 60, clock: '09:00' }, now, ZONE)
  const early = { ...ctx, platform: { ...ctx.platform, now: () => opened } }
  const staff = await openShop(early, ownerId, ZONE)
  const benches = await layOutBenches(early, staff)
  for (const script of ORDERS) await play({ ctx, art, staff, benches, now, zone: ZONE }, script)
  const nextOrderLabel = Math.max(...ORDERS.map((script) => Number(script.label))) + 1
  await ctx.tx.update(shops).set({ nextOrderLabel }).where(eq(shops.id, DEMO_SHOP))
}

/** Where a look at the demo begins: the seller's door, and the link of the customer who has a proof in hand. */
export async function demoLinks(ctx: Context): Promise<{ seller: string; customer: string } | null> {
  if (!(await findDemoUser(ctx))) return null
  const scope = { shopId: DEMO_SHOP }
  const system: Context = { ...ctx, actor: { type: 'system', job: 'demo', shopId: DEMO_SHOP } }
  const customer = await inTransaction(system, linkOfRuth, scope)
  return customer ? { seller: `${ctx.publicUrl}/sign-in`, customer } : null
}

async function linkOfRuth(ctx: InTx): Promise<string | null> {
  const [order] = await ctx.tx.select().from(orders).where(eq(orders.label, RUTH.label))
  if (!order) return null
  const { customer } = await loadOrderById(ctx, order.id)
  return linkUrl(ctx, await customerLink(ctx, order.id, customer.name))
}
