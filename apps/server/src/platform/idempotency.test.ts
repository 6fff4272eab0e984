import type { OrderDto, OrderListDto, ProblemDto } from '@proofroom/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  addPage,
  buildDraft,
  buildProof,
  buildShop,
  everythingOf,
  idOfShop,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
})
beforeEach(async () => {
  shop = await buildShop(t)
})
afterAll(() => t.stop())

const order = (name = 'Ruth') => ({ customer: { name }, items: [{ title: 'Board' }] })
const create = (json: unknown, key: string) =>
  shop.owner.ask('POST', `${shop.path}/orders`, { json, headers: { 'idempotency-key': key } })
const total = async () => (await shop.owner.do<OrderListDto>('GET', `${shop.path}/orders`)).total

test('a repeated request gets the first one’s answer and does nothing', async () => {
  const first = await create(order(), 'a')
  const again = await create(order(), 'a')
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(((await again.json()) as OrderDto).code).toBe(((await first.json()) as OrderDto).code)
  expect(await total()).toBe(1)
})

test('many at once do it once: the others get the answer, or that it is done', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => create(order(), 'b')))
  const told = await Promise.all(answers.map(async (one) => [one.status, ((await one.json()) as ProblemDto).code]))
  const made = told.filter(([status]) => status === 201)
  expect(made.length).toBeGreaterThan(0)
  expect(new Set(made.map(([, code]) => code)).size).toBe(1)
  for (const one of told.filter(([status]) => status !== 201)) expect(one).toEqual([409, 'idempotency.done'])
  expect(await total()).toBe(1)
  expect(t.logged.filter((line) => line.includes('request failed'))).toEqual([])
})

test('the same key for something else is refused', async () => {
  await create(order(), 'c')
  const other = await create(order('Ada'), 'c')
  expect([other.status, ((await other.json()) as ProblemDto).code]).toEqual([422, 'idempotency.reused'])
  expect(await total()).toBe(1)
})

test('what was refused may be tried again with the same key', async () => {
  const draft = await buildDraft(shop)
  const path = `${draft.path}/versions/${draft.versionId}/send`
  const send = () => shop.owner.ask('POST', path, { json: {}, headers: { 'idempotency-key': 'd' } })
  expect((await send()).status).toBe(422)
  await addPage(draft, draft.versionId)
  expect((await send()).status).toBe(200)
})

test('keys are each actor’s own', async () => {
  await create(order(), 'e')
  shop = await buildShop(t)
  await create(order(), 'e')
  expect(await total()).toBe(1)
})

test('answers that hold links and tickets are not in the database in clear', async () => {
  const proof = await buildProof(shop)
  const links = `${shop.path}/orders/${proof.order.code}/links`
  const headers = { 'idempotency-key': 'f' }
  const { url } = await shop.owner.do<{ url: string }>('POST', links, { label: 'Carol', rights: 'view' }, headers)
  const ticketPath = `${proof.path}/versions/${proof.versionId}/ticket`
  const { ticket } = await shop.owner.do<{ ticket: string }>('POST', ticketPath, undefined, { 'idempotency-key': 'g' })
  const replayed = await shop.owner.do<{ url: string }>('POST', links, { label: 'Carol', rights: 'view' }, headers)
  expect(replayed.url).toBe(url)
  const dump = Object.values(await everythingOf(t, { shopId: await idOfShop(t, shop) })).join()
  const [code, secret] = (new URL(url).pathname.split('/').at(-1) as string).split('.')
  expect(dump).toContain(code)
  expect(dump).not.toContain(secret)
  expect(dump).not.toContain(ticket.split('.')[1])
})
