import { expect, type Page } from '@playwright/test'
import type { BoardDto } from '@proofroom/contract'
import { leaveDialog } from './keys.ts'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { Shop } from './shop.ts'

const server = serverForFile()

/** The day it is for a new shop, which keeps UTC until it says otherwise. */
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const seller = (who: string) => ({
  ...{ name: 'Maya Torres', email: `${who}@example.com`, password: 'walnut and brass' },
  shopName: 'Maya’s Workshop',
})
const orderFor = (name: string, title: string, dueOn: string | null = null) => ({
  ...{ customer: { name }, dueOn },
  items: [{ title, personalization: [{ name: 'Name', value: `${name} & Co` }] }],
})

test('the queue says what is due, and the palette finds an order with the keyboard alone', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page, seller('queue'))
  await shop.order(orderFor('Ruth Hartley', 'Walnut board'))
  const late = await shop.order(orderFor('George Tanaka', 'Wine box lid', dayFromNow(-9)))
  await shop.sent(['board-front.svg'], orderFor('Elena Petrova', 'Coasters'))
  await page.goto(`/s/${shop.code}`)
  const yours = page.getByRole('region', { name: 'Your move' }).getByRole('listitem')
  await expect(yours).toHaveCount(2)
  // The longest due first, in words that say how late it is.
  await expect(yours.first()).toContainText('George Tanaka')
  await expect(yours.first()).toContainText(/Ship \d+ days late/)
  await expect(yours.first().getByRole('img', { name: 'Late' })).toBeVisible()
  await expect(yours.last()).toContainText(/Proof (tomorrow|\w{3} \d+ \w{3})/)

  await page.getByRole('region', { name: 'Waiting on customers' }).getByRole('button', { name: 'Nudge' }).click()
  await expect(page.getByText('Elena’s nudge with the link is copied')).toBeVisible()
  const nudge = await page.evaluate(() => navigator.clipboard.readText())
  expect(nudge).toMatch(/^Hi Elena, .*“Coasters”[\s\S]*\/c\/[\w-]+\.[\w-]+$/)

  await page.keyboard.press('Control+k')
  const find = page.getByRole('searchbox').or(page.getByRole('combobox'))
  await expect(find).toBeFocused()
  await page.keyboard.type('wine tan')
  await expect(page.getByRole('option', { name: /George Tanaka/ }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/orders/${late.code}$`))
  await expect(page.getByRole('heading', { level: 1, name: 'George Tanaka' })).toBeVisible()

  // It is remembered, and things to do are found by their words.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option', { name: /George Tanaka/ })).toBeVisible()
  await page.keyboard.type('new or')
  await expect(page.getByRole('option', { name: 'New order' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'New order' })).toBeVisible()
  await leaveDialog(page)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
})

test('a phone reaches the palette by its icon', async ({ people }) => {
  const page = await people.open('phone', server().url)
  const shop = await Shop.open(page, seller('phone'))
  const order = await shop.order(orderFor('Ruth Hartley', 'Walnut board'))
  await page.goto(`/s/${shop.code}`)
  await page.getByRole('button', { name: 'Find an order or a person' }).tap()
  await expect(page.getByRole('searchbox').or(page.getByRole('combobox'))).toBeFocused()
  await page.keyboard.type('ruth')
  await page
    .getByRole('option', { name: /Ruth Hartley.*order/ })
    .first()
    .tap()
  await expect(page).toHaveURL(new RegExp(`/orders/${order.code}$`))
})

test('a stage set up in the settings is a column of the board, in the order it was put in', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page, seller('stages'))
  await page.goto(`/s/${shop.code}/settings`)
  await page.getByRole('link', { name: 'Set up the workshop' }).click()
  await page.getByLabel('Another stage').fill('Oil')
  await page.keyboard.press('Enter')
  const stages = page.getByRole('region', { name: 'Stages' }).locator('.stp-row')
  await expect(stages).toHaveCount(3)
  await expect(page.getByRole('complementary', { name: 'What it looks like' })).toContainText('Oil')
  await expect.poll(() => columns(page, shop)).toEqual(['Making', 'Finishing', 'Oil'])

  // To the front with the arrow keys, and back with undo.
  const grip = page.getByRole('button', { name: /^Move Oil/ })
  await grip.focus()
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => columns(page, shop)).toEqual(['Making', 'Oil', 'Finishing'])
  await expect(grip).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => columns(page, shop)).toEqual(['Making', 'Finishing', 'Oil'])

  // Dragged by its handle.
  const [from, to] = [await grip.boundingBox(), await page.getByRole('button', { name: /^Move Making/ }).boundingBox()]
  if (!from || !to) throw new Error('The handles are not on the screen')
  await page.mouse.move(from.x + 10, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(to.x + 10, to.y - 6, { steps: 8 })
  await page.mouse.up()
  await expect.poll(() => columns(page, shop)).toEqual(['Oil', 'Making', 'Finishing'])

  await page.getByRole('button', { name: 'Change Oil' }).click()
  await page.getByText('Customers see this stage').click()
  await page.getByLabel('In their words').fill('Oiled by hand')
  await page.keyboard.press('Enter')
  await expect(stages.first()).toContainText('Customer reads “Oiled by hand”')
  await page.getByRole('button', { name: 'Add Engraving' }).click()
  await expect(page.getByRole('region', { name: 'Workflows' })).toContainText(
    'Customer’s proof → Cut → Engrave → Finish',
  )
  await page.getByRole('button', { name: 'Saturday' }).click()
  await expect(page.getByRole('button', { name: 'Saturday' })).toHaveAttribute('aria-pressed', 'true')
})

async function columns(page: Page, shop: Shop): Promise<(string | undefined)[]> {
  const board = (await (await page.request.get(`/api/s/${shop.code}/board`)).json()) as BoardDto
  const names = new Map(board.stages.map((stage) => [stage.id, stage.name]))
  return board.columns.flatMap(({ place }) => names.get(place) ?? [])
}

test('an alert appears by itself when something is about to be due, and is read', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page, seller('alerts'))
  await page.goto(`/s/${shop.code}`)
  const bell = page.getByRole('button', { name: /^Due/ })
  await expect(bell).toHaveAccessibleName('Due')
  await bell.click()
  await expect(page.getByRole('dialog', { name: /^Due/ })).toContainText('Nothing is due soon')
  await leaveDialog(page)
  // Promised for long ago, so that the first proof should be out at once.
  const order = await shop.order(orderFor('Ruth Hartley', 'Walnut board', dayFromNow(-9)))
  await expect(bell).toHaveAccessibleName('Due 1 1 not read', { timeout: 60_000 })
  await bell.click()
  const soon = page.getByRole('dialog', { name: /^Due/ })
  await expect(soon).toContainText('This installation sends no mail.')
  await soon.getByRole('link', { name: /^Ruth Hartley/ }).click()
  await expect(page).toHaveURL(new RegExp(`/orders/${order.code}$`))
  await expect(bell).toHaveAccessibleName('Due')
})
