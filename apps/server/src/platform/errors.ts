import type { ProblemDto } from '@proofroom/contract'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** A failure we expect: a stable code for programs and a sentence a person can act on. */
export class AppError extends Error {
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly fields: Record<string, string> | undefined

  constructor(status: ContentfulStatusCode, code: string, message: string, fields?: Record<string, string>) {
    super(message)
    this.status = status
    this.code = code
    this.fields = fields
  }
}

/** The same bytes for what does not exist and for what is another shop's. */
export const notFound = () =>
  new AppError(404, 'not_found', 'There is nothing here. The address may be old or mistyped.')

export const conflict = (code: string, message: string) => new AppError(409, code, message)
export const invalid = (code: string, message: string, fields?: Record<string, string>) =>
  new AppError(422, code, message, fields)
export const forbidden = (message: string, code = 'not_allowed') => new AppError(403, code, message)

/** What the outside learns of a failure: an AppError's own words, and of anything else nothing but an id to ask for. */
export function presentProblem(error: unknown, requestId: string): { status: ContentfulStatusCode; body: ProblemDto } {
  if (error instanceof AppError) {
    const { status, code, message, fields } = error
    return { status, body: { code, message, requestId, ...(fields && { fields }) } }
  }
  // Hono's own refusals are of bodies that cannot be read.
  if (error instanceof HTTPException && error.status < 500)
    return presentProblem(
      invalid('input', 'This is not the JSON that belongs here. Please check what was sent.'),
      requestId,
    )
  const database = databaseRefusal(error)
  if (database) return presentProblem(database, requestId)
  const message = `Something went wrong on our side. Nothing was changed; please try again. (${requestId})`
  return { status: 500, body: { code: 'internal', message, requestId } }
}

/** What the database refused by itself (migrations/0001_guards.sql), in words. */
function databaseRefusal(error: unknown): AppError | null {
  switch (postgresCode(error)) {
    case 'PR001':
      return conflict(
        'version.closed',
        'This proof is closed: it was signed, replaced or withdrawn. Please look at the newest one.',
      )
    case 'PR002':
      return conflict(
        'version.sent',
        'This proof was sent, so its pages stay as they are. Start the next proof to change them.',
      )
    case '22P02':
      return notFound()
    case '22021':
    case '22P05':
      return invalid('input', 'There is a character in this text that cannot be stored. Please type it again.')
    case '57P01':
    case '57P03':
    case 'ECONNREFUSED':
    case 'CONNECTION_CLOSED':
    case 'CONNECTION_ENDED':
      return new AppError(
        503,
        'unavailable',
        'The database is not reachable just now. Nothing was changed; please try again in a moment.',
      )
    default:
      return null
  }
}

/** The SQLSTATE, also when drizzle wrapped the error. */
export function postgresCode(error: unknown): string | undefined {
  const own = (error as { code?: unknown } | null)?.code
  if (typeof own === 'string') return own
  const cause = (error as { cause?: unknown } | null)?.cause
  return cause ? postgresCode(cause) : undefined
}
