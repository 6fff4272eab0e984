import { schema } from '@proofroom/db'
import { and, eq, lt } from 'drizzle-orm'
import { actorId } from './actor.ts'
import type { Context, InTx } from './context.ts'
import { conflict, invalid } from './errors.ts'

const { idempotencyKeys } = schema
const KEPT_MS = 24 * 3600 * 1000

export class AlreadyDone extends Error {}

/** In the action's own transaction: whoever is second with a key waits for the first, and then does nothing. */
export async function claimKey(ctx: InTx): Promise<void> {
  if (!ctx.idempotency || !('shopId' in ctx.actor)) return
  const { shopId } = ctx.actor
  const claimed = await ctx.tx
    .insert(idempotencyKeys)
    .values({ shopId, actor: actorKey(ctx), ...ctx.idempotency })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  if (claimed.length === 0) throw new AlreadyDone()
  // One request claims once, however many transactions it takes.
  ctx.idempotency = null
}

/** The answer given when this key was first used, or null. */
export async function answered(ctx: InTx): Promise<{ status: number; body: string } | null> {
  if (!ctx.idempotency) return null
  const [row] = await ctx.tx.select().from(idempotencyKeys).where(mine(ctx, ctx.idempotency.key))
  if (!row) return null
  if (row.request !== ctx.idempotency.request)
    throw invalid('idempotency.reused', 'This Idempotency-Key was used for another request. Send a new one.')
  if (row.status === null || row.body === null)
    throw conflict('idempotency.done', 'This was already done. Please reload to see the result.')
  return { status: row.status, body: ctx.platform.secrets.open(row.body) }
}

/** Sealed: answers hold links and tickets, which the database never has in clear. */
export async function keepAnswer(ctx: InTx, key: string, status: number, text: string): Promise<void> {
  const body = ctx.platform.secrets.seal(text)
  await ctx.tx.update(idempotencyKeys).set({ status, body }).where(mine(ctx, key))
  const old = new Date(ctx.platform.now().getTime() - KEPT_MS)
  await ctx.tx.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, old))
}

const actorKey = (ctx: Context) => `${ctx.actor.type}:${actorId(ctx.actor)}`
const mine = (ctx: Context, key: string) => and(eq(idempotencyKeys.actor, actorKey(ctx)), eq(idempotencyKeys.key, key))
