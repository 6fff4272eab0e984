import { inTransaction, schema } from '@proofroom/db'
import { Limiter } from '@proofroom/etsy'
import { sql } from 'drizzle-orm'
import type { InTx, Platform } from '../../platform/context.ts'
import { sha256 } from '../../platform/secrets.ts'
import { type App, findApp, hostsOf } from './app.ts'

const { etsyPaces } = schema

const limiters = new Map<string, Limiter>()

/**
 * One budget for each app's key: taken in turns by all shops and jobs of this process, and call by call together with
 * the other processes, since Etsy counts what comes from all of them.
 */
export function limiterOf(platform: Platform, app: App): Limiter {
  const name = `${hostsOf(platform).api} ${app.keystring}`
  const known = limiters.get(name) ?? new Limiter({ reserve: (perSecond) => reserve(platform, name, perSecond) })
  limiters.set(name, known)
  return known
}

/** Whether this process heard that the key's calls for the day are nearly used up. */
export async function isScarce(ctx: InTx): Promise<boolean> {
  const app = await findApp(ctx)
  return app !== null && limiterOf(ctx.platform, app).isScarce
}

/** A tenth slower than allowed: calls do not travel equally fast, and arrive closer together than they left. */
const SPARE = 1.1

/**
 * Takes the next free moment of a key; how many milliseconds it is away. Where the database is away nobody waits for it:
 * what this process counted itself still holds.
 */
async function reserve({ database, log }: Platform, name: string, perSecond: number): Promise<number> {
  const gap = sql`${(SPARE * 1000) / perSecond}::float8 * interval '1 millisecond'`
  const key = sha256(name)
  try {
    const [taken] = await inTransaction(database.db, {}, (tx) =>
      tx
        .insert(etsyPaces)
        .values({ key, freeAt: sql`clock_timestamp() + ${gap}` })
        .onConflictDoUpdate({
          target: etsyPaces.key,
          set: { freeAt: sql`greatest(${etsyPaces.freeAt}, clock_timestamp()) + ${gap}` },
        })
        .returning({
          ms: sql<number>`extract(epoch from ${etsyPaces.freeAt} - ${gap} - clock_timestamp())::float8 * 1000`,
        }),
    )
    return Math.max(0, taken?.ms ?? 0)
  } catch (error) {
    log.warn({ err: error }, 'etsy: no moment could be reserved')
    return 0
  }
}
