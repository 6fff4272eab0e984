import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import type { ProofDto, TicketDto } from '@proofroom/contract'
import { Customer } from './customer.ts'
import { test } from './people.ts'
import { Seller } from './seller.ts'
import { serverForFile } from './server.ts'
import { READING } from './shop.ts'
import { Table } from './table.ts'

const server = serverForFile()

/** What was signed is locked for everyone this soon. */
const LOCKED_MS = 2_000
const step = test.step

test('a seller on a laptop and a customer on a phone, from the first proof to the making', async ({ people }) => {
  test.setTimeout(180_000)
  const at = server().url
  const seller = new Seller(await people.open('laptop', at))
  const customer = new Customer(await people.open('phone', at))
  const { page } = seller
  const table = new Table(page)
  const threads = page.getByRole('complementary', { name: 'Threads' })
  const thread = (words: string | RegExp) => threads.getByRole('article').filter({ hasText: words })
  let order = ''
  let queue: Page
  let orderPage: Page

  await step('an order with its personalization', async () => {
    await seller.signUp()
    await seller.makeOrder([
      { name: 'Name', value: 'The Hartleys' },
      { name: 'Date', value: 'est. 2019' },
    ])
    order = page.url()
    const facts = page.getByRole('region', { name: 'Facts' })
    await expect(facts.getByRole('definition')).toHaveText(['The Hartleys', 'est. 2019'])
    await expectMakingRefused(page, order)
  })

  const link = await step('the front and the back are sent', async () => {
    await page.getByRole('button', { name: 'Send a proof' }).click()
    await seller.pick('Choose files', ['board-front.svg', 'board-back.svg'])
    await expect(seller.pageNames()).toHaveCount(2, READING)
    return seller.send(1)
  })

  await step('the customer opens the link, with no account and no question', async () => {
    await customer.open(link)
    await expect(customer.page.getByRole('figure')).toHaveCount(2)
    await expect(customer.button('Approve')).toBeVisible()
    await expect(customer.page.getByRole('dialog')).toHaveCount(0)
  })

  await step('both are in one room', async () => {
    await page.getByRole('link', { name: 'Back to the order' }).click()
    await page.getByRole('link', { name: 'Open proof 1' }).first().click()
    await expect(table.canvas).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
    await customer.startAsking()
    await expect(page.getByRole('img', { name: 'Here now: Guest, You' })).toBeVisible()
    await expect(customer.page.getByRole('img', { name: 'Maya Torres is looking too' })).toBeVisible()
  })

  await step('the customer taps a spot, says who they are and what should change', async () => {
    await customer.table.tap({ x: 0.42, y: 0.63 })
    await customer.sayName()
    await customer.say('The year is 2019, please')
    await expect(thread(/Ruth Hartley/)).toHaveCount(1)
    await expect(thread(/Ruth Hartley/)).toContainText('is writing')
    await expect(page.getByRole('img', { name: /^Here now: (You, Ruth Hartley|Ruth Hartley, You)$/ })).toBeVisible()
  })

  await step('the customer draws, and the seller sees it while it is drawn', async () => {
    await customer.button('Another spot').tap()
    await customer.button('Draw').tap()
    const before = await table.ink('marks')
    expect(await table.ink('moving')).toBe(0)
    await customer.table.beginStroke(
      { x: 0.3, y: 0.56 },
      { x: 0.36, y: 0.6 },
      { x: 0.44, y: 0.57 },
      { x: 0.52, y: 0.6 },
    )
    await expect(table.cursorOf('Ruth')).toBeVisible()
    await table.expectInk('moving').toBeGreaterThan(100)
    await customer.table.endStroke()
    await table.expectInk('moving').toBe(0)
    await table.expectInk('marks').toBeGreaterThan(before)
    await customer.say('A wider gap under the name')
  })

  await step('the seller draws with another tool, and the customer sees that', async () => {
    await page.keyboard.press('r')
    await expect(page.getByRole('button', { name: 'Rectangle (R)' })).toHaveAttribute('aria-pressed', 'true')
    const before = await customer.table.ink('marks')
    await table.beginDrag({ x: 0.2, y: 0.4 }, { x: 0.3, y: 0.5 }, { x: 0.65, y: 0.54 })
    await expect(customer.table.cursorOf('Maya')).toBeVisible()
    await customer.table.expectInk('moving').toBeGreaterThan(100)
    await table.endDrag()
    await customer.table.expectInk('marks').toBeGreaterThan(before)
    await page.getByRole('textbox', { name: 'Your words' }).fill('This large enough?')
    await page.keyboard.press('Enter')
    await expect(thread('This large enough?')).toBeVisible()
    await expect(customer.page.getByRole('button', { name: /Maya Torres: This large enough\?$/ })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  })

  await step('reply and done', async () => {
    await page.getByRole('textbox', { name: /^Reply to / }).fill('I can go up to the edge')
    await page.keyboard.press('Enter')
    await expect(thread('This large enough?')).toContainText('I can go up to the edge')
    await customer.page.goBack()
    await expect(customer.button('Approve')).toBeVisible()
    await customer.page.getByRole('button', { name: /MT, Maya Torres, This large enough\?$/ }).tap()
    await expect(customer.page.getByText('I can go up to the edge')).toBeVisible()
    await customer.page.getByRole('textbox', { name: 'Answer' }).fill('Large enough, thank you')
    await customer.button('Send the answer').tap()
    await expect(thread('This large enough?')).toContainText('Large enough, thank you')
    await thread('This large enough?')
      .getByRole('button', { name: /^More about/ })
      .click()
    await page.getByRole('menuitem', { name: 'Mark as done' }).click()
    await expect(threads.getByRole('button', { name: 'Done 1' })).toBeVisible()
    await customer.button('Close').tap()
  })

  await step('the marks become numbered requests, live wherever the seller looks', async () => {
    orderPage = await page.context().newPage()
    await orderPage.goto(order)
    queue = await page.context().newPage()
    await queue.goto(new URL(order).pathname.replace(/\/orders.*/, ''))
    await expect(queue.getByRole('region', { name: 'Waiting on customers' })).toContainText('Ruth Hartley')

    // Where they left off: at the last spot.
    await customer.button('Ask for a change').tap()
    await customer.button('Look over 2 changes').tap()
    await customer.page.getByLabel('Anything else?').fill('Lovely otherwise')
    await customer.button('Send to Maya').tap()
    await expect(customer.page.getByText('Maya has your 2 changes.')).toBeVisible()

    const asked = orderPage.getByRole('listitem').filter({ hasText: 'asked for 2 changes on proof 1' })
    await expect(asked.first()).toContainText('Lovely otherwise')
    await expect(asked.first()).toContainText('The year is 2019, please')
    await expect(orderPage.getByRole('heading', { name: 'Your move: 2 changes on proof 1' })).toBeVisible()
    await expect(queue.getByRole('button', { name: 'Answer 2 requests' })).toBeVisible()
    await expect(thread('The year is 2019, please')).toContainText('Change asked')
    await expectMakingRefused(orderPage, order)
  })

  await step('proof 2 answers them', async () => {
    await orderPage.getByRole('button', { name: 'Start proof 2' }).click()
    const drafting = new Seller(orderPage)
    await drafting.pick('Choose files', ['board-front-2.svg', 'board-back.svg'])
    await expect(drafting.pageNames()).toHaveCount(2, READING)
    const answers = orderPage.getByRole('region', { name: 'Note and answers' })
    await answers
      .getByRole('group', { name: 'Answer to request 1' })
      .getByRole('button', { name: 'Done', exact: true })
      .click()
    await answers.getByRole('group', { name: 'Answer to request 2' }).getByRole('button', { name: 'Not done' }).click()
    await answers.getByRole('textbox', { name: 'Words to request 2' }).fill('The gap is as wide as the wood lets me')
    await expect(answers).toContainText('2 of 2 answered')
    await drafting.send(2)
  })

  await step('the customer sees what became of each, and the proof before beneath', async () => {
    const phone = customer.page
    await expect(phone.getByText('This is proof 1. Proof 2 is newer.')).toBeVisible()
    await customer.button('Go to proof 2').tap()
    await expect(phone.getByText('1 of 2 changes are done.')).toBeVisible()
    await customer.button('See what changed').tap()
    await expect(phone.getByText('Maya says it is done')).toBeVisible()
    await customer.button('Fixed').tap()
    await expect(phone.getByText('You said: fixed')).toBeVisible()
    await customer.button('The next change').tap()
    await expect(phone.getByText('Maya did not change this')).toBeVisible()
    await expect(phone.getByText('The gap is as wide as the wood lets me')).toBeVisible()
    await customer.button('Still wrong').tap()
    await expect(phone.getByText('You said: still wrong')).toBeVisible()

    const before = phone.getByRole('img', { name: 'The same page in proof 1' }).first()
    const hold = phone.getByRole('button', { name: /proof 1$/ })
    await hold.focus()
    await phone.keyboard.down('Space')
    await expect(before).toBeVisible()
    await expect(hold).toHaveText('This is proof 1')
    await expect.poll(() => heldFor(phone)).toBe(true)
    await phone.keyboard.up('Space')
    await expect(before).toHaveCount(0)
    await customer.button('Close').tap()
  })

  await step('so does the seller', async () => {
    await page.getByRole('button', { name: 'Go to proof 2' }).click()
    await expect(thread('A wider gap under the name')).toContainText('Ruth says still wrong')
    await threads.getByRole('button', { name: 'Done 1' }).click()
    await expect(thread('The year is 2019, please')).toContainText('Ruth says fixed')
    await expect(page.getByText('Proof 1, as it was')).toHaveCount(0)
    await page.keyboard.down('b')
    await expect(page.getByText('Proof 1, as it was')).toBeVisible()
    await page.keyboard.up('b')
    await expect(page.getByText('Proof 1, as it was')).toHaveCount(0)
    await expectMakingRefused(orderPage, order)
  })

  await step('the customer reads back and signs; it is locked for everyone at once', async () => {
    const phone = customer.page
    await customer.button('Approve').tap()
    await expect(customer.button('Sign and approve')).toBeDisabled()
    await expect(phone.getByText('2 lines are not ticked yet.')).toBeVisible()
    await customer.button('Back to the mockup').tap()
    const signed = phone.waitForResponse((answer) => answer.url().endsWith('/approval'))
    await customer.approve(['The Hartleys', 'est. 2019'])
    expect((await signed).status()).toBe(200)
    await expect(page.getByText('Proof 2 is signed', { exact: true })).toBeVisible({ timeout: LOCKED_MS })
    await expect(page.getByRole('heading', { name: 'Agreed and signed' })).toBeVisible({ timeout: LOCKED_MS })
    await expect(phone.getByRole('heading', { name: /^Thank you, Ruth/ })).toBeVisible()
  })

  await step('nothing can be drawn any more, and the tools say why', async () => {
    const rectangle = page.getByRole('button', { name: 'Rectangle (R)' })
    await expect(rectangle).toBeDisabled()
    await expect(rectangle).toHaveAccessibleDescription(/^Proof 2 is signed.*start proof 3/)
    await page.keyboard.press('r')
    const before = await table.ink('marks')
    await table.beginDrag({ x: 0.6, y: 0.6 }, { x: 0.8, y: 0.8 })
    expect(await table.ink('moving')).toBe(0)
    await table.endDrag()
    expect(await table.ink('marks')).toBe(before)
    await expectLockedInside(page, customer.page)
  })

  await step('making starts, and the customer’s page follows', async () => {
    await customer.button('Follow the making').tap()
    await expect(customer.page.getByRole('heading', { name: 'Your walnut serving board is agreed.' })).toBeVisible()
    await expect(queue.getByRole('button', { name: 'Start making' })).toBeVisible()
    await page.getByRole('button', { name: 'Start making' }).click()
    await expect(page.getByText('Making has started')).toBeVisible()
    await expect(customer.page.getByRole('heading', { name: 'Your walnut serving board is being made.' })).toBeVisible()
    await expect(queue.getByRole('region', { name: 'Making' })).toContainText('Ruth Hartley')
  })

  await step('after kill -9 and a new start everything is still there', async () => {
    people.complaints.serverMayGo()
    await server().kill()
    await server().start()
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Agreed and signed' })).toBeVisible()
    await page.getByRole('tab', { name: /^Threads/ }).click()
    await page.getByRole('button', { name: 'Proof 2' }).click()
    await page.getByRole('menuitem', { name: /^Proof 1/ }).click()
    await expect(thread('A wider gap under the name')).toContainText('Ruth says still wrong')
    await expect(thread('The year is 2019, please')).toHaveCount(0)
    await threads.getByRole('button', { name: 'Done 2' }).click()
    await expect(thread('The year is 2019, please')).toContainText('Ruth says fixed')
    await thread('This large enough?')
      .getByRole('button', { name: /This large enough/ })
      .click()
    await expect(thread('This large enough?')).toContainText('Large enough, thank you')
    await table.expectInk('marks').toBeGreaterThan(100)

    await orderPage.goto(order)
    for (const sentence of ['Ruth signed proof 2', 'You started making', 'asked for 2 changes on proof 1'])
      await expect(orderPage.getByText(sentence).first()).toBeVisible()
    await expectReceipt(customer.page)
  })
})

async function expectMakingRefused(page: Page, order: string): Promise<void> {
  const start = page.getByRole('region', { name: 'Facts' }).getByRole('button', { name: 'Start making' })
  if (page.url() === order) {
    await expect(start).toBeDisabled()
    await expect(start).toHaveAccessibleDescription(/\w+.*\.$/)
  }
  const answer = await page.request.post(`/api${new URL(order).pathname}/making`)
  expect(answer.status()).toBe(409)
  expect(await answer.json()).toMatchObject({ message: expect.stringMatching(/sign/) })
}

/** The hold button takes anything shorter for a tap, which would leave it on. */
const heldFor = (page: Page) =>
  page.evaluate(() => {
    const now = performance.now()
    const since = Number(document.documentElement.dataset.heldSince ?? now)
    document.documentElement.dataset.heldSince = String(since)
    return now - since > 400
  })

/** Around the screens: no ticket that writes, no second decision. */
async function expectLockedInside(seller: Page, guest: Page): Promise<void> {
  const [, shop = '', proofId = ''] = /\/s\/([^/]+)\/proofs\/([^/]+)/.exec(seller.url()) ?? []
  const proof = (await (await seller.request.get(`/api/s/${shop}/proofs/${proofId}`)).json()) as ProofDto
  const version = proof.versions.at(-1)
  const ticket = await seller.request.post(`/api/s/${shop}/proofs/${proofId}/versions/${version?.id}/ticket`)
  expect((await ticket.json()) as TicketDto).toMatchObject({ readOnly: true, reason: expect.stringMatching(/signed/) })
  const code = new URL(guest.url()).pathname.split('/')[2]
  const again = await guest.request.post(`/api/c/${code}/versions/${version?.id}/changes`, {
    data: { marks: [], message: 'One more thing' },
  })
  expect(again.status()).toBe(409)
}

async function expectReceipt(phone: Page): Promise<void> {
  await phone.reload()
  await expect(phone.getByRole('heading', { name: 'Your walnut serving board is being made.' })).toBeVisible()
  const download = phone.waitForEvent('download')
  await phone.getByRole('link', { name: 'Keep the receipt' }).tap()
  const path = await (await download).path()
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-')
}
