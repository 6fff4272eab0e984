import { expect } from '@playwright/test'
import { test } from './people.ts'
import { Seller } from './seller.ts'
import { serverForFile } from './server.ts'
import { READING } from './shop.ts'

const server = serverForFile()

test('a seller with nothing but a phone goes from sign-up to the first proof sent', async ({ people }) => {
  // Plain http, as in a workshop's own network: no secure context, so no randomUUID and no clipboard.
  const at = server().networkUrl
  const page = await people.open('phone', at)
  const seller = new Seller(page)
  await seller.signUp()
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false)
  await seller.makeOrder([{ name: 'Name', value: 'The Hartleys' }])
  await page.getByRole('button', { name: 'Send a proof' }).tap()

  await seller.pick('Take a photo', ['board-photo.jpg'])
  await expect(seller.pageNames()).toHaveCount(1, READING)
  await seller.pick('Add pages', ['board-back.svg'])
  await expect(seller.pageNames()).toHaveCount(2, READING)
  await page
    .getByRole('button', { name: /^Move .* earlier$/ })
    .last()
    .tap()
  await expect(seller.pageNames().first()).toHaveAccessibleName(/board-back/)
  await seller.pageNames().first().fill('The back')
  await page.getByLabel('Note to Ruth').fill('Photographed on the bench.')

  const link = await seller.send(1)
  expect(link.startsWith(at)).toBe(true)
  await expect(page.getByText(link, { exact: true })).toBeVisible()
  await expect(page.getByRole('img', { name: 'QR code of Ruth’s link' })).toBeVisible()
  await page.getByRole('button', { name: 'Copy message' }).tap()
  await expect(page.getByText('The message is copied. Paste it into your conversation')).toBeVisible()

  const customer = await people.open('phone', at)
  await customer.goto(link)
  await expect(customer.getByRole('heading', { level: 1, name: 'Your walnut serving board' })).toBeVisible()
  await expect(customer.getByRole('figure')).toHaveCount(2)
  await expect(customer.getByRole('figure').first()).toContainText('The back')

  await page.getByRole('link', { name: 'Back to the order' }).tap()
  await expect(page.getByRole('heading', { name: 'Ruth’s move: decide on proof 1' })).toBeVisible()
  await page.getByRole('tab', { name: 'Link' }).tap()
  await expect(page.getByRole('tabpanel')).toContainText('can sign')
})
