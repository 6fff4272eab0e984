import type { EraseInput } from '@proofroom/contract'
import { sql } from 'drizzle-orm'
import { ACCESS_CHANNEL, loadShop } from '../identity/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { insistOnName } from './erase-customer.ts'
import { asEraser } from './eraser.ts'

export const SHOP_FILES_JOB = 'privacy.shop_files'

/**
 * A shop and everything in it, at once and for good: every row of every table that has a shop, then its files. People's
 * accounts are their own and stay. Whoever is cut in the middle has erased nothing; the files' job goes on until it is
 * done.
 */
export async function eraseShop(ctx: Context, { confirm }: EraseInput): Promise<void> {
  const shopId = shopOf(ctx)
  await inTransaction({ ...ctx, idempotency: null }, async (tx) => {
    const shop = await loadShop(tx, shopId)
    insistOnName(confirm, shop.name)
    await sendEverybodyAway(tx)
    await ctx.platform.jobs.send(SHOP_FILES_JOB, { shopId }, tx.tx)
    const tables = await childrenFirst(tx)
    await asEraser(tx, async () => {
      for (const name of tables) await tx.tx.execute(sql`delete from ${sql.identifier(name)} where shop_id = ${shopId}`)
      await tx.tx.execute(sql`delete from shops where id = ${shopId}`)
    })
  })
  ctx.platform.log.warn({ shopId, requestId: ctx.requestId }, 'a shop was erased by its owner')
}

async function sendEverybodyAway(ctx: InTx): Promise<void> {
  await ctx.tx.execute(sql`
    select pg_notify(${ACCESS_CHANNEL}, json_build_object('revoked', json_build_object('linkId', id))::text) from links
    where revoked_at is null`)
  await ctx.tx.execute(sql`
    select pg_notify(${ACCESS_CHANNEL}, json_build_object('revoked', json_build_object('memberId', id))::text) from members
    where removed_at is null`)
}

/** Every table with a shop, whatever slice made it, so that none is before those that refer to it. */
async function childrenFirst({ tx }: InTx): Promise<string[]> {
  const tables = await tx.execute<{ name: string; parents: string[] }>(sql`
    select c.oid::regclass::text as name, coalesce(array_agg(distinct f.confrelid::regclass::text)
      filter (where f.confrelid is not null and f.confrelid <> c.oid), '{}') as parents
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'shop_id' and not a.attisdropped
    left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f'
    where n.nspname = 'public' and c.relkind in ('r', 'p') group by c.oid`)
  const left = new Map(tables.map(({ name, parents }) => [name, new Set(parents)]))
  const order: string[] = []
  while (left.size > 0) {
    const referred = new Set([...left.values()].flatMap((parents) => [...parents]))
    const free = [...left.keys()].filter((name) => !referred.has(name))
    if (free.length === 0) throw new Error(`tables refer to each other: ${[...left.keys()].join(', ')}`)
    for (const name of free) left.delete(name)
    order.push(...free)
  }
  return order
}
