import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EtsySim, startEtsySim } from '../sim.ts'
import { API_KEY, clientOf } from '../testing.ts'
import { FIRST_SHOP } from '../world/seed.ts'

let sim: EtsySim
let token: string
beforeAll(async () => {
  sim = await startEtsySim({ limits: { perSecond: 100_000, perDay: 1_000_000 } })
  const { tokens } = await clientOf(sim)
  token = (await tokens.read()).accessToken
})
afterAll(() => sim.stop())

const PLACES = [
  ...['/receipts', '/receipts/1', '/receipts/1/tracking', '/receipts/1/transactions', '/transactions', '/listings'],
  ...[
    '/listings/1',
    '/listings/1/personalization',
    '/reviews',
    '',
    '/transactions/%ff',
    '/receipts/-1',
    '/listings/1e3',
  ],
].map((path) => `/shops/${FIRST_SHOP.shopId}${path}`)
const OTHERS = [
  '/users/me',
  '/scopes',
  '/listings/batch',
  '/shipping-carriers',
  '/listings/%00',
  '/nowhere',
  '/shops/9',
]
const NAMES = [
  ...['limit', 'offset', 'min_created', 'sort_on', 'sort_order', 'was_paid', 'includes', 'listing_ids', 'state'],
  ...['token', 'was_shipped', 'title', 'price', 'quantity', 'origin_country_iso', 'image_ids', 'type'],
]
const TYPES = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', '']

const values = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.oneof(fc.string(), fc.integer().map(String), fc.constant('true')),
)
const asked = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  path: fc.constantFrom(...PLACES, ...OTHERS),
  query: values,
  type: fc.constantFrom(...TYPES),
  body: fc.oneof(
    fc.json(),
    values.map((form) => String(new URLSearchParams(form))),
    fc.string(),
  ),
})

test('whatever is asked, Etsy’s error body or an answer comes back, and nothing fails', {
  timeout: 60_000,
}, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  console.log(`seed ${seed}`)
  await fc.assert(
    fc.asyncProperty(asked, async ({ method, path, query, type, body }) => {
      const headers = { 'x-api-key': API_KEY, authorization: `Bearer ${token}`, ...(type && { 'content-type': type }) }
      const url = `${sim.url}/v3/application${path}?${new URLSearchParams(query)}`
      const response = await fetch(url, { method, headers, ...(method !== 'GET' && { body }) })
      const said = await response.text()
      expect(response.status).toBeLessThan(500)
      if (!response.ok) expect(JSON.parse(said)).toEqual({ error: expect.any(String) })
      expect(response.headers.get('x-limit-per-day')).toBe('1000000')
    }),
    { numRuns: 400, seed },
  )
})
