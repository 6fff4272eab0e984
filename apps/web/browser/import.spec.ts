import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { file, SELLER, Shop } from './shop.ts'

const server = serverForFile()

const MESSAGE = `Hi Maya,
Order #2291
2 x walnut serving board
Name: The Hartleys
Ship by 12 Dec 2026
It should look like the one of my sister.
Thanks,
Ruth Hartley
ruth@example.com`

for (const device of ['laptop', 'phone'] as const)
  test(`a file with bad rows and a message become orders, on a ${device}`, async ({ people }) => {
    const page = await people.open(device, server().url)
    const shop = await Shop.open(page, { ...SELLER, email: `${device}@example.com` })
    await page.goto(`/s/${shop.code}/orders`)

    await test.step('a file is read, and what is wrong is told by line', async () => {
      await page.locator('header').getByRole('button', { name: 'More ways to bring an order in' }).click()
      await page.getByRole('menuitem', { name: 'Import a CSV' }).click()
      await expect(page.getByRole('heading', { name: 'Import orders' })).toBeVisible()
      await page.locator('input[type=file]').setInputFiles(file('orders-with-bad-rows.csv'))
      await expect(page.getByRole('heading', { name: '2 orders are ready to come in' })).toBeVisible()
      const problems = page.getByRole('region', { name: 'What to put right' })
      await expect(problems.getByRole('row')).toHaveCount(4)
      await expect(problems.getByRole('row').nth(1)).toContainText(
        /4.*3002.*Quantity.*“four” is not a number of pieces/,
      )
      await expect(problems).toContainText('“31/02/2027” is not a date.')
      await expect(page.getByRole('region', { name: 'The first orders' })).toContainText('2 × Oak ring dish')
    })

    await test.step('only the bad lines can be taken home', async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download these lines' }).click(),
      ])
      expect(download.suggestedFilename()).toBe('orders-with-bad-rows to fix.csv')
      const csv = readFileSync(await download.path(), 'utf8')
      expect(csv.trim().split('\r\n')).toHaveLength(4)
    })

    await test.step('a column is something else, and the file is read anew', async () => {
      await page.getByLabel('“Name on it” is').selectOption('Leave it out')
      await expect(page.getByRole('region', { name: 'The first orders' })).not.toContainText('The Hartleys')
      await page.getByLabel('“Name on it” is').selectOption('A line of personalization')
      await expect(page.getByRole('region', { name: 'The first orders' })).toContainText('The Hartleys')
    })

    await test.step('the good orders come in, the others stay out', async () => {
      await page.getByRole('button', { name: 'Import 2 orders' }).click()
      await expect(page.getByRole('heading', { name: '2 orders are in' })).toBeVisible({ timeout: 30_000 })
      await page.getByRole('link', { name: 'Show the orders' }).click()
      await expect(page.getByText('2 orders', { exact: true })).toBeVisible()
      await expect(page.getByText('Anaïs O’Hara')).toBeVisible()
      await expect(page.getByText('Daniel Cho')).toHaveCount(0)
    })

    await test.step('the same file again makes nothing twice', async () => {
      await page.goto(`/s/${shop.code}/import`)
      await page.locator('input[type=file]').setInputFiles(file('orders-with-bad-rows.csv'))
      await expect(page.getByLabel('What becomes of the orders')).toContainText('Here already2')
      await expect(page.getByRole('button', { name: /^Import / })).toHaveCount(0)
    })

    await test.step('what is no list of orders is refused in a sentence', async () => {
      await page.goto(`/s/${shop.code}/import`)
      await page.locator('input[type=file]').setInputFiles(file('board-photo.jpg'))
      await expect(page.getByRole('alert')).toContainText('This is a picture. Bring the list as a CSV file.')
    })

    await test.step('a pasted message is a draft that a person checks', async () => {
      await page.goto(`/s/${shop.code}/orders`)
      await page.locator('header').getByRole('button', { name: 'More ways to bring an order in' }).click()
      await page.getByRole('menuitem', { name: 'Paste an order' }).click()
      const dialog = page.getByRole('dialog', { name: 'Paste an order' })
      await dialog.getByLabel('Their words').fill(MESSAGE)
      await dialog.getByRole('button', { name: 'Read it' }).click()
      await expect(dialog.getByLabel('Customer')).toHaveValue('Ruth Hartley')
      await expect(dialog.getByLabel('Their e-mail')).toHaveValue('ruth@example.com')
      await expect(dialog.getByLabel('What did they buy?')).toHaveValue('walnut serving board')
      await expect(dialog.getByLabel('How many')).toHaveValue('2')
      await expect(dialog.getByLabel('Promised for')).toHaveValue('2026-12-12')
      await expect(dialog.getByLabel('Your order number')).toHaveValue('2291')
      await expect(dialog.getByRole('region', { name: 'Not understood' })).toContainText('like the one of my sister')
      await dialog.getByRole('button', { name: 'Create the order' }).click()
      await expect(page.getByRole('heading', { name: 'Ruth Hartley' })).toBeVisible()
      await expect(page.getByText('walnut serving board, order 2291')).toBeVisible()
    })
  })
