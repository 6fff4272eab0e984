import type { OrderDto } from '@proofroom/contract'
import { FIRST_SHOP } from '@proofroom/etsy-sim'
import { describe, expect, test, vi } from 'vitest'
import {
  act,
  add,
  again,
  BOX,
  buildBought,
  calls,
  drafts,
  etsyOf,
  extraOf,
  fail,
  type listings,
  openTasks,
  SLOW,
  sell,
  settled,
  stage,
  stageForEach,
  wax,
} from '../testing/extras.ts'
import { connect, contextOf, stateOf, syncAll } from '../testing/index.ts'
import { followExtras } from './following.ts'

stageForEach()

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
