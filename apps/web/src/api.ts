import type { ProblemDto } from '@proofroom/contract'

/** A refusal as the server told it: `message` is a sentence for the person, `fields` a sentence per field. */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly fields: Record<string, string>

  constructor(problem: Pick<ProblemDto, 'code' | 'message' | 'fields'>, status: number) {
    super(problem.message)
    this.name = 'ApiProblem'
    this.code = problem.code
    this.status = status
    this.fields = problem.fields ?? {}
  }
}

/** One per intent. Not `crypto.randomUUID`: a shop's own network is often plain http, where it does not exist. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

type CallOptions = {
  /** One per intent: hand the same key over when the same intent is tried again. */
  key?: string
  signal?: AbortSignal
}

const unreachable = () =>
  new ApiProblem(
    { code: 'network', message: 'Proofroom can’t be reached. Nothing was lost: check the connection and try again.' },
    0,
  )

/** Reads the refusal out of an answer that may not even be JSON (a proxy's error page). */
export function problemOf(status: number, text: string): ApiProblem {
  try {
    const body = JSON.parse(text) as Partial<ProblemDto>
    if (typeof body.code === 'string' && typeof body.message === 'string')
      return new ApiProblem({ code: body.code, message: body.message, fields: body.fields }, status)
  } catch {
    // Not JSON: told below.
  }
  return new ApiProblem({ code: `http.${status}`, message: `The server answered ${status}. Please try again.` }, status)
}

async function call<T>(method: string, path: string, body: unknown, options: CallOptions): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (method !== 'GET') headers['Idempotency-Key'] = options.key ?? newKey()
  const response = await fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    signal: options.signal ?? null,
    body: body === undefined ? null : JSON.stringify(body),
  }).catch((error: unknown) => {
    throw options.signal?.aborted ? error : unreachable()
  })
  const text = await response.text()
  if (!response.ok) throw problemOf(response.status, text)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Paths are whole: `api.get<QueueDto>('/api/s/…/queue')`. Throws ApiProblem. */
export const api = {
  get: <T>(path: string, options: CallOptions = {}) => call<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options: CallOptions = {}) => call<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options: CallOptions = {}) => call<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options: CallOptions = {}) => call<T>('PATCH', path, body, options),
  delete: <T>(path: string, options: CallOptions = {}) => call<T>('DELETE', path, undefined, options),
}
