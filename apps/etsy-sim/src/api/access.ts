import { setTimeout as pause } from 'node:timers/promises'
import type { Context, MiddlewareHandler } from 'hono'
import { type Failure, nextFailure } from '../world/faults.ts'
import type { Grant } from '../world/grants.ts'
import type { App } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { refuse, refused } from './refusals.ts'

export type Env = { Variables: { app: App; grant: Grant } }

/** Key and secret, then the limits, then what is wrong today: in this order for every call. */
export const gate =
  (world: World): MiddlewareHandler<Env> =>
  async (c, next) => {
    const app = appOf(world, c.req.header('x-api-key'))
    c.set('app', app)
    const spent = world.meterOf(app.keystring).spend(world.limits)
    if ('retryAfter' in spent) {
      refuse(429, 'Rate limit exceeded. Please slow down.', { 'retry-after': String(spent.retryAfter) })
    }
    if (world.faults.slowMs > 0) await pause(world.faults.slowMs)
    const failure = nextFailure(world.faults, c.req.path)
    if (failure && !failure.done) return fail(c, failure)
    await next()
    if (failure) c.res = fail(c, failure)
    c.header('x-limit-per-second', String(spent.perSecond))
    // Cut off, as it has been seen live.
    c.header('x-remaining-this-secon', String(spent.remainingThisSecond))
    c.header('x-limit-per-day', String(spent.perDay))
    c.header('x-remaining-today', String(spent.remainingToday))
  }

function appOf(world: World, key = ''): App {
  if (key === '') refuse(401, 'Missing or invalid API key.')
  const [keystring = '', secret] = key.split(':')
  if (secret === undefined || secret === '') refuse(403, 'Shared secret is required in x-api-key header.')
  const app = world.apps.get(keystring)
  if (!app || app.secret !== secret) return refuse(401, 'Missing or invalid API key.')
  return app
}

function fail(c: Context, { status, retryAfter }: Failure): Response {
  if (status === 0) {
    // What Node's server gave us; closed, the line is broken and nobody was answered.
    const { outgoing } = c.env as { outgoing?: { destroy(): void } }
    outgoing?.destroy()
  }
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': String(retryAfter) }
  return refused(status === 0 ? 503 : status, 'Service unavailable.', headers)
}

/** The seller's own token, with this scope. */
export const scope =
  (world: World, ...wanted: string[]): MiddlewareHandler<Env> =>
  async (c, next) => {
    const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (!token) refuse(401, 'The request lacks valid authentication credentials.')
    const holder = world.grants.holder(token)
    if (holder === 'expired') refuse(401, 'The access token is expired.')
    if (holder === 'revoked') refuse(403, 'access token has been revoked')
    if (holder === 'unknown' || holder.keystring !== c.var.app.keystring) {
      return refuse(401, 'The request lacks valid authentication credentials.')
    }
    const lacking = wanted.find((one) => !holder.scopes.includes(one))
    if (lacking) refuse(403, `insufficient_scope: ${lacking} is required.`)
    c.set('grant', holder)
    await next()
  }
