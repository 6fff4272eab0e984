export type EtsyErrorCode =
  /** The access token is over, or never was one: refresh, then ask again. */
  | 'etsy.token_expired'
  /** The grant was taken back, or its refresh token is over: only the seller can help, by connecting again. */
  | 'etsy.grant_lost'
  /** The app's own key or secret is wrong. */
  | 'etsy.key_refused'
  /** Etsy withholds this from this app or this seller. */
  | 'etsy.not_allowed'
  | 'etsy.not_found'
  | 'etsy.conflict'
  /** We sent what Etsy cannot read: a mistake of ours. */
  | 'etsy.invalid'
  | 'etsy.limited'
  /** Etsy, or the way there, is not available; whether a write was done is not known. */
  | 'etsy.unavailable'
  /** An answer that is not what the specification says. */
  | 'etsy.unreadable'

export type EtsyErrorOptions = { status?: number | undefined; retryAfterMs?: number | undefined; cause?: unknown }

/** What went wrong with a call, in our words; `message` carries Etsy's own. */
export class EtsyError extends Error {
  readonly code: EtsyErrorCode
  readonly status: number | undefined
  /** Etsy asked to wait this long. */
  readonly retryAfterMs: number | undefined

  constructor(code: EtsyErrorCode, message: string, { status, retryAfterMs, cause }: EtsyErrorOptions = {}) {
    super(message, { cause })
    this.name = 'EtsyError'
    this.code = code
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

/** What an answer that is no success means. Etsy says 403 for three things that call for three different acts. */
export function errorOf(status: number, said: string, retryAfterMs?: number): EtsyError {
  return new EtsyError(codeOf(status, said), said || `Etsy answered ${status}.`, { status, retryAfterMs })
}

function codeOf(status: number, said: string): EtsyErrorCode {
  // Of these two the words decide; a limit may speak of the key, too.
  const isAboutAccess = status === 401 || status === 403
  if (isAboutAccess && /revoked/i.test(said)) return 'etsy.grant_lost'
  if (isAboutAccess && /api[- ]?key|shared secret/i.test(said)) return 'etsy.key_refused'
  switch (status) {
    case 401:
      return 'etsy.token_expired'
    case 403:
      return 'etsy.not_allowed'
    case 404:
      return 'etsy.not_found'
    case 409:
      return 'etsy.conflict'
    case 429:
      return 'etsy.limited'
    default:
      return status >= 500 ? 'etsy.unavailable' : 'etsy.invalid'
  }
}
