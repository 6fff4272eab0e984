import { cancel } from '@proofroom/etsy-sim'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { buildOrder, buildShop } from '../../../testing/index.ts'
import {
  add,
  BOX,
  type Bought,
  buildBought,
  drafts,
  etsyOf,
  extraOf,
  settled,
  stage,
  stageForEach,
} from '../testing/extras.ts'
import { rows, syncAll } from '../testing/index.ts'

stageForEach()

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
