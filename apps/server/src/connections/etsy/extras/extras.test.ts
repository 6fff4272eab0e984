import type {
  EtsyExtraDto,
  EtsyTaskListDto,
  OrderDto,
  OrderEtsyDto,
  OrderListDto,
  TimelineDto,
} from '@proofroom/contract'
import { buy, cancel, FIRST_SHOP, publishListing, takeListingOff } from '@proofroom/etsy-sim'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { shippedElsewhere } from '../../../orders/index.ts'
import { inTransaction } from '../../../platform/context.ts'
import { buildOrder, buildShop } from '../../../testing/index.ts'
import { closeSettled } from '../tasks.ts'
import { connect, contextOf, rows, type Stage, startStage, stateOf, syncAll } from '../testing/index.ts'
import { followExtras } from './following.ts'
import { tellExtra } from './jobs.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
  await connect(stage)
  await stage.t.platform.jobs.work()
})
afterEach(() => stage.stop())

const SLOW = { timeout: 20_000, interval: 50 }
const address = { first_line: '1 Mill', second_line: null, city: 'Leeds', state: null, zip: 'LS1' }
const ruth = { userId: 5, name: 'Ruth Hartley', email: 'ruth@example.com', countryIso: 'GB', address }
const BOX = { title: 'A gift box', description: 'Lined with felt.', amount: 1250 }

const listings = () => [...stage.sim.state.listings.values()]
const sell = (listing: ReturnType<typeof listings>[number] | undefined) => {
  if (!listing) throw new Error('Nobody sells this.')
  return buy(stage.sim.state, { buyer: ruth, wanted: [{ listing, quantity: 1, answers: [] }] })
}
const wax = () => listings().find(({ title }) => title.startsWith('Beeswax'))
const drafts = () => listings().filter(({ title }) => title === BOX.title)

async function buildBought() {
  const receipt = sell(wax())
  await syncAll(stage)
  const { orders } = await stage.shop.owner.do<OrderListDto>('GET', `${stage.shop.path}/orders`)
  const row = orders.find(({ label }) => label === String(receipt.receiptId))
  return { receipt, path: `${stage.shop.path}/orders/${row?.code}` }
}
type Bought = Awaited<ReturnType<typeof buildBought>>

const etsyOf = ({ path }: Bought) => stage.shop.owner.do<OrderEtsyDto>('GET', `${path}/etsy`)
const extraOf = async (bought: Bought) => (await etsyOf(bought)).extras[0] as EtsyExtraDto
const add = ({ path }: Bought, json: object = BOX) =>
  stage.shop.owner.do<OrderEtsyDto>('POST', `${path}/etsy/extras`, json)
const act = async (bought: Bought, what: string) =>
  stage.shop.owner.do<OrderEtsyDto>('POST', `${bought.path}/etsy/extras/${(await extraOf(bought)).id}/${what}`)
const settled = (bought: Bought, state: string) =>
  vi.waitFor(async () => expect(await extraOf(bought)).toMatchObject({ state }), SLOW)
const openTasks = async () => (await stage.shop.owner.do<EtsyTaskListDto>('GET', `${stage.shop.path}/etsy/tasks`)).tasks
const told = async ({ path }: Bought) =>
  (await stage.shop.owner.do<TimelineDto>('GET', `${path}/timeline`)).entries.map(({ kind }) => kind)
const fail = (more: object) =>
  stage.sim.state.faults.failures.push({
    status: 0,
    times: 1,
    done: false,
    retryAfter: null,
    path: '/listings',
    ...more,
  })
const calls = (path: string) => {
  const asked: string[] = []
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    if (String(input).includes(path))
      asked.push(`${init?.method} ${new URL(String(input)).pathname.split('/').slice(3).join('/')}`)
    return real(input, init)
  })
  return asked
}
afterEach(() => vi.restoreAllMocks())
/** As a job would that comes later, or at the same time. */
const again = async () => {
  const [row] = await rows(stage, sql`select id from etsy_extras`)
  await tellExtra(contextOf(stage), String(row?.id))
}

