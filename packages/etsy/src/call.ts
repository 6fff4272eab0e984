import type { z } from 'zod'
import { EtsyError, errorOf } from './errors.ts'
import { budgetOf, type Limiter, LONGEST_PAUSE_MS } from './limiter.ts'
import type { EtsyHosts } from './oauth.ts'
import { ErrorAnswer } from './wire.ts'

/** What may stand in a query or a form; lists are joined by commas, and what is undefined is left out. */
export type Values = Record<string, string | number | boolean | readonly (string | number)[] | undefined>

/** Each write takes one kind of body, and refuses the others with a 400. */
export type Body = { form: Values } | { json: unknown } | { parts: FormData }

export type Call<Answer> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/v3/application`. */
  path: string
  query?: Values
  body?: Body
  answer: z.ZodType<Answer>
  /** Whose access it needs; without one the app's key is enough. */
  token?: string
}

export type Caller = {
  hosts: EtsyHosts
  /** `keystring:secret`, with every call. */
  apiKey: string
  limiter: Limiter
  /** Whose turn it is. */
  shop: string
  fetch?: typeof fetch
  wait?: (ms: number) => Promise<void>
}

const ANSWER_MS = 30_000
const ATTEMPTS = 4
const FIRST_PAUSE_MS = 500

/**
 * One call, tried again where that is safe: what was refused for the limit was not done, and a question may be asked
 * twice. A write whose answer was lost may have been done; that is for the caller to find out.
 */
export async function call<Answer>(caller: Caller, wanted: Call<Answer>): Promise<Answer> {
  const { limiter, shop, wait = (ms) => new Promise((done) => setTimeout(done, ms)) } = caller
  for (let attempt = 1; ; attempt++) {
    await limiter.turn(shop)
    try {
      return await once(caller, wanted)
    } catch (error) {
      if (!(error instanceof EtsyError) || attempt === ATTEMPTS || !mayTryAgain(error, wanted.method)) throw error
      const pause = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random())
      if (error.code === 'etsy.limited') limiter.pause(pause)
      if (pause > LONGEST_PAUSE_MS) throw error
      if (error.code !== 'etsy.limited') await wait(pause)
    }
  }
}

const mayTryAgain = ({ code }: EtsyError, method: string): boolean =>
  code === 'etsy.limited' || (code === 'etsy.unavailable' && method === 'GET')

async function once<Answer>(
  { hosts, apiKey, limiter, fetch: ask = fetch }: Caller,
  { method, path, query = {}, body, answer, token }: Call<Answer>,
): Promise<Answer> {
  const url = new URL(`/v3/application${path}`, hosts.api)
  for (const [name, value] of written(query)) url.searchParams.set(name, value)
  const response = await ask(url, {
    method,
    headers: {
      'x-api-key': apiKey,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && 'json' in body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: encoded(body) }),
    // A key must not follow anybody elsewhere.
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((cause: unknown) => {
    throw new EtsyError('etsy.unavailable', 'Etsy cannot be reached.', { cause })
  })
  limiter.heard(budgetOf(response.headers))
  const said: unknown = await readJson(response)
  if (!response.ok) {
    const told = ErrorAnswer.safeParse(said)
    throw errorOf(response.status, told.success ? told.data.error : '', retryAfterOf(response))
  }
  const read = answer.safeParse(said)
  if (!read.success)
    throw new EtsyError('etsy.unreadable', `Etsy’s answer to ${method} ${path} cannot be read: ${read.error.message}`)
  return read.data
}

/** 204 has no body; an error page of something in between is no JSON. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch((cause: unknown) => {
    throw new EtsyError('etsy.unavailable', 'Etsy’s answer broke off.', { cause })
  })
  try {
    return text === '' ? null : parsed(text)
  } catch {
    return null
  }
}

/** What no database can keep, and only a forged order would hold. */
const UNKEEPABLE = /\\u(0000|d[89a-f])/i

function parsed(text: string): unknown {
  if (!UNKEEPABLE.test(text)) return JSON.parse(text)
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value,
  )
}

function retryAfterOf(response: Response): number | undefined {
  const said = response.headers.get('retry-after') ?? ''
  return /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1000 : undefined
}

function encoded(body: Body): string | URLSearchParams | FormData {
  if ('json' in body) return JSON.stringify(body.json)
  return 'form' in body ? new URLSearchParams(written(body.form)) : body.parts
}

const written = (values: Values): [string, string][] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : String(value)] as [string, string]],
  )
