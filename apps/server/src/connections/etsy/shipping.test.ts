import type { CardDto, EtsyTaskListDto, OrderDto, OrderEtsyDto, OrderListDto, WorkshopDto } from '@proofroom/contract'
import { buy, cancel, FIRST_SHOP } from '@proofroom/etsy-sim'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { inTransaction } from '../../platform/context.ts'
import { buildShop } from '../../testing/index.ts'
import { askToCancel } from './cancelling.ts'
import { closeSettled } from './tasks.ts'
import { tell } from './telling.ts'
import { connect, contextOf, rows, type Stage, startStage, stateOf, syncAll } from './testing/index.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
  await reviewOurselves()
  await connect(stage)
  await stage.t.platform.jobs.work()
})
afterEach(() => stage.stop())

const SLOW = { timeout: 20_000, interval: 50 }
const address = { first_line: '1 Mill', second_line: null, city: 'Leeds', state: null, zip: 'LS1' }
const ruth = { userId: 5, name: 'Ruth Hartley', email: 'ruth@example.com', countryIso: 'GB', address }

/** The shop reviews what it makes: its orders wait for no customer. */
async function reviewOurselves(): Promise<void> {
  const { owner, path } = stage.shop
  const { workflows } = await owner.do<WorkshopDto>('GET', `${path}/workshop`)
  await owner.do('PATCH', `${path}/workflows/${workflows.find((one) => one.isDefault)?.id}`, { gate: 'shop' })
}

/** Bought on Etsy and made here: all that is left is to ship it. */
async function buildReady({ isDigital = false } = {}) {
  const listing = [...stage.sim.state.listings.values()].find(({ title }) => title.startsWith('Beeswax'))
  if (!listing) throw new Error('The local Etsy sells no beeswax.')
  if (isDigital) listing.type = 'download'
  const receipt = buy(stage.sim.state, { buyer: ruth, wanted: [{ listing, quantity: 1, answers: [] }] })
  await syncAll(stage)
  const { orders } = await stage.shop.owner.do<OrderListDto>('GET', `${stage.shop.path}/orders`)
  const row = orders.find(({ label }) => label === String(receipt.receiptId))
  const order = await stage.shop.owner.do<OrderDto>('GET', `${stage.shop.path}/orders/${row?.code}`)
  const review = `${stage.shop.path}/cards/${order.items[0]?.id}/review`
  const { id, version } = await stage.shop.owner.do<CardDto>('PUT', review, { reviewed: true })
  await stage.shop.owner.do('POST', `${stage.shop.path}/board/moves`, { cards: [{ id, version }], to: 'ready' })
  return { receipt, order, path: `${stage.shop.path}/orders/${order.code}` }
}
type Ready = Awaited<ReturnType<typeof buildReady>>

const ship = ({ path }: Ready, json: object = { carrier: 'Royal Mail', tracking: 'RM 1234 5678 9GB' }) =>
  stage.shop.owner.do('PUT', `${path}/shipment`, json)
const etsyOf = ({ path }: Ready) => stage.shop.owner.do<OrderEtsyDto>('GET', `${path}/etsy`)
const openTasks = async () => (await stage.shop.owner.do<EtsyTaskListDto>('GET', `${stage.shop.path}/etsy/tasks`)).tasks
const settled = (ready: Ready, state: string) =>
  vi.waitFor(async () => expect((await etsyOf(ready)).shipments).toMatchObject([{ state }]), SLOW)
const mails = () => stage.sim.state.mails
const faults = (more: object) => Object.assign(stage.sim.state.faults, more)
const failure = (more: object) => ({ times: 1, done: false, retryAfter: null, path: '/tracking', ...more })
/** A clock of the queue's is waited for by nobody: it runs when the test says. */
const tellAgain = async (ready: Ready) => {
  const [row] = await rows(stage, sql`select id from etsy_shipments where order_id is not null`)
  await tell(contextOf(stage), String(row?.id))
  return etsyOf(ready)
}

test('what is shipped here is told to Etsy once, with Etsy’s word for the carrier', async () => {
  const ready = await buildReady()
  await ship(ready)
  await settled(ready, 'sent')
  expect(ready.receipt.shipments).toMatchObject([{ carrier_name: 'royal-mail', tracking_code: 'RM 1234 5678 9GB' }])
  await tellAgain(ready)
  await syncAll(stage)
  expect(mails()).toHaveLength(1)
  expect(await openTasks()).toEqual([])
  expect((await stateOf(stage)).gives.tracking).toBe(true)
})

test('an answer that was lost after Etsy took it is looked up, and not repeated', async () => {
  const ready = await buildReady()
  faults({ failures: [failure({ status: 0, done: true })] })
  await ship(ready)
  await settled(ready, 'calling')
  await vi.waitFor(() => expect(ready.receipt.shipments).toHaveLength(1), SLOW)
  await vi.waitFor(async () => expect((await etsyOf(ready)).shipments[0]?.problem).toBeTruthy(), SLOW)
  expect((await tellAgain(ready)).shipments).toMatchObject([{ state: 'sent', problem: null }])
  expect(ready.receipt.shipments).toHaveLength(1)
  expect(mails()).toHaveLength(1)
})

test('two workers tell it once', async () => {
  const ready = await buildReady()
  faults({ slowMs: 60, failures: [failure({ status: 503, times: 3 })] })
  await ship(ready)
  await vi.waitFor(async () => expect((await etsyOf(ready)).shipments[0]?.problem).toBeTruthy(), SLOW)
  faults({ failures: [] })
  await Promise.all([tellAgain(ready), tellAgain(ready), tellAgain(ready)])
  expect((await etsyOf(ready)).shipments).toMatchObject([{ state: 'sent' }])
  expect(mails()).toHaveLength(1)
})