describe('extra work', () => {
  test('becomes one draft at Etsy, like the listing the order came from, and a task to publish it', async () => {
    const bought = await buildBought()
    const { extras } = await add(bought)
    expect(extras).toMatchObject([{ title: BOX.title, amount: 1250, currency: 'EUR', problem: null }])
    await settled(bought, 'draft')
    const [draft, ...more] = drafts()
    expect(more).toEqual([])
    const model = wax()
    expect(draft).toMatchObject({
      ...{ state: 'draft', quantity: 1, type: 'physical', price: { amount: 1250, divisor: 100, currency_code: 'EUR' } },
      ...{ taxonomyId: model?.taxonomyId, whoMade: model?.whoMade, whenMade: model?.whenMade, images: model?.images },
      ...{ shippingProfileId: model?.shippingProfileId, readinessStateId: model?.readinessStateId },
    })
    expect(draft?.description).toMatch(/^Lined with felt\.\n\nThis is for one order.* Ref\. [0-9a-f]{12}$/)
    const url = `${stage.sim.url}/buy/listings/${draft?.listingId}`
    expect(await openTasks()).toMatchObject([
      {
        ...{ kind: 'publish_listing', url },
        copy: [
          { name: 'Title', value: BOX.title },
          { name: 'Price', value: '12.50' },
          { name: 'Message to the buyer', value: expect.stringContaining(url) },
        ],
      },
    ])
    await again()
    expect(drafts()).toHaveLength(1)
  })

  test('is made once though Etsy’s answer was lost', async () => {
    const bought = await buildBought()
    fail({ done: true, path: `/shops/${FIRST_SHOP.shopId}/listings` })
    await add(bought)
    await vi.waitFor(
      async () => expect((await extraOf(bought)).problem).toMatchObject({ code: 'etsy.unavailable' }),
      SLOW,
    )
    expect(await extraOf(bought)).toMatchObject({ state: 'intended' })
    expect(drafts()).toHaveLength(1)
    await again()
    expect(await extraOf(bought)).toMatchObject({ state: 'draft', problem: null })
    expect(drafts()).toHaveLength(1)
  })

  test('is made once by several workers, the first of whom heard nothing', async () => {
    const bought = await buildBought()
    fail({ done: true, path: `/shops/${FIRST_SHOP.shopId}/listings` })
    stage.sim.state.faults.slowMs = 60
    await add(bought)
    await Promise.allSettled([again(), again(), again()])
    await settled(bought, 'draft')
    expect(drafts()).toHaveLength(1)
  })

  test('is not asked about more often than needed', async () => {
    const bought = await buildBought()
    const asked = calls('/listings')
    await add(bought)
    await settled(bought, 'draft')
    expect(asked).toEqual([`GET listings/${wax()?.listingId}`, `POST shops/${FIRST_SHOP.shopId}/listings`])
    asked.length = 0
    await followExtras(contextOf(stage))
    expect(asked).toEqual([`GET shops/${FIRST_SHOP.shopId}/listings`])
  })

  test('of a thing that is sold out takes how it is sent from another listing', async () => {
    const bought = await buildBought()
    Object.assign(wax() ?? {}, { state: 'sold_out', taxonomyId: 77 })
    await add(bought)
    await settled(bought, 'draft')
    expect(drafts()).toMatchObject([{ taxonomyId: 77, readinessStateId: 42_000_001 }])
  })

  test('is a draft without a picture where Etsy does not take another listing’s', async () => {
    const bought = await buildBought()
    fail({ status: 400, path: `/shops/${FIRST_SHOP.shopId}/listings` })
    await add(bought)
    await settled(bought, 'draft')
    expect(drafts()).toMatchObject([{ images: [] }])
  })
})

