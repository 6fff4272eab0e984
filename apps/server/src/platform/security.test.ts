import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildGuest,
  buildLink,
  buildProof,
  buildShop,
  openAs,
  type Proof,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { createLimits } from './limits.ts'

let t: TestApp
let proof: Proof
beforeAll(async () => {
  t = await startTestApp()
  proof = await buildProof(await buildShop(t))
})
afterAll(() => t.stop())

describe('every answer', () => {
  test('carries the policy: nothing inline, nothing from elsewhere, framed by nobody', async () => {
    const guest = await buildGuest(proof)
    const owner = proof.shop.owner
    for (const [who, method, path] of [
      [owner, 'GET', '/'],
      [owner, 'GET', '/s/nowhere'],
      [owner, 'GET', '/assets/none.js'],
      [owner, 'GET', '/healthz'],
      [owner, 'GET', '/api/docs'],
      [owner, 'GET', `${proof.shop.path}/queue`],
      [owner, 'GET', '/api/nothing'],
      [owner, 'POST', '/api/auth/sign-in'],
      [guest.visitor, 'GET', `/c/${guest.code}`],
      [t.visitor(), 'GET', `/c/${guest.code}`],
      [guest.visitor, 'GET', `${guest.path}/pages/${proof.pageId}/thumb`],
    ] as const) {
      const { headers } = await who.ask(method, path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).toContain("default-src 'self'")
      expect(policy, path).toContain("frame-ancestors 'none'")
      expect(policy, path).not.toContain('unsafe')
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('referrer-policy'), path).toBe('no-referrer')
      expect(headers.get('x-request-id'), path).toMatch(/^\w{12}$/)
    }
  })

  test('is not to be remembered: neither the customer’s page, nor what was said, nor that it was refused', async () => {
    const guest = await buildGuest(proof)
    const gone = await buildLink(proof.shop, proof.order)
    const { visitor: late, path, code } = await openAs(t, gone.url)
    await proof.shop.owner.do('DELETE', `${proof.shop.path}/orders/${proof.order.code}/links/${gone.id}`)
    for (const [who, at, status] of [
      [guest.visitor, `/c/${guest.code}`, 200],
      [guest.visitor, guest.path, 200],
      [late, path, 410],
      [late, `/c/${code}`, 410],
      [t.visitor(), guest.path, 401],
      [proof.shop.owner, `${proof.shop.path}/queue`, 200],
      [proof.shop.owner, '/api/nothing', 404],
      [proof.shop.owner, '/assets/none.js', 404],
    ] as const) {
      const answer = await who.ask('GET', at)
      expect([answer.status, answer.headers.get('cache-control')], at).toEqual([status, 'no-store'])
    }
  })

  test('may be remembered where what it names never changes', async () => {
    const guest = await buildGuest(proof)
    const { headers } = await guest.visitor.ask('GET', `${guest.path}/pages/${proof.pageId}/thumb`)
    expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
  })
})

describe('another site’s page', () => {
  const order = { json: { customer: { name: 'Eve' }, items: [{ title: 'x' }] } }
  const act = (origin?: string) =>
    proof.shop.owner.ask('POST', `${proof.shop.path}/orders`, { ...order, headers: origin ? { origin } : {} })

  test('does nothing through a visitor’s cookies', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:4001', 'https://localhost:4000'])
      expect((await act(origin)).status, origin).toBe(403)
    expect((await act('http://localhost:4000')).status).toBe(201)
    expect((await act()).status).toBe(201)
  })

  test('with PUBLIC_URL it is that address and no other', async () => {
    const { config } = t.platform
    const before = config.publicUrl
    config.publicUrl = 'https://proofs.example'
    const answers = [await act('https://proofs.example'), await act('http://localhost:4000')]
    config.publicUrl = before
    expect(answers.map(({ status }) => status)).toEqual([201, 403])
  })
})

describe('bad input', () => {
  const post = (body: string | Uint8Array, type = 'application/json') =>
    proof.shop.owner.refused('POST', `${proof.shop.path}/orders`, undefined, {
      body: body as BodyInit,
      headers: { 'content-type': type },
    })

  test.each([
    ['JSON cut off', '{"customer":', 'application/json'],
    ['no JSON', 'hello', 'application/json'],
    ['a form', 'a=b', 'application/x-www-form-urlencoded'],
    ['a list', '[]', 'application/json'],
    ['nothing', '', 'application/json'],
  ])('%s: a code and a sentence', async (_, body, type) => {
    const told = await post(body, type)
    expect(told).toMatchObject({ status: 422, code: 'input' })
    expect(told.message).toMatch(/^[A-Z].+/)
  })

  test('more than fits is not read to its end', async () => {
    expect(await post(`{"x":"${'x'.repeat(4_000_001)}"}`)).toMatchObject({ status: 413, code: 'input.too_large' })
  })

  test.each(['%E0%A4%A', '..%2f..', "'%20or%201=1", '%00', 'x'.repeat(500)])('in an address: %s', async (odd) => {
    for (const path of [
      `/api/s/${odd}/queue`,
      `${proof.shop.path}/orders/${odd}`,
      `${proof.shop.path}/proofs/${odd}`,
    ]) {
      const { status, code } = await proof.shop.owner.refused('GET', path)
      expect([404, 422], path).toContain(status)
      expect(code).toMatch(/^(not_found|input)$/)
    }
  })
})

test('whoever tries passwords is slowed down, by address; others are not', async () => {
  const { limits } = t.platform
  t.platform.limits = createLimits()
  const attempt = () =>
    t.visitor().ask('POST', '/api/auth/sign-in', { json: { email: 'maya@example.com', password: 'x' } })
  const answers: Response[] = []
  for (let i = 0; i < 12; i++) answers.push(await attempt())
  const reset = await t.visitor().ask('GET', '/api/site')
  t.platform.limits = limits
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429, 429])
  expect(await answers[11]?.json()).toMatchObject({
    code: 'too_many',
    message: expect.stringMatching(/again in \d+ seconds/),
  })
  expect(reset.status).toBe(200)
})
