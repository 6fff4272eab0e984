import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { Shop } from './shop.ts'

const server = serverForFile()
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Twelve orders of four people, the first of them late. */
async function filled(page: Page): Promise<Shop> {
  const shop = await Shop.open(page, {
    name: 'Maya',
    email: `m${Date.now()}@example.com`,
    password: 'walnut and brass',
    shopName: 'Alder',
  })
  const names = ['Ruth Hartley', 'Émile Durand', 'Aiko Tanaka', '=SUM(A1)']
  for (let i = 0; i < 12; i++)
    await shop.order({
      customer: { name: names[i % 4], ...(i % 4 === 1 ? { email: 'emile@example.com' } : {}) },
      items: [{ title: i % 2 ? 'Ring dish' : 'Walnut board', personalization: [{ name: 'Name', value: `Line ${i}` }] }],
      dueOn: inDays(i === 0 ? -2 : i),
    })
  return shop
}

const rows = (page: Page) => page.locator('tr[data-row]')
const row = (page: Page, name: string | RegExp) => rows(page).filter({ hasText: name })

test('orders are found, filtered and kept as a view, all in the address', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await filled(page)
  await page.goto(`/s/${shop.code}/orders`)
  await expect(rows(page)).toHaveCount(12)
  await page.getByRole('searchbox', { name: 'Name, order number, words on it' }).fill('emile dish')
  await expect(rows(page)).toHaveCount(3)
  await expect(page).toHaveURL(/q=emile\+dish|q=emile%20dish/)
  await page.reload()
  await expect(rows(page)).toHaveCount(3)

  await page.goto(`/s/${shop.code}/orders?due=late&sort=due&mood=none`)
  await expect(rows(page)).toHaveCount(1)
  await expect(page.getByRole('link', { name: 'Late', exact: true })).toHaveAttribute('aria-current', 'page')
  await page.goto(`/s/${shop.code}/orders`)
  const due = page.getByRole('columnheader', { name: 'Due' })
  await due.getByRole('button').click()
  await expect(due).toHaveAttribute('aria-sort', 'ascending')
  await expect(rows(page).first()).toContainText('2 days late')
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByLabel('Due from').fill(inDays(9))
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Later')
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('link', { name: 'All orders' }).click()
  await expect(rows(page)).toHaveCount(12)
  await page.getByRole('link', { name: 'Later' }).click()
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Remove the view Later' }).click()
  await expect(page.getByRole('link', { name: 'Later' })).toHaveCount(0)
})

test('many orders are changed together, by mouse and by keys', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await filled(page)
  await page.goto(`/s/${shop.code}/orders?sort=order`)
  const boxes = page.getByRole('checkbox', { name: /^Choose .+ order/ })
  await expect(boxes).toHaveCount(12)
  await boxes.nth(1).click()
  await boxes.nth(4).click({ modifiers: ['Shift'] })
  await expect(page.getByText('4 chosen')).toBeVisible()
  await page.getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Tag').fill('Wedding')
  await page.getByRole('dialog').getByRole('button', { name: 'Tag them' }).click()
  await expect(page.getByText('4 orders changed')).toBeVisible()
  await expect(rows(page).filter({ hasText: 'Wedding' })).toHaveCount(4)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText('2 chosen')).toBeVisible()
  await page.getByRole('button', { name: 'Rush', exact: true }).click()
  await expect(page.getByText('2 orders changed')).toBeVisible()
  await page.getByRole('link', { name: 'Rush', exact: true }).click()
  await expect(rows(page)).toHaveCount(2)
  await page.keyboard.press('k')
  // The first stays the first.
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/orders\/\w{8}$/)
})

test('what is shown is exported, and runs nothing in a spreadsheet', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await filled(page)
  await page.goto(`/s/${shop.code}/orders?q=sum&sort=order`)
  await expect(rows(page)).toHaveCount(3)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/)
  const text = readFileSync(await download.path(), 'utf8')
  expect(text.startsWith('\u{FEFF}Order,Customer,')).toBe(true)
  const lines = text.trim().split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines[1]?.split(',')[1]).toBe("'=SUM(A1)")
})

test('who follows a link right after typing is not called back by the search', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await filled(page)
  await page.goto(`/s/${shop.code}/customers`)
  const link = page.getByRole('link', { name: 'Émile Durand' })
  await expect(link).toBeVisible()
  const held = Promise.withResolvers<void>()
  await page.route(/\/customers\/[\w-]+$/, async (route) => {
    await held.promise
    await route.continue()
  })
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 3_600_000)
  await page.getByRole('searchbox', { name: 'Name or e-mail' }).fill('emile@')
  await link.click()
  await page.clock.runFor(1_000)
  await page.clock.resume()
  held.resolve()
  await expect(page.getByText('3 orders, 3 open')).toBeVisible()
  await expect(page).toHaveURL(/\/customers\/[\w-]+$/)
})

test('a customer has all of their orders on one page, a new name in all of them, and the calendar leads to them', async ({
  people,
}) => {
  const page = await people.open('laptop', server().url)
  const shop = await filled(page)
  await page.goto(`/s/${shop.code}/orders`)
  await page.getByRole('link', { name: 'Customers', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Name or e-mail' }).fill('emile@')
  await page.getByRole('link', { name: 'Émile Durand' }).click()
  await expect(page.getByText('3 orders, 3 open')).toBeVisible()
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Edit customer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Émile Durand-Roux')
  await dialog.getByLabel('Note').fill('Likes oak.')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Émile Durand-Roux' })).toBeVisible()
  await expect(row(page, 'Durand-Roux')).toHaveCount(3)
  await expect(page.getByText('Likes oak.')).toBeVisible()

  const month = inDays(1).slice(0, 7)
  await page.goto(`/s/${shop.code}/calendar?month=${month}`)
  await page
    .getByRole('link', { name: /Durand-Roux/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'Émile Durand-Roux' })).toBeVisible()
})