test('a fenced shop gets a task with everything to copy, and ticks it off', async () => {
  const ready = await buildReady()
  faults({ fenceTracking: true })
  await ship(ready)
  await settled(ready, 'by_hand')
  const [task, ...more] = await openTasks()
  expect(more).toEqual([])
  expect(task).toMatchObject({
    kind: 'ship',
    order: { code: ready.order.code, customerName: 'Ruth Hartley' },
    url: expect.stringContaining(String(ready.receipt.receiptId)),
    copy: [
      { name: 'Order number', value: String(ready.receipt.receiptId) },
      { name: 'Carrier', value: 'Royal Mail' },
      { name: 'Tracking number', value: 'RM 1234 5678 9GB' },
    ],
  })
  expect((await stateOf(stage)).gives.tracking).toBe(false)
  await ship(ready, { carrier: 'DHL', tracking: 'JD1' })
  await vi.waitFor(
    async () => expect((await openTasks())[0]?.copy).toContainEqual({ name: 'Carrier', value: 'DHL' }),
    SLOW,
  )
  const done = await stage.shop.owner.do<EtsyTaskListDto>('POST', `${stage.shop.path}/etsy/tasks/${task?.id}/done`, {})
  expect(done.tasks).toEqual([])
  expect((await etsyOf(ready)).tasks).toMatchObject([{ id: task?.id, outcome: 'done' }])
  expect(mails()).toEqual([])
})

test('done on Etsy without a tick, the task is found to be done', async () => {
  const ready = await buildReady()
  faults({ fenceTracking: true })
  await ship(ready)
  await settled(ready, 'by_hand')
  ready.receipt.isShipped = true
  ready.receipt.status = 'completed'
  ready.receipt.updated += 1
  await syncAll(stage)
  await inTransaction(contextOf(stage), closeSettled)
  expect((await etsyOf(ready)).tasks).toMatchObject([{ outcome: 'found' }])
})

describe('without tracking', () => {
  test('the order is marked as sent, and nothing else is said', async () => {
    const ready = await buildReady()
    await ship(ready, { carrier: 'By hand' })
    await settled(ready, 'sent')
    expect(ready.receipt).toMatchObject({ isShipped: true, shipments: [] })
    expect(mails()).toEqual([])
  })

  test('a number that comes later is put right by hand: each telling mails the buyer', async () => {
    const ready = await buildReady()
    await ship(ready, { carrier: 'DHL' })
    await settled(ready, 'sent')
    await ship(ready, { carrier: 'DHL', tracking: 'JD7' })
    await vi.waitFor(async () => expect(await openTasks()).toHaveLength(1), SLOW)
    expect(ready.receipt.shipments).toEqual([])
  })
})

test('a parcel waits while the grant is gone, and is told once the shop is connected again', async () => {
  const ready = await buildReady()
  stage.sim.state.grants.revoke(FIRST_SHOP.userId)
  await ship(ready)
  await vi.waitFor(async () => expect((await stateOf(stage)).state).toBe('broken'), SLOW)
  expect(ready.receipt.shipments).toEqual([])
  expect(await connect(stage)).toContain('etsy=connected')
  await settled(ready, 'sent')
  expect(mails()).toHaveLength(1)
})

test('what Etsy says was cancelled meanwhile is not told, and a person hears of it', async () => {
  const ready = await buildReady()
  cancel(stage.sim.state, ready.receipt)
  await ship(ready)
  await settled(ready, 'by_hand')
  expect(mails()).toEqual([])
})

test('a file for one buyer is handed over by the seller', async () => {
  const ready = await buildReady({ isDigital: true })
  await ship(ready, { carrier: 'By link' })
  await vi.waitFor(async () => expect(await openTasks()).toMatchObject([{ kind: 'deliver_file' }]), SLOW)
})

test('a task of another shop is not there', async () => {
  const ready = await buildReady()
  faults({ fenceTracking: true })
  await ship(ready)
  await settled(ready, 'by_hand')
  const other = await buildShop(stage.t)
  const [task] = await openTasks()
  const told = await other.owner.refused('POST', `${other.path}/etsy/tasks/${task?.id}/done`, {})
  expect(told.status).toBe(404)
  expect(await openTasks()).toHaveLength(1)
})

test('what is cancelled here is to be cancelled at Etsy by its seller, and is seen to be', async () => {
  const ready = await buildReady()
  await stage.shop.owner.do('POST', `${ready.path}/cancellation`, { reason: 'The wood split' })
  await vi.waitFor(async () => expect(await openTasks()).toHaveLength(1), SLOW)
  const [task] = await openTasks()
  expect(task).toMatchObject({
    kind: 'cancel',
    copy: [
      { name: 'Order number', value: String(ready.receipt.receiptId) },
      { name: 'Reason', value: 'The wood split' },
    ],
  })
  stage.sim.state.clock.advance(2)
  cancel(stage.sim.state, ready.receipt)
  await syncAll(stage)
  expect(await openTasks()).toEqual([])
  // Cancelled there first, nothing is left to do.
  const other = await buildReady()
  stage.sim.state.clock.advance(2)
  cancel(stage.sim.state, other.receipt)
  await syncAll(stage)
  const { cancelled } = await stage.shop.owner.do<OrderDto>('GET', other.path)
  expect(cancelled).toMatchObject({ reason: 'Cancelled on Etsy.' })
  const [row] = await rows(stage, sql`select id from orders where code = ${other.order.code}`)
  await inTransaction(contextOf(stage), (tx) => askToCancel(tx, String(row?.id)))
  expect(await openTasks()).toEqual([])
})
