import {
  consentUrl,
  EtsyClient,
  exchangeCode,
  Limiter,
  newVerifier,
  refreshTokens,
  type Scope,
  type TokenKeeper,
  type Tokens,
} from '@proofroom/etsy'
import type { EtsySim } from './sim.ts'
import { FIRST_APP } from './world/seed.ts'

export const REDIRECT = 'http://localhost:4000/api/etsy/callback'
export const API_KEY = `${FIRST_APP.keystring}:${FIRST_APP.secret}`
export const ALL: Scope[] = ['shops_r', 'listings_r', 'listings_w', 'transactions_r', 'transactions_w', 'email_r']

export const hostsOf = ({ url }: EtsySim) => ({ consent: url, api: url })

export type Said = { answer?: 'allow' | 'deny'; seller?: number; scopes?: Scope[]; redirectUri?: string }

/** A browser's way through the consent page: where it is sent back to. */
export async function consent(sim: EtsySim, verifier: string, said: Said = {}): Promise<URL> {
  const { answer = 'allow', scopes = ALL, redirectUri = REDIRECT } = said
  const { keystring } = FIRST_APP
  const url = consentUrl({ hosts: hostsOf(sim), keystring, redirectUri, scopes, state: 'nonce', verifier })
  const shown = await (await fetch(url)).text()
  const id = /name="id" value="([^"]+)"/.exec(shown)?.[1] ?? ''
  const seller = said.seller ?? [...sim.state.sellers.keys()][0]
  const response = await fetch(`${sim.url}/oauth/connect`, {
    method: 'POST',
    body: new URLSearchParams({ id, answer, seller: String(seller) }),
    redirect: 'manual',
  })
  return new URL(response.headers.get('location') ?? 'missing:location')
}

export async function connect(sim: EtsySim, said: Said = {}): Promise<Tokens> {
  const verifier = newVerifier()
  const back = await consent(sim, verifier, said)
  const code = back.searchParams.get('code') ?? ''
  return exchangeCode(tokenOptions(sim), { code, verifier, redirectUri: said.redirectUri ?? REDIRECT })
}

export const tokenOptions = (sim: EtsySim) => ({ hosts: hostsOf(sim), keystring: FIRST_APP.keystring })

/** Tokens of one shop, renewed by one at a time. */
export function keeperOf(
  sim: EtsySim,
  first: Tokens,
): TokenKeeper & { renewals: number; ask(old: Tokens): Promise<Tokens> } {
  let tokens = first
  let renewing: Promise<Tokens> | null = null
  return {
    renewals: 0,
    ask(old: Tokens) {
      this.renewals++
      return refreshTokens(tokenOptions(sim), old.refreshToken)
    },
    read: async () => tokens,
    async renew(old) {
      if (old.accessToken !== tokens.accessToken) return tokens
      renewing ??= this.ask(old).finally(() => {
        renewing = null
      })
      tokens = await renewing
      return tokens
    },
  }
}

export type Connected = { client: EtsyClient; tokens: ReturnType<typeof keeperOf>; limiter: Limiter }

export async function clientOf(sim: EtsySim, said: Said & { fetch?: typeof fetch } = {}): Promise<Connected> {
  const tokens = keeperOf(sim, await connect(sim, said))
  const limiter = new Limiter({ perSecond: 5 })
  const { fetch: ask = fetch } = said
  const client = new EtsyClient({ hosts: hostsOf(sim), apiKey: API_KEY, limiter, shop: 'a', tokens, fetch: ask })
  return { client, tokens, limiter }
}

/** One of the simulator's switches. */
export async function turn(sim: EtsySim, path: string, body: object = {}): Promise<unknown> {
  const response = await fetch(`${sim.url}/sim${path}`, { method: 'POST', body: JSON.stringify(body) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}
