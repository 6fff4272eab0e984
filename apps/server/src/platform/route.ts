import { createHash } from 'node:crypto'
import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import { ProblemDto } from '@proofroom/contract'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Actor } from './actor.ts'
import { type Context, inTransaction, type Platform } from './context.ts'
import { describeDevice } from './device.ts'
import { AppError, invalid } from './errors.ts'
import { AlreadyDone, answered, keepAnswer } from './idempotency.ts'
import type { Limited } from './limits.ts'
import { addressOf, publicUrlOf } from './origin.ts'
import { type Access, authorize, mayUse } from './policy.ts'

export type Env = {
  Variables: {
    platform: Platform
    requestId: string
    /** The client's address, for limits. Never stored. */
    address: string
    resolve: ResolveActor
    /** Off in one test only: there the database alone must hold. */
    codeChecks: boolean
    ctx: Context
  }
}

/** Finds out who is asking; given by the identity slice. Throws 401, 404 or 410 with its sentence. */
export type ResolveActor = (
  ctx: Context,
  access: Access,
  request: { params: Record<string, string>; cookie: string },
) => Promise<Actor>

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Answered = 200 | 201
type Json<S extends z.ZodType> = { content: { 'application/json': { schema: S } } }
type Optional<S, T> = [S] extends [z.ZodType] ? T : unknown

/** The `{names}` of a path. */
type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never

type Declaration<P, M, B, Q, A, S> = {
  method: M
  /** `{name}` for parameters. */
  path: P
  access: Access
  summary: string
  tag: string
  body?: B
  query?: Q
  answer: A
  status?: S
  limit?: Limited
}

type Declared<P extends string, M, B, Q, A extends z.ZodType, S extends Answered> = {
  method: M
  path: P
  request: { params: z.ZodObject<Record<ParamNames<P>, z.ZodString>> } & Optional<
    B,
    { body: Json<B & z.ZodType> & { required: true } }
  > &
    Optional<Q, { query: Q }>
  responses: { [K in S]: Json<A> & { description: string } }
}

/** Every declared route, for the access matrix and nothing else. */
export const declared: { method: Method; path: string; access: Access; body: z.ZodType | undefined }[] = []

/** The largest honest one names every mark of a full room. */
const smallBody = bodyLimit({
  maxSize: 4_000_000,
  onError() {
    throw new AppError(413, 'input.too_large', 'This is more text than fits. Please send less at once.')
  },
})

const PROBLEM = {
  content: { 'application/json': { schema: ProblemDto } },
  description: 'What went wrong, in a sentence',
}

/**
 * Declares a route: path, who it is for, what goes in and comes out. The handler runs with `ctx` (the actor known and
 * allowed) and validated input.
 */
export function route<
  const P extends string,
  const M extends Method,
  A extends z.ZodType,
  B extends z.ZodType | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  const S extends Answered = 200,
>(d: Declaration<P, M, B, Q, A, S>) {
  declared.push({ method: d.method, path: d.path, access: d.access, body: d.body })
  const config = {
    method: d.method,
    path: d.path,
    summary: d.summary,
    tags: [d.tag],
    security: securityOf(d.access),
    middleware: [smallBody, enter(d.access, d.limit)],
    request: {
      ...(d.query && { query: d.query }),
      ...(d.body && { body: { content: { 'application/json': { schema: d.body } }, required: true } }),
      params: paramsOf(d.path),
    },
    responses: {
      [d.status ?? 200]: { content: { 'application/json': { schema: d.answer } }, description: d.summary },
      default: PROBLEM,
    },
  }
  // What is optional above is exact in the type, so that handlers know their input.
  return createRoute(config as unknown as Declared<P, M, B, Q, A, S> & RouteConfig) as Declared<P, M, B, Q, A, S> & {
    getRoutingPath(): string
  }
}

function paramsOf(path: string) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  return z.object(Object.fromEntries(names.map((name) => [name, z.string().max(200)])))
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access.kind === 'anyone') return []
  return access.kind === 'guest' ? [{ guest: [] }] : [{ session: [] }]
}

/** Declares a route whose body or answer is not JSON (files, streams): the middleware to put before its handler. */
export function handmade(method: Method, path: string, access: Access, limit?: Limited): MiddlewareHandler<Env> {
  declared.push({ method, path, access, body: undefined })
  return enter(access, limit)
}

/** Resolves the actor, checks the declared access, replays a mutation that was already answered. */
function enter(access: Access, limit?: Limited): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { platform, requestId, address, resolve, codeChecks } = c.var
    if (limit) await platform.limits.take(limit, address)
    const ctx: Context = {
      platform,
      requestId,
      actor: { type: 'anonymous' },
      device: describeDevice(c.req.header('user-agent')),
      publicUrl: publicUrlOf(platform.config, { host: c.req.header('host') }),
      idempotency: null,
    }
    ctx.actor = await resolve(ctx, access, { params: c.req.param(), cookie: c.req.header('cookie') ?? '' })
    if (codeChecks) authorize(mayUse(ctx.actor, access))
    c.set('ctx', ctx)
    const key = c.req.header('idempotency-key')
    if (!key || c.req.method === 'GET' || !('shopId' in ctx.actor)) return next()
    return onceOnly(c, next, ctx, key)
  }
}

const onceOnly = async (
  c: Parameters<MiddlewareHandler<Env>>[0],
  next: () => Promise<void>,
  ctx: Context,
  key: string,
) => {
  if (key.length > 100) throw invalid('idempotency.key', 'An Idempotency-Key has at most 100 characters.')
  // Uploads are bytes of any size: their key covers method, path and length.
  const isJson = c.req.header('content-type')?.startsWith('application/json') ?? false
  const body = isJson ? await c.req.text() : (c.req.header('content-length') ?? '')
  const request = createHash('sha256').update(`${c.req.method} ${c.req.path}\n${body}`).digest('hex')
  const claimed = { key, request }
  const before = await inTransaction(ctx, (tx) => answered({ ...tx, idempotency: claimed }))
  if (before) return replay(before)
  ctx.idempotency = claimed
  await next()
  if (c.error instanceof AlreadyDone) {
    const after = await inTransaction({ ...ctx, idempotency: null }, (tx) => answered({ ...tx, idempotency: claimed }))
    if (after) c.res = replay(after)
    return
  }
  if (c.res.ok && c.res.headers.get('content-type')?.startsWith('application/json')) {
    const text = await c.res.clone().text()
    const { status } = c.res
    await inTransaction({ ...ctx, idempotency: null }, (tx) => keepAnswer(tx, key, status, text))
  }
}

const replay = ({ status, body }: { status: number; body: string }) =>
  new Response(body, { status, headers: { 'content-type': 'application/json', 'idempotency-replayed': 'true' } })

/** An empty slice of routes; input that does not fit is told field by field. */
export const slice = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalidInput(result.error)
    },
  })

function invalidInput(error: z.ZodError) {
  const fields = Object.fromEntries(error.issues.map((issue) => [issue.path.join('.'), issue.message]))
  const first = error.issues[0]
  const where = first && first.path.length > 0 ? ` (${first.path.join('.')})` : ''
  return invalid('input', `${first?.message ?? 'This input does not fit.'}${where}`, fields)
}

/** The client's address as limits count it. */
export const clientAddress = (
  platform: Pick<Platform, 'config'>,
  forwardedFor: string | undefined,
  socket: string | undefined,
) => addressOf(platform.config.trustProxy, forwardedFor, socket)
