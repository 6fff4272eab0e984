import { expect, type Page } from '@playwright/test'
import { type Etsy, sellBoards } from './etsy.ts'
import type { Look } from './inspection.ts'
import type { Shop } from './shop.ts'

const SLOW = { timeout: 30_000 }
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

type Visit = { page: Page; shop: Shop; etsy: Etsy; look: Look }

const pathOf = ({ shop }: Visit) => `/s/${shop.code}/settings/etsy/listings`

/** The listings of a connected shop, and one of them while it is changed. */
export async function visitListings(visit: Visit): Promise<void> {
  await lookAtRule(visit)
  await lookAtList(visit)
  await lookAtFailure(visit)
  await lookAtWords(visit)
  await lookAtQuestions(visit)
}

/** How a connection that is broken looks from there. */
export async function lookAtLockedListings(visit: Visit): Promise<void> {
  const { page, look } = visit
  await page.goto(pathOf(visit))
  await expect(page.getByRole('link', { name: 'To the connection' })).toBeVisible(SLOW)
  await look(page, 'listings, of a broken connection')
}

async function lookAtRule(visit: Visit): Promise<void> {
  const { page, shop, look } = visit
  await page.goto(`/s/${shop.code}/settings/etsy`)
  await button(page, 'Sort by SKU, tag or section').click()
  await page.getByLabel('Which', { exact: true }).selectOption('For pets')
  await button(page, 'Remember it').click()
  await expect(button(page, 'Forget what For pets is')).toBeVisible(SLOW)
  await expect(button(page, 'Remember it')).toHaveCount(0, SLOW)
  await button(page, 'Sort by SKU, tag or section').click()
  await look(page, 'etsy, a rule being added')
}

async function lookAtList(visit: Visit): Promise<void> {
  const { page, look, etsy } = visit
  sellBoards(etsy.sim)
  await page.goto(pathOf(visit))
  await expect(page.getByRole('link', { name: 'Walnut serving board' })).toBeVisible(SLOW)
  await expect(page.getByText('Because of its section')).toBeVisible()
  // Each picture is painted before it is looked at.
  await page.waitForFunction(() => [...document.images].every((one) => one.complete && one.naturalWidth > 0))
  await look(page, 'listings')
  await page.getByLabel('Find among these').fill('nothing like this')
  await expect(page.getByText('Nothing like that')).toBeVisible()
  await look(page, 'listings, nothing found')
  await page.getByRole('link', { name: 'Drafts' }).click()
  await expect(page.getByText('No drafts')).toBeVisible(SLOW)
  await look(page, 'listings, no drafts')
  const gone = [...etsy.sim.state.listings.values()].filter(({ sku }) => sku === 'SIGN-P')
  for (const listing of gone) listing.state = 'sold_out'
  await page.getByRole('link', { name: 'Sold out' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: gone[0]?.title ?? '' })).toBeVisible(SLOW)
  await look(page, 'listings, sold out')
  for (const listing of gone) listing.state = 'active'
}

async function lookAtFailure(visit: Visit): Promise<void> {
  const { page, look, etsy } = visit
  etsy.sim.state.faults.failures = [{ status: 503, times: 40, done: false, retryAfter: null, path: '/listings' }]
  await page.goto(pathOf(visit))
  await expect(page.getByText('Etsy’s listings cannot be shown')).toBeVisible(SLOW)
  await look(page, 'listings, etsy is away')
  etsy.sim.state.faults.failures = []
  await page.goto(`${pathOf(visit)}/999`)
  await expect(page.getByText('This listing is not at Etsy')).toBeVisible(SLOW)
  await look(page, 'listing, gone')
}

async function lookAtWords(visit: Visit): Promise<void> {
  const { page, look, etsy } = visit
  const board = sellBoards(etsy.sim)
  await page.goto(`${pathOf(visit)}/${board.listingId}`)
  await expect(page.getByLabel('Title')).toHaveValue('Walnut serving board')
  await look(page, 'listing')
  await page.getByLabel('Title').fill('')
  await page.getByLabel('Tags').fill('a tag that is longer than Etsy takes')
  await button(page, 'Save at Etsy').click()
  await expect(page.getByText('A tag has at most 20 characters at Etsy.')).toBeVisible()
  await look(page, 'listing, words that etsy would refuse')
  await page.getByLabel('Title').fill('Walnut board')
  await page.getByLabel('Tags').fill('walnut board')
  board.description = 'Walnut from our own county, oiled twice.\n\nMade to order in ten days.'
  await button(page, 'Save at Etsy').click()
  await expect(page.getByText('Somebody changed this at Etsy meanwhile')).toBeVisible(SLOW)
  await look(page, 'listing, changed meanwhile')
  await button(page, 'Take what Etsy has').click()
}

async function lookAtQuestions(visit: Visit): Promise<void> {
  const { page, look, etsy } = visit
  const board = sellBoards(etsy.sim)
  await button(page, 'Change “Lettering”').click()
  await page.getByLabel('Choices, one a line').fill('Serif\nSerif')
  await button(page, 'Send to Etsy').click()
  await expect(page.getByText('The same choice is there twice.')).toBeVisible()
  await look(page, 'listing, questions that etsy would refuse')
  await page.getByLabel('Choices, one a line').fill('Serif\nScript')
  await button(page, 'Take out “A date, if you like”').click()
  await button(page, 'Send to Etsy').click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look(page, 'listing, questions that would be deleted')
  const before = board.questions
  board.questions = before.slice(0, 2)
  await button(page, 'Send and delete').click()
  await expect(page.getByText('Etsy asks something else by now')).toBeVisible(SLOW)
  await look(page, 'listing, questions changed meanwhile')
  const strange = { ...before[0], question_type: 'colour_wheel' }
  board.questions = [strange as (typeof before)[number], ...before.slice(1)]
  await page.reload()
  await expect(page.getByText('These can only be changed on Etsy')).toBeVisible(SLOW)
  await look(page, 'listing, questions of a newer kind')
  board.questions = []
  await page.reload()
  await expect(page.getByText('Nothing is asked.')).toBeVisible(SLOW)
  await look(page, 'listing, no questions')
  board.questions = before
}