describe('what Etsy refuses', () => {
  test('is a task with everything to copy, is tried again when somebody says so, and finds what was made by hand', async () => {
    const bought = await buildBought()
    fail({ status: 403, path: `/shops/${FIRST_SHOP.shopId}/listings` })
    await add(bought)
    await settled(bought, 'by_hand')
    expect(await extraOf(bought)).toMatchObject({ problem: { code: 'etsy.not_allowed' }, url: null })
    const [task] = await openTasks()
    expect(task).toMatchObject({ kind: 'publish_listing', url: expect.stringContaining('/listing-editor/create') })
    const words = task?.copy.find(({ name }) => name === 'Description')?.value ?? ''
    expect(task?.copy).toHaveLength(3)
    const byHand = { ...wax(), listingId: 999_001, title: 'Made by hand', description: words, state: 'draft' as const }
    stage.sim.state.listings.set(999_001, byHand as ReturnType<typeof listings>[number])
    await act(bought, 'retry')
    await settled(bought, 'draft')
    expect(drafts()).toEqual([])
    expect(await extraOf(bought)).toMatchObject({ problem: null, url: expect.stringContaining('999001') })
  })

  test('and is made by hand all the same joins its order by the words of its listing', async () => {
    const bought = await buildBought()
    fail({ status: 403, path: `/shops/${FIRST_SHOP.shopId}/listings` })
    await add(bought)
    await settled(bought, 'by_hand')
    const description = (await openTasks())[0]?.copy.find(({ name }) => name === 'Description')?.value ?? ''
    const byHand = { ...wax(), listingId: 999_002, title: 'Made by hand', description, quantity: 1 }
    stage.sim.state.listings.set(999_002, byHand as ReturnType<typeof listings>[number])
    sell(stage.sim.state.listings.get(999_002))
    await syncAll(stage)
    expect(await extraOf(bought)).toMatchObject({ state: 'bought', problem: null })
    expect((await stage.shop.owner.do<OrderDto>('GET', bought.path)).items).toHaveLength(2)
    expect((await openTasks()).filter(({ kind }) => kind === 'publish_listing')).toEqual([])
  })

  test('for the access waits until the shop is connected again', async () => {
    const bought = await buildBought()
    stage.sim.state.grants.revoke(FIRST_SHOP.userId)
    await add(bought)
    await vi.waitFor(async () => expect((await stateOf(stage)).state).toBe('broken'), SLOW)
    expect(drafts()).toEqual([])
    expect((await etsyOf(bought)).can.addExtra.reason).toContain('Connect the shop again')
    expect(await connect(stage)).toContain('etsy=connected')
    await settled(bought, 'draft')
    expect(drafts()).toHaveLength(1)
  })
})

