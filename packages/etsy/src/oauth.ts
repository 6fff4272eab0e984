import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { EtsyError } from './errors.ts'

/** Where a person says yes, and where tokens come from. A local Etsy has others. */
export type EtsyHosts = { consent: string; api: string }

export const ETSY: EtsyHosts = { consent: 'https://www.etsy.com', api: 'https://openapi.etsy.com' }

export type Scope =
  | 'shops_r'
  | 'shops_w'
  | 'listings_r'
  | 'listings_w'
  | 'transactions_r'
  | 'transactions_w'
  | 'email_r'

export type Tokens = {
  accessToken: string
  /** Etsy gives a new one with each refresh; the old one is over. */
  refreshToken: string
  expiresAt: Date
  /** Etsy's number of whoever said yes. */
  userId: string
}

/** RFC 7636: the secret stays here, its hash goes with the browser. */
export function newVerifier(): string {
  return randomBytes(48).toString('base64url')
}

export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

export type Consent = {
  hosts: EtsyHosts
  keystring: string
  redirectUri: string
  scopes: readonly Scope[]
  state: string
  verifier: string
}

/** The page on which the shop's owner says yes or no. */
export function consentUrl({ hosts, keystring, redirectUri, scopes, state, verifier }: Consent): string {
  const url = new URL('/oauth/connect', hosts.consent)
  const query = {
    response_type: 'code',
    client_id: keystring,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

export type TokenOptions = { hosts: EtsyHosts; keystring: string; fetch?: typeof fetch; now?: () => Date }

/** The first tokens, for the code with which the person came back. */
export const exchangeCode = (
  options: TokenOptions,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
): Promise<Tokens> =>
  requestTokens(options, {
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  })

/**
 * New tokens for the old refresh token. Ask it of one at a time, and keep what comes before it is used: the old refresh
 * token is over, and whoever loses the new one has lost the shop.
 */
export const refreshTokens = (options: TokenOptions, refreshToken: string): Promise<Tokens> =>
  requestTokens(options, { grant_type: 'refresh_token', refresh_token: refreshToken })

const TokenAnswer = z.looseObject({
  access_token: z.string().regex(/^\d+\../),
  refresh_token: z.string().regex(/^\d+\../),
  expires_in: z.number().int().positive(),
})
const Refusal = z.looseObject({ error: z.string().catch(''), error_description: z.string().optional() })

const ANSWER_MS = 20_000

async function requestTokens(
  { hosts, keystring, fetch: ask = fetch, now = () => new Date() }: TokenOptions,
  body: Record<string, string>,
): Promise<Tokens> {
  const asked = now()
  const response = await ask(new URL('/v3/public/oauth/token', hosts.api), {
    method: 'POST',
    body: new URLSearchParams({ client_id: keystring, ...body }),
    // Tokens must not follow anybody elsewhere.
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((cause: unknown) => {
    throw new EtsyError('etsy.unavailable', 'Etsy cannot be reached.', { cause })
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw refusal(response.status, answer)
  const read = TokenAnswer.safeParse(answer)
  if (!read.success) throw new EtsyError('etsy.unreadable', 'Etsy’s tokens cannot be read.', { cause: read.error })
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = read.data
  const userId = accessToken.slice(0, accessToken.indexOf('.'))
  return { accessToken, refreshToken, userId, expiresAt: new Date(asked.getTime() + seconds * 1000) }
}

/** A grant that is over says `invalid_grant`, or that it was revoked. */
function refusal(status: number, answer: unknown): EtsyError {
  const { error, error_description: more } = Refusal.catch({ error: '' }).parse(answer)
  const said = more ? `${error}: ${more}` : error || `Etsy answered ${status}.`
  const isLost = /invalid_grant|revoked/i.test(said)
  const code = isLost ? 'etsy.grant_lost' : status >= 500 || status === 429 ? 'etsy.unavailable' : 'etsy.key_refused'
  return new EtsyError(code, said, { status })
}
