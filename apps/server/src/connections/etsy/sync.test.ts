import type { OrderDto, OrderListDto } from '@proofroom/contract'
import { buy, cancel, crowd, FIRST_SHOP, pay, ship } from '@proofroom/etsy-sim'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect, countOf, rows, type Stage, startStage, stateOf, syncAll } from './testing/index.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.stop())

const listing = (title: string) => {
  const found = [...stage.sim.state.listings.values()].find((one) => one.title.startsWith(title))
  if (!found) throw new Error(title)
  return found
}
const ruth = { userId: 5, name: 'Ruth Hartley', email: 'ruth@example.com', countryIso: 'GB' }
const address = { first_line: '1 Mill', second_line: null, city: 'Leeds', state: null, zip: 'LS1' }
const board = (more: object = {}) => {
  const one = listing('Walnut')
  const [names, lettering] = one.questions
  if (!names || !lettering) throw new Error('questions')
  const answers = [
    { question: names, value: 'The Hartleys' },
    { question: lettering, value: 'Serif' },
  ]
  return buy(stage.sim.state, {
    buyer: { ...ruth, address },
    wanted: [{ listing: one, quantity: 1, answers }],
    ...more,
  })
}
const orders = async () => (await stage.shop.owner.do<OrderListDto>('GET', `${stage.shop.path}/orders`)).orders
const onlyOrder = async () => {
  const [row, ...more] = await orders()
  expect(more).toEqual([])
  return stage.shop.owner.do<OrderDto>('GET', `${stage.shop.path}/orders/${row?.code}`)
}

test('an order comes in with all of it, once', async () => {
  await connect(stage)
  board({ message: 'Please wrap it', gift: { message: 'Happy birthday', sender: 'Tom' } })
  await syncAll(stage)
  await syncAll(stage)
  const order = await onlyOrder()
  expect(order).toMatchObject({
    customer: { name: 'Ruth Hartley' },
    customerNote: 'Please wrap it',
    gift: { note: 'Happy birthday\nTom' },
    source: { kind: 'etsy', ref: order.label },
    items: [
      {
        title: 'Walnut serving board, engraved',
        personalization: [
          { name: 'Names to engrave', value: 'The Hartleys' },
          { name: 'Lettering', value: 'Serif' },
        ],
      },
    ],
  })
  expect(order.dueOn).not.toBeNull()
  expect((await stateOf(stage)).import).toMatchObject({ seen: 1, total: 1 })
})

test('an unpaid order comes in when it is paid; a cancelled one is cancelled; a shipped one is shipped', async () => {
  await connect(stage)
  const receipt = board({ isPaid: false })
  await syncAll(stage)
  expect(await orders()).toEqual([])
  pay(stage.sim.state, receipt)
  await syncAll(stage)
  expect((await onlyOrder()).move.phase).toBe('in_design')
  stage.sim.state.clock.advance(5)
  cancel(stage.sim.state, receipt)
  await syncAll(stage)
  expect((await onlyOrder()).cancelled).toMatchObject({ reason: 'Cancelled on Etsy.' })
  const other = board()
  await syncAll(stage)
  ship(stage.sim.state, other, { carrier: 'dhl', tracking: 'JD1', note: null })
  await syncAll(stage)
  const [shipped] = await rows(stage, sql`select phase from orders where label = ${String(other.receiptId)}`)
  expect(shipped?.phase).toBe('shipped')
})

test('whether buyers’ e-mail addresses are given shows with the orders', async () => {
  await connect(stage)
  expect((await stateOf(stage)).gives.emails).toBeNull()
  stage.sim.state.faults.fenceEmails = false
  board()
  await syncAll(stage)
  expect((await stateOf(stage)).gives.emails).toBe(true)
  stage.sim.state.faults.fenceEmails = true
  board({ buyer: { ...ruth, userId: 6, name: 'Nora Lund', address } })
  await syncAll(stage)
  expect((await stateOf(stage)).gives.emails).toBe(false)
  const nora = (await orders()).find(({ customerName }) => customerName === 'Nora Lund')
  const order = await stage.shop.owner.do<OrderDto>('GET', `${stage.shop.path}/orders/${nora?.code}`)
  expect(order.customer.email).toBeNull()
})

test('two hundred orders at once, by two workers', async () => {
  await connect(stage)
  const from = stage.sim.state.clock.seconds - 86_400
  crowd(stage.sim.state, { shopId: FIRST_SHOP.shopId, count: 200, from, everySeconds: 10, random: Math.random })
  await Promise.all([syncAll(stage), syncAll(stage)])
  expect(await countOf(stage, 'orders')).toBe(200)
  expect((await stateOf(stage)).counts).toMatchObject({ orders: 200, parked: 0 })
})
