import { type Database, inTransaction as enter, type Scope, type Transaction } from '@proofroom/db'
import type { Actor } from './actor.ts'
import type { Config } from './config.ts'
import { postgresCode } from './errors.ts'
import type { Jobs } from './events/jobs.ts'
import type { EventStream } from './events/stream.ts'
import type { FileStore } from './files/index.ts'
import { claimKey } from './idempotency.ts'
import type { Limits } from './limits.ts'
import type { Logger } from './log.ts'
import type { Mail } from './mail.ts'
import type { Secrets } from './secrets.ts'

/** What the program opened at start; one a process. */
export type Platform = {
  config: Config
  database: Database
  files: FileStore
  jobs: Jobs
  stream: EventStream
  limits: Limits
  log: Logger
  mail: Mail
  secrets: Secrets
  now: () => Date
}

/** One request, or one run of a job. */
export type Context = {
  platform: Platform
  actor: Actor
  requestId: string
  /** "Safari on iPhone" */
  device: string
  /** The address people use to reach us, as this request saw it. */
  publicUrl: string
  /** `Idempotency-Key` of a mutation, claimed by its first transaction. */
  idempotency: { key: string; request: string } | null
  tx?: Transaction
}

/** A context inside a transaction: what the store functions take. */
export type InTx = Context & { tx: Transaction }

export function scopeOf(actor: Actor): Scope {
  switch (actor.type) {
    case 'member':
      // Not the user: their memberships of other shops are none of this one's business.
      return { shopId: actor.shopId }
    case 'guest':
      return { shopId: actor.shopId, orderId: actor.orderId }
    case 'system':
      return { shopId: actor.shopId }
    case 'user':
      return { userId: actor.userId }
    case 'anonymous':
      return {}
  }
}

/** Two actions waited for each other, or saw each other's half: one of them was undone whole, and may simply go again. */
const GO_AGAIN = new Set(['40P01', '40001'])
const TRIES = 4

/**
 * Runs an action in one transaction, under the unprivileged role and the actor's scope (or `scope`, for the few
 * moments before an actor is known). Inside another action it joins that one's transaction. `work` may run again
 * after a deadlock, so it does nothing outside the database that twice would harm.
 */
export async function inTransaction<T>(ctx: Context, work: (ctx: InTx) => Promise<T>, scope?: Scope): Promise<T> {
  if (ctx.tx) return work(ctx as InTx)
  const { idempotency } = ctx
  for (let attempt = 1; ; attempt++) {
    try {
      return await enter(ctx.platform.database.db, scope ?? scopeOf(ctx.actor), async (tx) => {
        const inside = { ...ctx, idempotency, tx }
        await claimKey(inside)
        // Claimed for the request as a whole: a second transaction of it (reading the answer) must not claim again.
        ctx.idempotency = inside.idempotency
        return work(inside)
      })
    } catch (error) {
      if (attempt === TRIES || !GO_AGAIN.has(postgresCode(error) ?? '')) throw error
      ctx.platform.log.warn({ requestId: ctx.requestId, attempt }, 'an action met another one and goes again')
    }
  }
}

/** The shop an actor acts for. Only contexts of members, guests and jobs have one. */
export function shopOf(ctx: Context): string {
  const { actor } = ctx
  if (actor.type === 'member' || actor.type === 'guest' || actor.type === 'system') return actor.shopId
  throw new TypeError(`A ${actor.type} acts for no shop.`)
}