describe('its listing', () => {
  async function buildDraft() {
    const bought = await buildBought()
    await add(bought)
    await settled(bought, 'draft')
    return { bought, draft: drafts()[0] as ReturnType<typeof listings>[number] }
  }

  test('published there and bought joins the order', async () => {
    const { bought, draft } = await buildDraft()
    publishListing(stage.sim.state, draft)
    await followExtras(contextOf(stage))
    expect(await extraOf(bought)).toMatchObject({ state: 'listed' })
    expect(await openTasks()).toMatchObject([{ kind: 'message', copy: [{ name: 'Message to the buyer' }] }])
    const before = await stage.shop.owner.do<OrderDto>('GET', bought.path)
    sell(draft)
    await syncAll(stage)
    const order = await stage.shop.owner.do<OrderDto>('GET', bought.path)
    expect(order.items.map(({ title }) => title)).toEqual([before.title, BOX.title])
    expect(await extraOf(bought)).toMatchObject({ state: 'bought', can: { withdraw: { allowed: false } } })
    expect(await openTasks()).toEqual([])
    expect((await told(bought)).filter((kind) => kind.startsWith('etsy.'))).toEqual([
      ...['etsy.extra_bought', 'etsy.extra_listed', 'etsy.extra_asked'],
    ])
    const { orders } = await stage.shop.owner.do<OrderListDto>('GET', `${stage.shop.path}/orders`)
    expect(orders).toHaveLength(1)
  })

  test('is published from here when somebody says so', async () => {
    const { bought, draft } = await buildDraft()
    await act(bought, 'publish')
    await settled(bought, 'listed')
    expect(draft.state).toBe('active')
    expect(await openTasks()).toMatchObject([{ kind: 'message' }])
  })

  test('without a picture stays a draft, and says why', async () => {
    const { bought, draft } = await buildDraft()
    draft.images = []
    await act(bought, 'publish')
    await vi.waitFor(
      async () => expect((await extraOf(bought)).problem).toMatchObject({ code: 'etsy.not_published' }),
      SLOW,
    )
    expect(await extraOf(bought)).toMatchObject({ state: 'draft' })
    expect(await openTasks()).toMatchObject([{ kind: 'publish_listing' }])
  })

  test('is looked at as soon as its task is ticked off', async () => {
    const { bought, draft } = await buildDraft()
    publishListing(stage.sim.state, draft)
    const [task] = await openTasks()
    await stage.shop.owner.do('POST', `${stage.shop.path}/etsy/tasks/${task?.id}/done`, {})
    await settled(bought, 'listed')
    expect(await openTasks()).toEqual([])
  })

  test('that Etsy keeps to itself while it is a draft is not gone', async () => {
    const { bought, draft } = await buildDraft()
    const [task] = await openTasks()
    fail({ status: 404, path: `/listings/${draft.listingId}` })
    await stage.shop.owner.do('POST', `${stage.shop.path}/etsy/tasks/${task?.id}/done`, {})
    await vi.waitFor(() => expect(stage.sim.state.faults.failures).toEqual([]), SLOW)
    await followExtras(contextOf(stage))
    expect(await extraOf(bought)).toMatchObject({ state: 'draft' })
  })

  test('is taken off sale with the extra work; bought in that moment it joins all the same', async () => {
    const { bought, draft } = await buildDraft()
    await act(bought, 'publish')
    await settled(bought, 'listed')
    await act(bought, 'withdraw')
    await settled(bought, 'withdrawn')
    expect(await extraOf(bought)).toMatchObject({ ended: 'taken_back' })
    expect([draft.state, await openTasks()]).toEqual(['inactive', []])
    const { entries } = await stage.shop.owner.do<TimelineDto>('GET', `${bought.path}/timeline`)
    expect(entries[0]).toMatchObject({ kind: 'etsy.extra_withdrawn', actor: { type: 'member' }, message: BOX.title })
    sell(draft)
    await syncAll(stage)
    expect(await extraOf(bought)).toMatchObject({ state: 'bought', ended: null })
  })

  test('taken off there is told', async () => {
    const { bought, draft } = await buildDraft()
    publishListing(stage.sim.state, draft)
    await followExtras(contextOf(stage))
    takeListingOff(stage.sim.state, draft)
    await followExtras(contextOf(stage))
    expect(await extraOf(bought)).toMatchObject({ state: 'withdrawn', ended: 'gone' })
    expect((await told(bought))[0]).toBe('etsy.extra_gone')
  })

  test('is told to Etsy as sent, too, when the parcel leaves with it', async () => {
    const { bought, draft } = await buildDraft()
    publishListing(stage.sim.state, draft)
    const extra = sell(draft)
    await syncAll(stage)
    await rows(stage, sql`update etsy_connections set gives_tracking = true`)
    await inTransaction(contextOf(stage), async (tx) => {
      const [order] = await rows(stage, sql`select order_id as id from etsy_extras`)
      await shippedElsewhere(tx, String(order?.id), { at: new Date(), carrier: 'DHL', tracking: 'JD1' })
    })
    await vi.waitFor(() => {
      for (const receipt of [bought.receipt, extra])
        expect(receipt.shipments).toMatchObject([{ carrier_name: 'dhl', tracking_code: 'JD1' }])
    }, SLOW)
    expect(stage.sim.state.mails).toHaveLength(2)
  })

  test('is a task of its own where Etsy takes no tracking, and is found to be done', async () => {
    const { bought, draft } = await buildDraft()
    publishListing(stage.sim.state, draft)
    const extra = sell(draft)
    await syncAll(stage)
    stage.sim.state.faults.fenceTracking = true
    await inTransaction(contextOf(stage), async (tx) => {
      const [order] = await rows(stage, sql`select order_id as id from etsy_extras`)
      await shippedElsewhere(tx, String(order?.id), { at: new Date(), carrier: 'DHL', tracking: 'JD1' })
    })
    const urls = [bought.receipt, extra].map(({ receiptId }) => expect.stringContaining(String(receiptId)))
    await vi.waitFor(async () => expect((await openTasks()).map(({ url }) => url).sort()).toEqual(urls), SLOW)
    Object.assign(extra, { isShipped: true, status: 'completed', updated: extra.updated + 1 })
    await syncAll(stage)
    await inTransaction(contextOf(stage), closeSettled)
    expect((await openTasks()).map(({ url }) => url)).toEqual([urls[0]])
  })

  test('goes off sale when its order is cancelled', async () => {
    const { bought, draft } = await buildDraft()
    await act(bought, 'publish')
    await settled(bought, 'listed')
    await stage.shop.owner.do('POST', `${bought.path}/cancellation`, { reason: 'Changed their mind' })
    await settled(bought, 'withdrawn')
    expect([draft.state, await openTasks()]).toEqual(['inactive', []])
  })

  test('waits while no shop is connected, and says so', async () => {
    const { bought, draft } = await buildDraft()
    await rows(stage, sql`update etsy_extras set state = 'publishing'`)
    await stage.shop.owner.do('POST', `${stage.shop.path}/etsy/disconnect`)
    expect(await extraOf(bought)).toMatchObject({ state: 'publishing', problem: { code: 'etsy.waits' } })
    expect(await connect(stage)).toContain('etsy=connected')
    await settled(bought, 'listed')
    expect(draft.state).toBe('active')
  })

  test('deleted while it was a draft is told', async () => {
    const { bought, draft } = await buildDraft()
    stage.sim.state.listings.delete(draft.listingId)
    await followExtras(contextOf(stage))
    expect(await extraOf(bought)).toMatchObject({ state: 'withdrawn', ended: 'gone' })
    expect(await openTasks()).toEqual([])
  })
})

