import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { makeReviewed } from './board.ts'
import { Customer } from './customer.ts'
import { Inspection } from './inspection.ts'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { file, READING, SELLER, Shop } from './shop.ts'

const server = serverForFile()
const ARTWORK = file('board-front.svg')

test('what was bought is a file: handed over, saved on a phone, and taken back', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page, { ...SELLER, email: 'files@example.com' })
  // Agreed without a proof: what this shop draws, it reviews itself.
  await makeReviewed(page, shop, [])
  const order = await shop.order()
  const link = await shop.link(order, { label: 'Ruth', rights: 'decide' })
  const ruth = new Customer(await people.open('phone', server().url))
  await ruth.page.goto(link.url)
  await expect(ruth.page.getByText('Maya’s Workshop is drawing it.')).toBeVisible()

  await page.goto(`/s/${shop.code}/orders/${order.code}`)
  const files = page.getByRole('region', { name: 'Files', exact: true })
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    files.getByRole('button', { name: 'Add a file' }).click(),
  ])
  await chooser.setFiles(ARTWORK)
  await expect(files.getByText('board-front.svg')).toBeVisible(READING)
  // Nothing is handed over before it is agreed.
  await expect(files.getByRole('button', { name: /^Hand over/ })).toHaveCount(0)
  const reviewed = await page.request.put(`/api/s/${shop.code}/cards/${order.items[0]?.id}/review`, {
    data: { reviewed: true },
  })
  expect(reviewed.ok(), await reviewed.text()).toBe(true)
  await page.reload()
  await files.getByRole('button', { name: 'Hand over “board-front.svg” to Ruth' }).click()
  await expect(files.getByText('On Ruth’s page')).toBeVisible()
  await expect(page.getByText('You handed “board-front.svg” over')).toBeVisible()

  await expect(ruth.page.getByRole('heading', { name: 'Your file is ready' })).toBeVisible()
  const { found, look } = new Inspection()
  await look(ruth.page, 'customer, a file to save')
  await look(page, 'order, a file handed over')
  expect(found).toEqual([])
  const [download] = await Promise.all([
    ruth.page.waitForEvent('download'),
    ruth.page.getByRole('link', { name: 'Save “board-front.svg”' }).tap(),
  ])
  expect(await readFile(await download.path())).toEqual(await readFile(ARTWORK))
  await expect(page.getByText('Ruth saved “board-front.svg”')).toBeVisible()

  await files.getByRole('button', { name: 'Take back “board-front.svg” from Ruth' }).click()
  await expect(ruth.page.getByText('Your file is ready')).toHaveCount(0)
  await expect(page.getByText('You took “board-front.svg” back')).toBeVisible()
})
