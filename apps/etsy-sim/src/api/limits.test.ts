import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { type EtsySim, startEtsySim } from '../sim.ts'
import { API_KEY, clientOf, turn } from '../testing.ts'
import { Clock } from '../world/clock.ts'
import { Meter } from '../world/limits.ts'

let sim: EtsySim | null = null
afterEach(async () => {
  await sim?.stop()
  sim = null
})

const ping = ({ url }: EtsySim, key = API_KEY) =>
  fetch(`${url}/v3/application/openapi-ping`, { headers: key === '' ? {} : { 'x-api-key': key } })

test('a key without its secret is refused in Etsy’s very words', async () => {
  sim = await startEtsySim()
  const response = await ping(sim, 'simkeystring')
  expect(response.status).toBe(403)
  expect(await response.text()).toBe('{"error":"Shared secret is required in x-api-key header."}')
  for (const key of ['', 'simkeystring:wrong', 'unknown:simsecret']) expect((await ping(sim, key)).status).toBe(401)
})

test('each answer says what is left, one of the headers with its name cut off', async () => {
  sim = await startEtsySim({ limits: { perSecond: 100, perDay: 1000 } })
  await ping(sim)
  const { headers } = await ping(sim)
  expect(headers.get('x-limit-per-day')).toBe('1000')
  expect(headers.get('x-remaining-today')).toBe('998')
  expect(headers.get('x-remaining-this-secon')).toMatch(/^9\d$/)
})

test('a storm of 429 is waited out: every call is answered, and what Etsy said is kept to', async () => {
  sim = await startEtsySim({ limits: { perSecond: 8 } })
  let refused = 0
  const counted: typeof fetch = async (...args) => {
    const response = await fetch(...args)
    if (response.status === 429) refused++
    return response
  }
  const { client } = await clientOf(sim, { fetch: counted })
  await turn(sim, '/faults', { failures: [{ status: 429, times: 6, retryAfter: 1 }] })
  const answers = await Promise.allSettled(Array.from({ length: 30 }, () => client.ping()))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(30)
  expect(refused).toBeLessThan(20)
})

test('the day is over after so many calls and comes back as its hours pass', async () => {
  sim = await startEtsySim({ limits: { perSecond: 1000, perDay: 3 } })
  for (let i = 0; i < 3; i++) expect((await ping(sim)).status).toBe(200)
  const refused = await ping(sim)
  const wait = Number(refused.headers.get('retry-after'))
  expect([refused.status, wait > 23 * 3600]).toEqual([429, true])
  await turn(sim, '/clock', { advance: wait })
  expect((await ping(sim)).status).toBe(200)
})

test('no second and no day ever holds more than was allowed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (steps) => {
      const clock = new Clock()
      const meter = new Meter(clock)
      const went: number[] = []
      for (const step of steps) {
        clock.advance(step)
        if (!('retryAfter' in meter.spend({ perSecond: 2, perDay: 9 }))) went.push(clock.seconds)
      }
      for (const at of went) expect(went.filter((one) => one > at - 86_400 && one <= at).length).toBeLessThanOrEqual(9)
    }),
  )
})
