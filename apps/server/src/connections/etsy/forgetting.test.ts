import type { OrderDto, OrderEtsyDto, OrderListDto } from '@proofroom/contract'
import { buy, cancel, edit } from '@proofroom/etsy-sim'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { whereIs } from '../../testing/planting.ts'
import { tellExtra } from './extras/jobs.ts'
import { connect, contextOf, type Stage, startStage, syncAll } from './testing/index.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
  await connect(stage)
})
afterEach(() => stage.stop())

test('a buyer who was erased is nowhere any more, and what Etsy says of them later is not taken over', async () => {
  const { sim, shop, t, shopId } = stage
  const [board] = [...sim.state.listings.values()].filter(({ title }) => title.startsWith('Walnut'))
  const [question] = board?.questions ?? []
  if (!board || !question) throw new Error('Nobody sells boards with a question.')
  const address = { first_line: '1 Mill', second_line: null, city: 'Leeds', state: null, zip: 'LS1' }
  const buyer = { userId: 5, name: 'Zebulon Quark', email: 'zebulon@example.com', countryIso: 'GB', address }
  const receipt = buy(sim.state, {
    buyer,
    wanted: [{ listing: board, quantity: 1, answers: [{ question, value: 'For Zebulon' }] }],
    message: 'Zebulon likes oak',
  })
  await syncAll(stage)
  const { orders } = await shop.owner.do<OrderListDto>('GET', `${shop.path}/orders`)
  const at = `${shop.path}/orders/${orders[0]?.code}`
  const { customer } = await shop.owner.do<OrderDto>('GET', at)
  const extra = { title: 'A box for Zebulon', description: 'Zebulon’s', amount: 900 }
  const { extras } = await shop.owner.do<OrderEtsyDto>('POST', `${at}/etsy/extras`, extra)
  await tellExtra(contextOf(stage), extras[0]?.id ?? '')
  sim.state.clock.advance(2)
  cancel(sim.state, receipt)
  await syncAll(stage)
  // Or the search below would prove nothing.
  expect(await whereIs(t, shopId, 'Zebulon')).toEqual(
    expect.arrayContaining(['customers', 'orders', 'personalizations', 'etsy_extras', 'etsy_listings', 'etsy_tasks']),
  )
  await shop.owner.do('POST', `${shop.path}/customers/${customer.id}/erasure`, { confirm: 'Zebulon Quark' })
  expect(await whereIs(t, shopId, 'Zebulon')).toEqual([])

  sim.state.clock.advance(2)
  edit(sim.state, receipt, { message: 'Zebulon again' })
  await syncAll(stage)
  expect(await whereIs(t, shopId, 'Zebulon')).toEqual([])
  expect((await shop.owner.do<OrderDto>('GET', at)).customerNote).toBeNull()
}, 30_000)
