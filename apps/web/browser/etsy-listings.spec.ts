import { expect, type Page } from '@playwright/test'
import { buy, type EtsySim } from '@proofroom/etsy-sim'
import { addProduct, connect, etsyForFile, sellBoards } from './etsy.ts'
import { test } from './people.ts'
import { Shop } from './shop.ts'

const etsy = etsyForFile()
const step = test.step
const SLOW = { timeout: 30_000 }
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

const listingOf = ({ state }: EtsySim, sku: string) => {
  const found = [...state.listings.values()].find((one) => one.sku === sku)
  if (!found) throw new Error(`Nobody sells ${sku}.`)
  return found
}

/** One of each, to one person. */
function sell(sim: EtsySim, skus: string[]): void {
  const address = { first_line: '12 Mill Lane', second_line: null, city: 'Leeds', state: null, zip: 'LS1 4DY' }
  const buyer = { userId: 72_000_001, name: 'Ruth Hartley', email: 'ruth@example.com', countryIso: 'GB', address }
  for (const sku of skus)
    buy(sim.state, { buyer, wanted: [{ listing: listingOf(sim, sku), quantity: 1, answers: [] }] })
}

test('listings are sorted by section, and changed at Etsy only as they were seen', async ({ people }) => {
  test.setTimeout(180_000)
  const { server, sim } = etsy()
  const board = sellBoards(sim)
  people.complaints.mayGoTo(sim.url)
  const page = await people.open('laptop', server.url)
  const shop = await Shop.open(page)
  await addProduct(page, shop, 'Serving boards')
  await addProduct(page, shop, 'Signs')
  sell(sim, ['BOARD-W', 'WAX', 'SIGN-P'])

  await step('one answer settles all in a section', async () => {
    await page.goto(`/s/${shop.code}/settings/etsy`)
    await connect(page)
    const question = page.getByRole('listitem').filter({ hasText: 'Which product is “Walnut serving board”?' })
    await expect(question).toBeVisible(SLOW)
    await expect(page.getByText('Which product is “Beeswax for boards”?')).toBeVisible(SLOW)
    await question.getByLabel('The answer is for').selectOption({
      label: 'All in “Kitchen & table” (2 listings, 2 open orders)',
    })
    await question.getByRole('button', { name: /^Serving boards/ }).click()
    await expect(page.getByText(/^Which product is “(Walnut|Beeswax)/)).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Forget what Kitchen & table is' })).toBeVisible()
  })

  await step('another rule is added before anybody asks', async () => {
    await button(page, 'Sort by SKU, tag or section').click()
    const form = page.getByRole('form', { name: 'Sort by SKU, tag or section' })
    await form.getByLabel('What it has').selectOption('Tag')
    await form.getByLabel('Which', { exact: true }).fill('Wedding sign')
    await form.getByLabel('Is', { exact: true }).selectOption('Signs')
    await button(page, 'Remember it').click()
    await expect(page.getByText('Every listing that was sold is sorted.')).toBeVisible()
    await expect(page.getByText('wedding sign', { exact: true })).toBeVisible()
  })

  await step('every listing stands there with its product', async () => {
    await page.getByRole('link', { name: 'See all listings' }).click()
    await expect(page.getByRole('heading', { name: 'Listings' })).toBeVisible()
    await expect(page.getByText("The term 'Etsy' is a trademark of Etsy, Inc.")).toBeVisible()
    await expect(page.getByText('5 listings')).toBeVisible()
    await page.getByLabel('Find among these').fill('walnut')
    await expect(page.getByText('Beeswax for boards')).toHaveCount(0)
    const row = page.getByRole('listitem').filter({ hasText: 'Walnut serving board' })
    await expect(row).toContainText('€64.00 · Kitchen & table')
    await expect(row.getByText('Because of its section')).toBeVisible()
    const product = row.getByLabel('Which product “Walnut serving board” is')
    await expect(product.locator('option:checked')).toHaveText('Serving boards')
    await product.selectOption('None, the usual way')
    await expect(row.getByText('Because of its section')).toHaveCount(0)
    await expect(product.locator('option:checked')).toHaveText('None, the usual way')
  })

  await step('a title is changed at Etsy, and nothing else', async () => {
    await page.getByRole('link', { name: 'Walnut serving board' }).click()
    const title = page.getByLabel('Title')
    await expect(title).toHaveValue('Walnut serving board')
    await title.fill('Walnut board & oil & cloth')
    await button(page, 'Save at Etsy').click()
    await expect(page.getByText('Etsy takes each of the signs % : & + only once in a title.')).toBeVisible()
    await title.fill('Walnut serving board, oiled')
    await button(page, 'Save at Etsy').click()
    await expect(page.getByRole('heading', { name: 'Walnut serving board, oiled' })).toBeVisible()
    expect(board).toMatchObject({ title: 'Walnut serving board, oiled', quantity: 100, sku: 'BOARD-W' })
  })

  await step('what somebody changes at Etsy meanwhile is told, not overwritten', async () => {
    await page.getByLabel('Tags').fill('walnut board, for two')
    board.description = 'Walnut from our own county.'
    await button(page, 'Save at Etsy').click()
    const clash = page.getByRole('alert').filter({ hasText: 'Somebody changed this at Etsy meanwhile' })
    await expect(clash).toContainText('Walnut from our own county.')
    expect(board.tags).not.toContain('for two')
    await clash.getByRole('button', { name: 'Go on with mine' }).click()
    await expect(page.getByLabel('Description')).toHaveValue('Walnut from our own county.')
    await button(page, 'Save at Etsy').click()
    // The word of the save before may still stand there.
    await expect.poll(() => board.tags).toEqual(['walnut board', 'for two'])
    expect(board.description).toBe('Walnut from our own county.')
  })

  const asked = () => board.questions.map(({ question_text: text }) => text)
  await step('a question is added, moved up, and sent', async () => {
    await button(page, 'Add a question').click()
    await page.getByLabel('Question', { exact: true }).fill('…Which side?')
    await page.getByLabel('Answered by').selectOption('A choice')
    await page.getByLabel('Choices, one a line').fill('Front\nBack')
    await button(page, 'Send to Etsy').click()
    await expect(page.getByText('A question begins with a letter or a number at Etsy.')).toBeVisible()
    await page.getByLabel('Question', { exact: true }).fill('Which side?')
    await button(page, 'Move “Which side?” up').click()
    await button(page, 'Send to Etsy').click()
    await expect(page.getByText('Etsy asks this from now on').first()).toBeVisible()
    expect(asked()).toEqual([
      ...['Names to engrave', 'Lettering', 'A date, if you like', 'Which side?', 'A photo to work from'],
    ])
    expect(board.questions[3]?.options?.map(({ label }) => label)).toEqual(['Front', 'Back'])
    await expect(page.getByText('Etsy asks at most five.')).toBeVisible()
  })

  await step('one that goes is named before it does', async () => {
    await button(page, 'Take out “A date, if you like”').click()
    await button(page, 'Send to Etsy').click()
    const dialog = page.getByRole('alertdialog', { name: 'Some questions are deleted at Etsy' })
    await expect(dialog.getByRole('listitem')).toHaveText(['A date, if you like'])
    expect(asked()).toHaveLength(5)
    await dialog.getByRole('button', { name: 'Send and delete' }).click()
    await expect(button(page, 'Take out “A date, if you like”')).toHaveCount(0)
    await expect.poll(asked).not.toContain('A date, if you like')
  })

  await step('and nothing goes that nobody saw', async () => {
    const [first] = board.questions
    if (!first) throw new Error('The board asks.')
    await button(page, 'Change “Lettering”').click()
    await page.getByLabel('Has to be answered').click({ force: true })
    const theirs = { ...first, question_id: sim.state.nextId(), question_text: 'Wrapped?' }
    board.questions = [...board.questions.slice(0, 3), theirs]
    await button(page, 'Send to Etsy').click()
    const clash = page.getByRole('alert').filter({ hasText: 'Etsy asks something else by now' })
    await expect(clash.getByRole('listitem').filter({ hasText: 'Wrapped?' })).toBeVisible()
    expect(asked()).toContain('Wrapped?')
    await clash.getByRole('button', { name: 'Begin with Etsy’s' }).click()
    await expect(button(page, 'Take out “Wrapped?”')).toBeVisible()
    await expect(button(page, 'Send to Etsy')).toHaveCount(0)
  })
})
