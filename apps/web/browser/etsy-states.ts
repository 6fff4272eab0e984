import { expect, type Page } from '@playwright/test'
import type { OrderDto } from '@proofroom/contract'
import { buy, FIRST_SHOP } from '@proofroom/etsy-sim'
import { makeReviewed } from './board.ts'
import { addProduct, connect, type Etsy, sellBoards } from './etsy.ts'
import { visitExtras } from './etsy-extras-states.ts'
import type { Look } from './inspection.ts'
import { lookAtLockedListings, visitListings } from './listing-states.ts'
import type { Shop } from './shop.ts'

const SLOW = { timeout: 30_000 }
const DAY = 24 * 60 * 60
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

type Visit = { page: Page; shop: Shop; etsy: Etsy; look: Look }

/** Everything a seller may see of the connection, one state after the other. */
export async function visitEtsy(visit: Visit): Promise<void> {
  sellBoards(visit.etsy.sim)
  await lookUnconnected(visit)
  await lookImporting(visit)
  await lookAtWork(visit)
  await visitListings(visit)
  await lookAtExtras(visit)
  await lookAtFence(visit)
  await lookBroken(visit)
}

const open = ({ page, shop }: Visit) => page.goto(`/s/${shop.code}/settings/etsy`)

async function lookUnconnected(visit: Visit): Promise<void> {
  const { page, look } = visit
  await open(visit)
  await expect(page.getByRole('heading', { name: 'Your Etsy orders, simply there' })).toBeVisible()
  await look(page, 'etsy, not connected')
  await button(page, 'Use an app of my own').click()
  await page.getByLabel('Keystring').fill('no')
  await button(page, 'Keep the key').click()
  await expect(page.getByText('The keystring is the long word')).toBeVisible()
  await look(page, 'etsy, a key of its own')
}

async function lookImporting(visit: Visit): Promise<void> {
  const { page, look, etsy } = visit
  const { sim } = etsy
  await fetch(`${sim.url}/sim/buys`, { method: 'POST', body: JSON.stringify({ count: 300, shipped: 1 }) })
  await open(visit)
  sim.state.faults.slowMs = 600
  await connect(page)
  await expect(page.getByText(/^[12]00 of 300 orders$/)).toBeVisible(SLOW)
  await look(page, 'etsy, importing')
  sim.state.faults.slowMs = 0
  await expect(page.getByRole('heading', { name: 'AlderAndInk is connected' })).toBeVisible({ timeout: 60_000 })
}

