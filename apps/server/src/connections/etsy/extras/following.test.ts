import type { OrderDto, OrderListDto, TimelineDto } from '@proofroom/contract'
import { publishListing, takeListingOff } from '@proofroom/etsy-sim'
import { sql } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { shippedElsewhere } from '../../../orders/index.ts'
import { inTransaction } from '../../../platform/context.ts'
import { closeSettled } from '../tasks.ts'
import {
  act,
  BOX,
  buildDraft,
  extraOf,
  fail,
  openTasks,
  SLOW,
  sell,
  settled,
  stage,
  stageForEach,
  told,
} from '../testing/extras.ts'
import { connect, contextOf, rows, syncAll } from '../testing/index.ts'
import { followExtras } from './following.ts'

stageForEach()

describe('its listing', () => {
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
    expect(draft.state).toBe('inactive')
    // Nothing is left to do for its listing; the order itself is cancelled there by hand.
    await vi.waitFor(async () => expect(await openTasks()).toMatchObject([{ kind: 'cancel' }]), SLOW)
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
