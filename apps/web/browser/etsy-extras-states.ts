import { expect, type Page } from '@playwright/test'
import { buy, FIRST_SHOP } from '@proofroom/etsy-sim'
import type { Etsy } from './etsy.ts'
import type { Look } from './inspection.ts'

const SLOW = { timeout: 30_000 }

type Visit = { page: Page; etsy: Etsy; look: Look; order: string }

/** Everything a seller may see of extra work on the order that is open, one state after the other. */
export async function visitExtras({ page, etsy, look, order }: Visit): Promise<void> {
  const { state } = etsy.sim
  const extras = page.getByRole('list', { name: 'Extra work' })
  const line = (title: string) => extras.getByRole('listitem').filter({ hasText: title })
  const add = async (title: string, amount: number) => {
    const answer = await page.request.post(`${order}/etsy/extras`, { data: { title, description: 'By hand.', amount } })
    expect(answer.ok(), await answer.text()).toBe(true)
  }
  const press = (title: string, name: string) => line(title).getByRole('button', { name, exact: true }).click()

  const dialog = page.getByRole('dialog', { name: 'Extra work' })
  await page.getByRole('button', { name: 'Extra work…' }).click()
  await expect(dialog).toBeVisible()
  await look(page, 'extra work, asking')
  await dialog.getByRole('button', { name: 'Make the draft' }).click()
  await expect(dialog.getByText('What does it cost? For example 12.50')).toBeVisible()
  await look(page, 'extra work, something missing')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await add('A second name on the back of the board', 1250)
  await expect(line('A second name')).toContainText('A draft waits on Etsy', SLOW)
  await look(page, 'extra work, a draft')
  await press('A second name', 'Publish it')
  await look(page, 'extra work, publishing')
  await page.getByRole('dialog').getByRole('button', { name: 'Publish it' }).click()
  await expect(line('A second name')).toContainText('The buyer can buy it', SLOW)
  await press('A second name', 'Take it back')
  await look(page, 'extra work, taking it back')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep it' }).click()

  const failure = { status: 403, times: 1, done: false, retryAfter: null, path: `/shops/${FIRST_SHOP.shopId}/listings` }
  state.faults.failures.push(failure)
  await add('Food-safe oil, a second coat', 600)
  await expect(line('Food-safe oil')).toContainText('Etsy does not let this app make listings', SLOW)

  const address = { first_line: '12 Mill Lane', second_line: null, city: 'Leeds', state: null, zip: 'LS1 4DY' }
  const buyer = { userId: 72_000_001, name: 'Ida Berg', email: 'ida@example.com', countryIso: 'GB', address }
  const listing = [...state.listings.values()].find(({ title }) => title.startsWith('A second name'))
  if (listing) buy(state, { buyer, wanted: [{ listing, quantity: 1, answers: [] }] })
  await expect(line('A second name')).toContainText('Bought', SLOW)

  await add('A felt-lined box', 2200)
  await expect(line('A felt-lined box')).toContainText('A draft waits on Etsy', SLOW)
  await press('A felt-lined box', 'Take it back')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take it back' }).click()
  await expect(line('A felt-lined box')).toContainText('Taken back', SLOW)
  await look(page, 'extra work, how it went')
}
