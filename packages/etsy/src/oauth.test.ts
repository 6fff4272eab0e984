import { expect, test } from 'vitest'
import { challengeOf, consentUrl, ETSY, exchangeCode, newVerifier, refreshTokens, type TokenOptions } from './oauth.ts'

const NOW = new Date('2026-11-27T09:00:00Z')

/** A token endpoint that answers so, and what it was asked. */
function endpoint(status: number, answer: unknown) {
  const asked: { url: string; body: string; redirect: string | undefined }[] = []
  const options: TokenOptions = {
    ...{ hosts: ETSY, keystring: 'key', now: () => NOW },
    async fetch(url, init) {
      asked.push({ url: String(url), body: String(init?.body), redirect: init?.redirect })
      return Response.json(answer, { status })
    },
  }
  return { asked, options }
}

const TOKENS = { access_token: '12345678.a', token_type: 'Bearer', expires_in: 3600, refresh_token: '12345678.r' }

test('the challenge is the RFC’s', () => {
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
  expect(newVerifier()).toMatch(/^[\w-]{43,128}$/)
  expect(newVerifier()).not.toBe(newVerifier())
})

test('the consent page is told who asks, for what, and where to come back', () => {
  const verifier = newVerifier()
  const url = new URL(
    consentUrl({
      ...{ hosts: ETSY, keystring: 'key', redirectUri: 'https://shop.example/etsy', state: 'nonce', verifier },
      scopes: ['shops_r', 'transactions_r'],
    }),
  )
  expect(url.origin + url.pathname).toBe('https://www.etsy.com/oauth/connect')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: 'code',
    client_id: 'key',
    redirect_uri: 'https://shop.example/etsy',
    scope: 'shops_r transactions_r',
    state: 'nonce',
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
  })
})

test('a code is exchanged with the verifier and without the secret', async () => {
  const { asked, options } = endpoint(200, TOKENS)
  const tokens = await exchangeCode(options, { code: 'c', verifier: 'v', redirectUri: 'https://shop.example/etsy' })
  expect(tokens).toEqual({
    ...{ accessToken: '12345678.a', refreshToken: '12345678.r', userId: '12345678' },
    expiresAt: new Date('2026-11-27T10:00:00Z'),
  })
  expect(asked).toEqual([
    {
      url: 'https://openapi.etsy.com/v3/public/oauth/token',
      body: 'client_id=key&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fshop.example%2Fetsy&code=c&code_verifier=v',
      redirect: 'error',
    },
  ])
})

test.each([
  [400, { error: 'invalid_grant', error_description: 'code has expired' }, 'etsy.grant_lost'],
  [403, { error: 'refresh_token is revoked' }, 'etsy.grant_lost'],
  [401, { error: 'invalid_client' }, 'etsy.key_refused'],
  [503, null, 'etsy.unavailable'],
  [429, { error: 'slow down' }, 'etsy.unavailable'],
  [200, { access_token: 'without a user' }, 'etsy.unreadable'],
])('a refresh answered %i %j is %s', async (status, answer, code) => {
  const { options } = endpoint(status, answer)
  await expect(refreshTokens(options, '12345678.r')).rejects.toMatchObject({ code })
})
