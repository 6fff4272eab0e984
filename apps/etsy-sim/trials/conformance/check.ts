import type { Schemas } from './schemas.ts'
import { findOperation, type Operation, type Parameter, type Schema, type Spec } from './spec.ts'

export type Request = { method: string; url: URL; headers: Headers; body: string | FormData | null }
export type Answer = { status: number; type: string; body: string }

/** Said by what stands in front of every operation; few of them name it. */
const GATEWAY = new Set([401, 403, 429, 503])

export class Check {
  readonly #spec: Spec
  readonly #schemas: Schemas

  constructor(spec: Spec, schemas: Schemas) {
    this.#spec = spec
    this.#schemas = schemas
  }

  nameOf({ method, url }: Request): string {
    return findOperation(this.#spec, method, url.pathname)?.operation.operationId ?? `${method} ${url.pathname}`
  }

  isDocumented(request: Request, { status }: Answer): boolean {
    const found = findOperation(this.#spec, request.method, request.url.pathname)
    return found !== null && String(status) in found.operation.responses
  }

  /** What is wrong with what was asked. */
  request(request: Request): string[] {
    const found = findOperation(this.#spec, request.method, request.url.pathname)
    if (!found) return ['There is no such operation.']
    const { operation, path } = found
    return [
      ...this.#parameters(operation, 'path', path),
      ...this.#parameters(operation, 'query', Object.fromEntries(request.url.searchParams)),
      ...keys(operation, request.headers),
      ...this.#body(operation, request),
    ]
  }

  /** What is wrong with what was answered. */
  answer(request: Request, { status, type, body }: Answer): string[] {
    const found = findOperation(this.#spec, request.method, request.url.pathname)
    if (!found) return ['There is no such operation.']
    const response = found.operation.responses[status]
    if (!response && !GATEWAY.has(status)) return [`It never answers ${status}.`]
    const schema = response ? response.content?.['application/json']?.schema : ERROR
    if (!schema) return body === '' ? [] : ['There should be no body.']
    if (!type.startsWith('application/json')) return [`The answer’s type is ${type}.`]
    return this.#schemas.answer(
      `${found.operation.operationId}/${response ? status : 'gateway'}`,
      schema,
      JSON.parse(body),
    )
  }

  #parameters(operation: Operation, place: Parameter['in'], given: Record<string, string>): string[] {
    const known = (operation.parameters ?? []).filter((one) => one.in === place)
    const unknown = Object.keys(given).filter((name) => !known.some((one) => one.name === name))
    return [
      ...unknown.map((name) => `It takes no ${place} parameter ${name}.`),
      ...known.flatMap(({ name, required, schema }) => {
        const value = given[name]
        if (value === undefined) return required ? [`The ${place} parameter ${name} is missing.`] : []
        const key = `${operation.operationId}/${place}/${name}`
        return this.#schemas.body(key, schema, typed(schema, value)).map((wrong) => `${place} ${name}: ${wrong}`)
      }),
    ]
  }

  #body(operation: Operation, { headers, body }: Request): string[] {
    const content = operation.requestBody?.content
    if (!content) return body === null ? [] : ['It takes no body.']
    if (body === null) return ['Its body is missing.']
    const type = body instanceof FormData ? 'multipart/form-data' : (headers.get('content-type')?.split(';')[0] ?? '')
    const schema = content[type]?.schema
    if (!schema) return [`It takes no body of the type ${type}.`]
    return this.#schemas.body(`${operation.operationId}/body`, schema, bodyOf(schema, type, body))
  }
}

const ERROR: Schema = { $ref: '#/components/schemas/ErrorSchema' }

/** Key and secret with every call, and the seller's token where a scope is named. */
function keys({ security = [] }: Operation, headers: Headers): string[] {
  const needsToken = security.some(({ oauth2 }) => oauth2 !== undefined)
  return [
    ...(/^[^:]+:.+$/.test(headers.get('x-api-key') ?? '') ? [] : ['x-api-key is not key:secret.']),
    ...(!needsToken || /^Bearer \d+\../.test(headers.get('authorization') ?? '')
      ? []
      : ['The seller’s token is missing.']),
  ]
}

function bodyOf(schema: Schema, type: string, body: string | FormData): unknown {
  if (type === 'application/json') return typeof body === 'string' ? JSON.parse(body) : null
  const entries = body instanceof FormData ? [...body] : [...new URLSearchParams(body)]
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      typeof value === 'string' ? typed(schema.properties?.[name] ?? {}, value) : '',
    ]),
  )
}

/** What words in an address or a form stand for; lists are joined by commas. What is no such thing stays a word. */
function typed({ type, items = {} }: Schema, value: string): unknown {
  if (type === 'array') return value.split(',').map((one) => typed(items, one))
  if (type === 'integer' && /^-?\d+$/.test(value)) return Number(value)
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true'
  return value
}
