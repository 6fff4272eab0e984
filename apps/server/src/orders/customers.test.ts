import type { CustomerDto, CustomerListDto, OrderDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildMember, buildOrder, buildShop, type Shop, startTestApp, type TestApp } from '../testing/index.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
})
afterAll(() => t.stop())

const customer = (id: string) => shop.owner.do<CustomerDto>('GET', `${shop.path}/customers/${id}`)
const save = (id: string, json: object) => shop.owner.do<CustomerDto>('PATCH', `${shop.path}/customers/${id}`, json)
const list = (query: Record<string, string> = {}, of = shop) =>
  of.owner.do<CustomerListDto>('GET', `${of.path}/customers?${new URLSearchParams(query)}`)
const patch = (order: OrderDto, json: object) =>
  shop.owner.do<OrderDto>('PATCH', `${shop.path}/orders/${order.code}`, json)

test('an order joins the customer who has its e-mail, whatever its capitals, and keeps their name', async () => {
  const first = await buildOrder(shop, { customer: { name: 'Ruth Hartley', email: 'ruth@example.com' } })
  const second = await buildOrder(shop, { customer: { name: 'R. Hartley', email: 'Ruth@Example.com' } })
  expect(second.customer).toEqual(first.customer)
  expect(await customer(first.customer.id)).toMatchObject({ orders: 2, open: 2, name: 'Ruth Hartley', note: '' })
  const nameless = await buildOrder(shop, { customer: { name: 'Ruth Hartley' } })
  expect(nameless.customer.id).not.toBe(first.customer.id)
})

test('ten orders of one new address at once are one customer', async () => {
  const made = Array.from({ length: 10 }, () =>
    buildOrder(shop, { customer: { name: 'Ida', email: 'ida@example.com' } }),
  )
  const ids = new Set((await Promise.all(made)).map((order) => order.customer.id))
  expect(ids.size).toBe(1)
  expect(await customer([...ids][0] as string)).toMatchObject({ orders: 10 })
})

test('a change is in all of their orders; an e-mail that somebody has is refused', async () => {
  const one = await buildOrder(shop, { customer: { name: 'Ines', email: 'ines@example.com' } })
  const two = await buildOrder(shop, { customer: { name: 'Ines', email: 'ines@example.com' } })
  const saved = await save(one.customer.id, { name: 'Inês Duarte', note: 'Calls on Fridays.' })
  expect(saved).toMatchObject({ name: 'Inês Duarte', note: 'Calls on Fridays.', email: 'ines@example.com' })
  const seen = await shop.owner.do<OrderDto>('GET', `${shop.path}/orders/${two.code}`)
  expect(seen.customer.name).toBe('Inês Duarte')
  await buildOrder(shop, { customer: { name: 'Omar', email: 'omar@example.com' } })
  const told = await shop.owner.refused('PATCH', `${shop.path}/customers/${one.customer.id}`, {
    email: 'OMAR@example.com',
  })
  expect(told).toMatchObject({ status: 409, code: 'customer.email_taken' })
  const viewer = (await buildMember(shop, 'viewer')).visitor
  expect(await viewer.refused('PATCH', `${shop.path}/customers/${one.customer.id}`, { note: 'x' })).toMatchObject({
    status: 403,
  })
})

test('an order that gets the e-mail of somebody known goes over to them, and leaves nobody behind', async () => {
  const known = await buildOrder(shop, { customer: { name: 'Noor', email: 'noor@example.com' } })
  const order = await buildOrder(shop, { customer: { name: 'Nour' } })
  const moved = await patch(order, { customer: { name: 'Nour', email: 'noor@example.com' } })
  expect(moved.customer).toEqual(known.customer)
  const gone = await shop.owner.refused('GET', `${shop.path}/customers/${order.customer.id}`)
  expect(gone.status).toBe(404)
})

test('the list is in the order of names without accents, page by page, found by beginnings of words', async () => {
  const own = await buildShop(t)
  const names = ['Zoë', 'Émile', 'adam', 'Øyvind', 'Bea']
  for (const name of names) await buildOrder(own, { customer: { name } })
  expect((await list({}, own)).customers.map(({ name }) => name)).toEqual(['adam', 'Bea', 'Émile', 'Øyvind', 'Zoë'])
  for (let i = 0; i < 50; i++) await buildOrder(own, { customer: { name: `Person ${i}`, email: `p${i}@example.com` } })
  const first = await list({}, own)
  const rest = await list({ after: first.next ?? '' }, own)
  const all = [...first.customers, ...rest.customers]
  expect([first.customers.length, new Set(all.map(({ id }) => id)).size, rest.next]).toEqual([50, 55, null])
  expect((await list({ q: 'emi' }, own)).customers.map(({ name }) => name)).toEqual(['Émile'])
  expect((await list({ q: 'p7@ex' }, own)).customers.map(({ name }) => name)).toEqual(['Person 7'])
  // A word of their order is not theirs.
  expect((await list({ q: 'walnut' }, own)).customers).toEqual([])
  expect((await list({ q: 'emi' })).customers).toEqual([])
})
