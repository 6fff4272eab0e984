import { EtsyError, exchangeCode, newVerifier, refreshTokens } from '@proofroom/etsy'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EtsySim, startEtsySim } from '../sim.ts'
import { clientOf, connect, consent, REDIRECT, tokenOptions, turn } from '../testing.ts'
import { FIRST_SHOP } from '../world/seed.ts'

let sim: EtsySim
beforeAll(async () => {
  sim = await startEtsySim({ redirectUris: [REDIRECT], limits: { perSecond: 1000 } })
})
afterAll(() => sim.stop())

test('a seller who says yes gives tokens that begin with their number, and the shop that is theirs', async () => {
  const { client, tokens } = await clientOf(sim)
  const { accessToken, refreshToken, userId } = await tokens.read()
  expect([accessToken, refreshToken]).toEqual([
    expect.stringMatching(/^71000001\../),
    expect.stringMatching(/^71000001\../),
  ])
  expect(userId).toBe(String(FIRST_SHOP.userId))
  expect(await client.me()).toEqual({ userId: String(FIRST_SHOP.userId), shopId: String(FIRST_SHOP.shopId) })
  expect(await client.scopes()).toContain('transactions_w')
})

test('a seller who says no sends back an error with the state', async () => {
  const back = await consent(sim, newVerifier(), { answer: 'deny' })
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', state: 'nonce' })
  expect(back.origin + back.pathname).toBe(REDIRECT)
})

test('nobody is sent to an address that differs by a letter', async () => {
  for (const redirectUri of [
    `${REDIRECT}/`,
    REDIRECT.replace('api', 'API'),
    `${REDIRECT}?a=1`,
    'https://evil.example/',
  ])
    expect((await consent(sim, newVerifier(), { redirectUri })).href).toBe('missing:location')
})

test('what is wrong with a request besides is told to the app', async () => {
  const good = {
    response_type: 'code',
    client_id: 'simkeystring',
    redirect_uri: REDIRECT,
    scope: 'shops_r',
    state: 's',
  }
  const ask = async (changed: object) => {
    const query = { ...good, code_challenge: 'a'.repeat(43), code_challenge_method: 'S256', ...changed }
    const url = `${sim.url}/oauth/connect?${new URLSearchParams(query)}`
    const response = await fetch(url, { redirect: 'manual' })
    return new URL(response.headers.get('location') ?? 'none:').searchParams.get('error')
  }
  expect(await ask({ code_challenge_method: 'plain' })).toBe('invalid_request')
  expect(await ask({ code_challenge: '' })).toBe('invalid_request')
  expect(await ask({ state: '' })).toBe('invalid_request')
  expect(await ask({ scope: 'shops_r billing_r' })).toBe('invalid_scope')
  expect(await ask({ response_type: 'token' })).toBe('unsupported_response_type')
})

test('a code is good once, for a minute, with its verifier and address', async () => {
  const verifier = newVerifier()
  const codeOf = async () => (await consent(sim, verifier)).searchParams.get('code') ?? ''
  const exchange = (code: string, changed = {}) =>
    exchangeCode(tokenOptions(sim), { code, verifier, redirectUri: REDIRECT, ...changed })
  await expect(exchange(await codeOf(), { verifier: newVerifier() })).rejects.toMatchObject({ code: 'etsy.grant_lost' })
  await expect(exchange(await codeOf(), { redirectUri: `${REDIRECT}/` })).rejects.toThrow(/redirect_uri/)
  const late = await codeOf()
  await turn(sim, '/clock', { advance: 61 })
  await expect(exchange(late)).rejects.toThrow(/expired/)
  const code = await codeOf()
  const { refreshToken } = await exchange(code)
  await expect(exchange(code)).rejects.toThrow(/used/)
  // Whoever had it second may have stolen it, so may whoever was first.
  await expect(refreshTokens(tokenOptions(sim), refreshToken)).rejects.toMatchObject({ code: 'etsy.grant_lost' })
})

test('a refresh token is over when there is a new one, unless that is switched off', async () => {
  const { refreshToken } = await connect(sim)
  const next = await refreshTokens(tokenOptions(sim), refreshToken)
  await expect(refreshTokens(tokenOptions(sim), refreshToken)).rejects.toMatchObject({ code: 'etsy.grant_lost' })
  await turn(sim, '/faults', { strictRotation: false })
  await refreshTokens(tokenOptions(sim), next.refreshToken)
  await refreshTokens(tokenOptions(sim), next.refreshToken)
  await turn(sim, '/faults', { strictRotation: true })
})

test('an hour later forty calls at once renew the token once', async () => {
  const { client, tokens } = await clientOf(sim)
  await turn(sim, '/clock', { advance: 3600 })
  const answers = await Promise.all(Array.from({ length: 40 }, () => client.me()))
  expect(answers).toHaveLength(40)
  expect(tokens.renewals).toBe(1)
  expect(new Set(answers.map(({ shopId }) => shopId)).size).toBe(1)
})

test('access that was taken back is told apart from a token that is over', async () => {
  const { client } = await clientOf(sim)
  await turn(sim, '/tokens/expire')
  expect((await client.me()).shopId).toBe(String(FIRST_SHOP.shopId))
  await turn(sim, '/grants/revoke', { userId: FIRST_SHOP.userId })
  const error = await client.me().catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(EtsyError)
  expect(error).toMatchObject({ code: 'etsy.grant_lost', message: 'access token has been revoked' })
})

test('a scope that was not given is refused', async () => {
  const { client } = await clientOf(sim, { scopes: ['shops_r'] })
  await expect(client.receipts(String(FIRST_SHOP.shopId))).rejects.toMatchObject({
    code: 'etsy.not_allowed',
    status: 403,
  })
})
