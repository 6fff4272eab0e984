import { expect, type Page } from '@playwright/test'
import { connect, etsyForFile } from './etsy.ts'
import { test } from './people.ts'
import { Shop } from './shop.ts'

const etsy = etsyForFile()
const step = test.step
const SLOW = { timeout: 30_000 }
const BOX = 'A gift box, lined with felt'

async function buy(page: Page, address: string | RegExp): Promise<void> {
  if (typeof address === 'string') await page.goto(address)
  else {
    await page.goto('/buy')
    await page.getByRole('link', { name: address }).click()
  }
  await page.getByRole('button', { name: 'Buy, without paying' }).click()
  await expect(page.getByRole('heading', { name: 'What you asked for' })).toBeVisible()
}

test('extra work on an order of Etsy’s is a draft there, is published, bought, and joins the order', async ({
  people,
}) => {
  test.setTimeout(180_000)
  const { server, sim } = etsy()
  people.complaints.mayGoTo(sim.url)
  const page = await people.open('laptop', server.url)
  const buyer = await people.open('phone', sim.url)
  const shop = await Shop.open(page)
  const drafts = () => [...sim.state.listings.values()].filter(({ title }) => title === BOX)
  const extras = page.getByRole('list', { name: 'Extra work' })

  await step('the shop is connected, and something is bought', async () => {
    await page.goto(`/s/${shop.code}/settings/etsy`)
    await connect(page)
    await buy(buyer, /Beeswax for boards/)
    await page.goto(`/s/${shop.code}`)
    await page.getByText('Ruth Hartley').first().click(SLOW)
    await expect(page.getByRole('region', { name: 'From Etsy' })).toBeVisible()
  })

  await step('the seller asks for extra work', async () => {
    await page.getByRole('button', { name: 'Extra work…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Extra work' })
    const name = dialog.getByLabel('What it is called')
    await expect(name).toHaveValue(/^Extra work for order \d+$/)
    await name.fill(BOX)
    await dialog.getByLabel('What is done for it').fill('For the board, with a ribbon.')
    await dialog.getByRole('button', { name: 'Make the draft' }).click()
    await expect(dialog.getByText('What does it cost? For example 12.50')).toBeVisible()
    await dialog.getByLabel('Price in EUR').fill('12,50')
    await dialog.getByRole('button', { name: 'Make the draft' }).click()
    await expect(extras.getByRole('listitem')).toContainText('€12.50')
    await expect(extras).toContainText('A draft waits on Etsy. Nobody can buy it yet.', SLOW)
  })

  await step('the draft stands at Etsy once, and what is left to do is a task', async () => {
    expect(drafts()).toMatchObject([{ state: 'draft', quantity: 1, price: { amount: 1250 } }])
    const task = page.getByRole('article', { name: 'Publish the extra work on Etsy' })
    await expect(task).toContainText(`${sim.url}/buy/listings/${drafts()[0]?.listingId}`)
    await expect(task.getByRole('link', { name: 'Open on Etsy' })).toHaveAttribute('href', /\/buy\/listings\/\d+$/)
  })

  await step('the seller publishes it on Etsy, and ticks it off', async () => {
    const seller = await people.open('laptop', sim.url)
    await seller.goto(`/buy/listings/${drafts()[0]?.listingId}`)
    await seller.getByRole('button', { name: 'Publish it, as its seller' }).click()
    await expect(seller.getByRole('button', { name: 'Buy, without paying' })).toBeVisible()
    await page.getByRole('button', { name: 'It is done' }).click()
    await expect(extras).toContainText('The buyer can buy it', SLOW)
  })

  await step('the buyer buys it, and the order has one more line', async () => {
    await buy(buyer, `/buy/listings/${drafts()[0]?.listingId}`)
    await expect(extras).toContainText(/Bought \d\d:\d\d/, SLOW)
    await expect(page.getByRole('region', { name: 'Facts' })).toContainText(BOX)
    const timeline = page.getByRole('region', { name: 'Timeline' })
    await expect(timeline.getByText('The extra work was bought on Etsy')).toBeVisible()
    await expect(timeline.getByText('You added extra work, to be bought on Etsy')).toBeVisible()
    await page.goto(`/s/${shop.code}/orders`)
    await expect(page.getByText('Ruth Hartley')).toHaveCount(1)
  })
})
