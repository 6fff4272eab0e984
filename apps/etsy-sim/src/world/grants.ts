import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'

export type Grant = { userId: number; keystring: string; scopes: string[]; revoked: boolean }
type Code = { grant: Grant; redirectUri: string; challenge: string; until: number; used: boolean }
type Token = { grant: Grant; until: number; isOver: boolean }
export type Pair = { access_token: string; token_type: 'Bearer'; expires_in: number; refresh_token: string }

const CODE_SECONDS = 60
const ACCESS_SECONDS = 3600
const REFRESH_SECONDS = 90 * 24 * 60 * 60

export type Exchange = { keystring: string; code: string; redirectUri: string; verifier: string }
export type Refused = { status: 400 | 403; error: string; error_description: string }

const invalid = (why: string): Refused => ({ status: 400, error: 'invalid_grant', error_description: why })

/** Who allowed what to whom: codes, tokens, and the pairs that follow one another. */
export class Grants {
  readonly #clock: Clock
  readonly #codes = new Map<string, Code>()
  readonly #access = new Map<string, Token>()
  readonly #refresh = new Map<string, Token>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  allow(grant: Omit<Grant, 'revoked'>, redirectUri: string, challenge: string): string {
    const code = randomBytes(24).toString('base64url')
    const until = this.#clock.seconds + CODE_SECONDS
    this.#codes.set(code, { grant: { ...grant, revoked: false }, redirectUri, challenge, until, used: false })
    return code
  }

  exchange({ keystring, code, redirectUri, verifier }: Exchange): Pair | Refused {
    const found = this.#codes.get(code)
    if (!found || found.grant.keystring !== keystring) return invalid('The code is unknown.')
    if (found.used) {
      // Somebody else had it before: neither may keep what it gave.
      found.grant.revoked = true
      return invalid('The code has been used.')
    }
    found.used = true
    if (found.until < this.#clock.seconds) return invalid('The code has expired.')
    if (found.redirectUri !== redirectUri) return invalid('redirect_uri is not the one of the authorization.')
    const isVerifier = /^[A-Za-z0-9._~-]{43,128}$/.test(verifier)
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    if (!isVerifier || challenge !== found.challenge) return invalid('code_verifier does not match.')
    return this.#issue(found.grant)
  }

  refresh(keystring: string, refreshToken: string, isStrict: boolean): Pair | Refused {
    const found = this.#refresh.get(refreshToken)
    if (!found || found.grant.keystring !== keystring) return invalid('refresh_token is unknown.')
    if (found.grant.revoked) {
      return { status: 403, error: 'refresh_token is revoked', error_description: 'The seller took access back.' }
    }
    if (found.isOver || found.until < this.#clock.seconds) return invalid('refresh_token has expired.')
    found.isOver = isStrict
    return this.#issue(found.grant)
  }

  /** Whose access it is: the grant, or why there is none. */
  holder(accessToken: string): Grant | 'unknown' | 'expired' | 'revoked' {
    const found = this.#access.get(accessToken)
    if (!found) return 'unknown'
    if (found.grant.revoked) return 'revoked'
    return found.isOver || found.until <= this.#clock.seconds ? 'expired' : found.grant
  }

  expireAccess(): void {
    for (const token of this.#access.values()) token.isOver = true
  }

  revoke(userId?: number): void {
    for (const { grant } of [...this.#access.values(), ...this.#refresh.values()])
      if (userId === undefined || grant.userId === userId) grant.revoked = true
  }

  #issue(grant: Grant): Pair {
    const token = () => `${grant.userId}.${randomBytes(32).toString('base64url')}`
    const [access, refresh] = [token(), token()]
    const now = this.#clock.seconds
    this.#access.set(access, { grant, until: now + ACCESS_SECONDS, isOver: false })
    this.#refresh.set(refresh, { grant, until: now + REFRESH_SECONDS, isOver: false })
    return { access_token: access, token_type: 'Bearer', expires_in: ACCESS_SECONDS, refresh_token: refresh }
  }

  /** For the file: tokens outlive a restart, codes do not. */
  kept(): KeptGrants {
    const grants = [...new Set([...this.#access.values(), ...this.#refresh.values()].map(({ grant }) => grant))]
    const rows = (tokens: Map<string, Token>) =>
      [...tokens].map(([token, { grant, until, isOver }]) => ({ token, grant: grants.indexOf(grant), until, isOver }))
    return { grants, access: rows(this.#access), refresh: rows(this.#refresh) }
  }

  restore({ grants, access, refresh }: KeptGrants): void {
    const put = (tokens: Map<string, Token>, rows: KeptToken[]) => {
      for (const { token, grant: at, until, isOver } of rows) {
        const grant = grants[at]
        if (grant) tokens.set(token, { grant, until, isOver })
      }
    }
    put(this.#access, access)
    put(this.#refresh, refresh)
  }
}

type KeptToken = { token: string; grant: number; until: number; isOver: boolean }
export type KeptGrants = { grants: Grant[]; access: KeptToken[]; refresh: KeptToken[] }