describe('nothing is added', () => {
  const refused = (bought: Bought, json: object = BOX) =>
    stage.shop.owner.refused('POST', `${bought.path}/etsy/extras`, json)

  test('to an order that was cancelled, or came from elsewhere', async () => {
    const bought = await buildBought()
    stage.sim.state.clock.advance(2)
    cancel(stage.sim.state, bought.receipt)
    await syncAll(stage)
    expect(await refused(bought)).toMatchObject({
      status: 403,
      message: expect.stringContaining('cancelled'),
    })
    const own = await buildOrder(stage.shop)
    const elsewhere = { ...bought, path: `${stage.shop.path}/orders/${own.code}` }
    expect(await refused(elsewhere)).toMatchObject({ status: 403 })
    expect(drafts()).toEqual([])
  })

  test('without leave to make listings: the shop is to be connected again', async () => {
    const bought = await buildBought()
    await rows(stage, sql`update etsy_connections set scopes = array_remove(scopes, 'listings_w')`)
    expect((await etsyOf(bought)).can.addExtra.reason).toContain('Connect the shop again')
    expect(await refused(bought)).toMatchObject({ status: 403, code: 'etsy.scope_missing' })
  })

  test('by another shop, or that Etsy would not take', async () => {
    const bought = await buildBought()
    const other = await buildShop(stage.t)
    const path = bought.path.replace(stage.shop.path, other.path)
    expect((await other.owner.refused('POST', `${path}/etsy/extras`, BOX)).status).toBe(404)
    for (const json of [
      { title: 'Smile 😀' },
      { title: 'A: B: C' },
      { amount: 19 },
      { description: '' },
      { amount: 12.5 },
    ])
      expect((await refused(bought, { ...BOX, ...json })).status).toBe(422)
    await add(bought)
    await settled(bought, 'draft')
    const { id } = await extraOf(bought)
    for (const what of ['publish', 'retry', 'withdraw'])
      expect((await other.owner.refused('POST', `${path}/etsy/extras/${id}/${what}`)).status).toBe(404)
    expect(await extraOf(bought)).toMatchObject({ state: 'draft' })
  })

  test('to the coin where there is none', async () => {
    const bought = await buildBought()
    await rows(stage, sql`update etsy_connections set currency = 'JPY'`)
    expect(await refused(bought)).toMatchObject({ status: 422, code: 'etsy.price' })
  })
})
