import { expect, type Page } from '@playwright/test'
import { cancel } from '@proofroom/etsy-sim'
import { Customer } from './customer.ts'
import { addProduct, connect, etsyForFile, sellBoards } from './etsy.ts'
import { test } from './people.ts'
import { Seller } from './seller.ts'
import { file, Shop } from './shop.ts'

const etsy = etsyForFile()
const step = test.step
/** What the pictures in `files` show, in the order of the listing’s questions. */
const ANSWERS = ['The Hartleys', 'Serif', 'est. 2019']

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
/** What Etsy tells of travels by a webhook and a job; a new machine may be slow. */
const SLOW = { timeout: 30_000 }

/** The buyer on the local Etsy's own page. */
async function buyBoard(page: Page, names: string): Promise<void> {
  await page.goto('/buy')
  await page.getByRole('link', { name: /Walnut serving board/ }).click()
  await page.getByLabel('Names to engrave').fill(names)
  await page.getByLabel('Lettering').selectOption('Serif')
  await page.getByLabel(/A date, if you like/).fill('est. 2019')
  await page.getByLabel('A photo to work from').setInputFiles(file('board-photo.jpg'))
  await page.getByRole('button', { name: 'Buy, without paying' }).click()
  await expect(page.getByRole('button', { name: 'Buy, without paying' })).toHaveCount(0)
}

test('an order of Etsy’s, from the sale to the parcel, and a cancellation', async ({ people }) => {
  test.setTimeout(240_000)
  const { server, sim } = etsy()
  sellBoards(sim)
  people.complaints.mayGoTo(sim.url)
  const page = await people.open('laptop', server.url)
  const buyer = await people.open('laptop', sim.url)
  const customer = new Customer(await people.open('phone', server.url))
  const shop = await Shop.open(page)
  const seller = new Seller(page)
  await addProduct(page, shop, 'Serving boards')

  await step('the shop is connected on Etsy’s own page', async () => {
    await page.goto(`/s/${shop.code}/settings`)
    await page.getByRole('link', { name: 'Etsy', exact: true }).click()
    await expect(heading(page, 'Your Etsy orders, simply there')).toBeVisible()
    await expect(page.getByText("The term 'Etsy' is a trademark of Etsy, Inc.")).toBeVisible()
    await connect(page)
  })

  await step('somebody buys, and the order is there with all of it', async () => {
    await page.goto(`/s/${shop.code}`)
    await buyBoard(buyer, 'The Hartleys')
    await expect(page.getByText('Ruth Hartley').first()).toBeVisible(SLOW)
    await page.getByText('Ruth Hartley').first().click()
    await expect(heading(page, 'Ruth Hartley')).toBeVisible()
    const facts = page.getByRole('region', { name: 'Facts' })
    await expect(facts).toContainText('Walnut serving board')
    await expect(facts.getByRole('definition').filter({ hasText: /Hartleys|Serif|est/ })).toHaveText(ANSWERS)
    const from = page.getByRole('region', { name: 'From Etsy' })
    const files = page.getByRole('region', { name: 'Files' })
    await expect(files.getByRole('link', { name: 'A photo to work from' })).toBeVisible(SLOW)
    await expect(from.getByText('Nobody has said yet which product this is.')).toBeVisible()
  })

  const orderAt = page.url()
  await step('which product it is is asked once', async () => {
    await page.getByRole('link', { name: 'Say it' }).click()
    const question = page.getByRole('listitem').filter({ hasText: 'Which product is “Walnut serving board”?' })
    await expect(question).toContainText('1 open order waits for it.')
    await question.getByRole('button', { name: /^Serving boards/ }).click()
    await expect(page.getByText('Every listing that was sold is sorted.')).toBeVisible()
    await page.goto(orderAt)
    await expect(page.getByRole('region', { name: 'From Etsy' })).toBeVisible()
    await expect(page.getByText('Nobody has said yet which product this is.')).toHaveCount(0)
  })

  await step('a proof goes out, and is signed', async () => {
    await page.getByRole('button', { name: 'Send a proof' }).click()
    await seller.pick('Choose files', ['board-front.svg'])
    await expect(seller.pageNames()).toHaveCount(1, SLOW)
    const link = await seller.send(1)
    await customer.open(link)
    await customer.approve(ANSWERS)
    await expect(heading(customer.page, /^Thank you, Ruth/)).toBeVisible(SLOW)
  })

  await step('made, and shipped', async () => {
    await page.goto(orderAt)
    await button(page, 'Start making').first().click()
    await button(page, 'Next: Finishing').click()
    await button(page, 'Next: Ready').click()
    await button(page, 'Ship it').first().click()
    const dialog = page.getByRole('dialog', { name: 'Ship it to Ruth' })
    await dialog.getByRole('combobox', { name: 'Who carries it?' }).fill('Royal Mail')
    await dialog.getByLabel(/^Tracking number/).fill('RM 1234 5678 9GB')
    await dialog.getByRole('button', { name: 'Ship it' }).click()
    await expect(heading(page, 'On its way')).toBeVisible(SLOW)
    await expect(page.getByRole('region', { name: 'From Etsy' })).toContainText(/Told to Etsy/, SLOW)
  })

  await step('the buyer has one mail, with the number and their own page', async () => {
    expect(sim.state.mails).toMatchObject([
      { tracking: 'RM 1234 5678 9GB', carrier: 'royal-mail', note: expect.stringContaining(`${server.url}/c/`) },
    ])
  })

  await step('the next one is cancelled on Etsy, and here', async () => {
    await page.goto(`/s/${shop.code}`)
    await buyBoard(buyer, 'The Lunds')
    await expect(page.getByRole('region', { name: 'Your move' }).getByText('Ruth Hartley')).toBeVisible(SLOW)
    await page.getByRole('region', { name: 'Your move' }).getByText('Ruth Hartley').click()
    await expect(page.getByText('The Lunds').first()).toBeVisible()
    await expect(page.getByText('Nobody has said yet which product this is.')).toHaveCount(0)
    const last = [...sim.state.receipts.values()].at(-1)
    if (!last) throw new Error('Nothing was bought')
    cancel(sim.state, last)
    await expect(heading(page, 'This order was cancelled')).toBeVisible(SLOW)
    expect(sim.state.mails).toHaveLength(1)
  })
})