/** A listing nobody has sorted, an order that could not come in, a buyer whose e-mail address nobody gives. */
async function lookAtWork(visit: Visit): Promise<void> {
  const { page, look, shop } = visit
  await addProduct(page, shop, 'Serving boards')
  const parked = buyBoard(visit, 'Nora Lund')
  const answer = await page.request.post(`/api/s/${shop.code}/orders`, {
    data: { label: String(parked.receiptId), customer: { name: 'Nora Lund' }, items: [{ title: 'Board' }] },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  buyBoard(visit, 'Ruth Hartley')
  await open(visit)
  await expect(async () => {
    await button(page, 'Look now').click()
    await expect(page.getByText('Which product is “Walnut serving board”?')).toBeVisible()
  }).toPass({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: 'Could not come in' })).toBeVisible(SLOW)
  await expect(page.getByText('Buyers’ e-mail addresses are not given.')).toBeVisible(SLOW)
  await look(page, 'etsy, something to sort')
  await page.goto(`/s/${shop.code}`)
  await expect(page.getByText('One Etsy order could not come in')).toBeVisible()
  await look(page, 'queue, a note about etsy')
}

function buyBoard({ etsy: { sim } }: Visit, name: string) {
  const listing = sellBoards(sim)
  const [names, lettering] = listing.questions
  if (!names || !lettering) throw new Error('The board asks for names and a lettering.')
  const answers = [
    { question: names, value: 'The Hartleys' },
    { question: lettering, value: 'Serif' },
  ]
  const address = { first_line: '12 Mill Lane', second_line: null, city: 'Leeds', state: null, zip: 'LS1 4DY' }
  const buyer = { userId: 72_000_001, name, email: 'ruth@example.com', countryIso: 'GB', address }
  // Quietly, so that it comes in when the page is asked to look.
  return sim.state.quietly(() => buy(sim.state, { buyer, wanted: [{ listing, quantity: 1, answers }] }))
}

async function lookAtFence(visit: Visit): Promise<void> {
  const { page, look, etsy, shop } = visit
  Object.assign(etsy.sim.state.faults, { fenceTracking: true, fenceAddresses: true })
  // Whoever has no customers to wait for reviews what is made.
  await makeReviewed(page, shop, [])
  const order = await orderOf(visit, 'Ruth Hartley')
  const path = `/api/s/${shop.code}/cards/${order.items[0]?.id}/review`
  // What has not begun follows its workflow a moment later.
  await expect(async () => {
    await page.request.put(path, { data: { reviewed: true } })
    expect((await orderOf(visit, 'Ruth Hartley')).can.startMaking.allowed).toBe(true)
  }).toPass(SLOW)
  await page.goto(`/s/${shop.code}/orders/${order.code}`)
  await expect(page.getByRole('region', { name: 'From Etsy' })).toBeVisible(SLOW)
  await expect(page.getByText('Came in from Etsy')).toBeVisible(SLOW)
  await look(page, 'order, from etsy')
  await button(page, 'Start making').first().click()
  await button(page, 'Next: Finishing').click()
  await button(page, 'Next: Ready').click()
  await expect(button(page, 'Ship it').first()).toBeVisible(SLOW)
  const parcel = { carrier: 'Royal Mail', tracking: 'RM 1234 5678 9GB' }
  const shipped = await page.request.put(`/api/s/${shop.code}/orders/${order.code}/shipment`, { data: parcel })
  expect(shipped.ok(), await shipped.text()).toBe(true)
  await expect(page.getByRole('article', { name: 'Mark it as sent on Etsy' })).toBeVisible(SLOW)
  await look(page, 'order, a task on etsy')
  await open(visit)
  await expect(page.getByRole('article', { name: 'Mark it as sent on Etsy' })).toBeVisible()
  await look(page, 'etsy, a fenced shop')
  await button(page, 'Disconnect Etsy').click()
  await look(page, 'etsy, disconnecting')
  await button(page, 'Keep it').click()
}

async function lookAtExtras(visit: Visit): Promise<void> {
  const { page, etsy, shop, look } = visit
  buyBoard(visit, 'Ida Berg')
  await open(visit)
  await button(page, 'Look now').click()
  await expect(async () => expect((await orderOf(visit, 'Ida Berg')).customer.name).toBe('Ida Berg')).toPass(SLOW)
  const { code } = await orderOf(visit, 'Ida Berg')
  await page.goto(`/s/${shop.code}/orders/${code}`)
  await visitExtras({ page, etsy, look, order: `/api/s/${shop.code}/orders/${code}` })
}

async function orderOf({ page, shop }: Visit, name: string): Promise<OrderDto> {
  const list = await page.request.get(`/api/s/${shop.code}/orders?q=${encodeURIComponent(name)}`)
  const { orders } = (await list.json()) as { orders: { code: string; customer: { name: string } }[] }
  const order = await page.request.get(`/api/s/${shop.code}/orders/${orders[0]?.code}`)
  return (await order.json()) as OrderDto
}

async function lookBroken(visit: Visit): Promise<void> {
  const { page, look, etsy, shop } = visit
  const { state } = etsy.sim
  const broken = page.getByText('The connection with AlderAndInk is broken')
  await open(visit)
  state.faults.failures = [{ status: 503, times: 40, done: false, retryAfter: null, path: '/receipts' }]
  await button(page, 'Look now').click()
  await expect(page.getByText('The last look did not work')).toBeVisible(SLOW)
  await look(page, 'etsy, away for a while')
  state.faults.failures = []
  state.grants.revoke(FIRST_SHOP.userId)
  await button(page, 'Try again').first().click()
  await expect(broken).toBeVisible(SLOW)
  await look(page, 'etsy, a revoked grant')
  await lookAtLockedListings(visit)
  await page.goto(`/s/${shop.code}`)
  await expect(page.getByText('Etsy orders no longer come in')).toBeVisible()
  await look(page, 'queue, etsy is broken')
  await open(visit)
  await connect(page)
  await expect(page.getByRole('heading', { name: 'AlderAndInk is connected' })).toBeVisible(SLOW)
  // Nobody looked for so long that even the refresh token is over.
  state.clock.advance(91 * DAY)
  await button(page, 'Look now').click()
  await expect(broken).toBeVisible(SLOW)
  await look(page, 'etsy, an expired refresh token')
}
