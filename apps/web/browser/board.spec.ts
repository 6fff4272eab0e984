import { expect, type Page } from '@playwright/test'
import { Board, boardOf, changeStage, join, makeReviewed, timelineOf } from './board.ts'
import { leaveDialog } from './keys.ts'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { SELLER, Shop } from './shop.ts'

const server = serverForFile()
const seller = (name: string) => ({ ...SELLER, email: `${name}@example.com` })

test('of two people who move one card at once one wins, and the other is told and sees where it is', async ({
  people,
}) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page, seller('two'))
  await makeReviewed(page, shop, ['Ruth Hartley', 'Daniel Brandt'])
  const maya = new Board(page, shop)
  const tomsPage = await people.open('laptop', server().url)
  await join(page, shop, tomsPage, 'maker', 'Tom Reid')
  const tom = new Board(tomsPage, shop)
  await maya.open()
  await tom.open()

  // Tom lets go first, but what he did is on its way while Maya moves the same card.
  const held: (() => void)[] = []
  await tomsPage.route('**/board/moves', async (route) => {
    await new Promise<void>((go) => held.push(go))
    await route.continue()
  })
  await tom.carry('Ruth Hartley', 'Finishing')
  await tom.letGo()
  await expect(tom.cardIn('Finishing', 'Ruth Hartley')).toBeVisible()
  await expect.poll(() => held.length).toBe(1)
  await maya.carry('Ruth Hartley', 'Making')
  await maya.letGo()
  await expect(page.getByText('Ruth Hartley: Making')).toBeVisible()
  await expect(maya.cardIn('Making', 'Ruth Hartley')).toBeVisible()
  held[0]?.()
  await expect(tomsPage.getByText('Somebody else changed this card a moment ago. It is in “Making” now.')).toBeVisible()
  await expect(tom.cardIn('Making', 'Ruth Hartley')).toBeVisible()
  await expect(tom.cardIn('Finishing', 'Ruth Hartley')).toHaveCount(0)
  await tomsPage.getByRole('button', { name: 'Leave it' }).click()
  await tomsPage.unroute('**/board/moves')

  // Maya has the card in her hand while Tom moves it: it stays in her hand, and she is told when she lets go.
  await maya.carry('Daniel Brandt', 'Finishing')
  await tom.card('Daniel Brandt').focus()
  await tomsPage.keyboard.press(']')
  await expect(tomsPage.getByText('Daniel Brandt: Making')).toBeVisible()
  await expect.poll(async () => placeOf(await boardOf(page, shop), 'Daniel Brandt')).toBe('Making')
  await maya.letGo()
  await expect(page.getByText('Somebody else changed this card a moment ago. It is in “Making” now.')).toBeVisible()
  await expect(maya.cardIn('Making', 'Daniel Brandt')).toBeVisible()
})

function placeOf({ cards, stages }: Awaited<ReturnType<typeof boardOf>>, name: string): string | undefined {
  const place = cards.find((card) => card.customerName === name)?.place
  return stages.find((stage) => stage.id === place)?.name ?? place
}

test('an unsigned card springs back with its reason, and the owner moves it anyway with one of her own', async ({
  people,
}) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page, seller('owner'))
  const { order } = await shop.sent()
  const board = new Board(page, shop)
  await board.open()

  await board.carry('Ruth Hartley', 'Making')
  await expect(page.getByText('Proof 1 isn’t signed yet.')).toBeVisible()
  await board.letGo()
  const said = page.getByRole('status').filter({ hasText: 'Not moved to Making' })
  await expect(said).toContainText('Proof 1 isn’t signed yet.')
  await expect(board.cardIn('To start', 'Ruth Hartley')).toBeVisible()

  await said.getByRole('button', { name: 'Move anyway…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move it to Making anyway?' })
  await dialog.getByRole('button', { name: 'Move anyway' }).click()
  await expect(dialog).toContainText('Say why, in a few words.')
  await dialog.getByLabel('Why').fill('She agreed on the phone')
  await dialog.getByRole('button', { name: 'Move anyway' }).click()
  await expect(board.cardIn('Making', 'Ruth Hartley')).toBeVisible()
  await expect(board.card('Ruth Hartley')).toHaveAccessibleName(/Let through/)
  expect(JSON.stringify(await timelineOf(page, shop, order))).toContain('She agreed on the phone')

  // A maker hears the same reason and is offered no way past it.
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(board.cardIn('To start', 'Ruth Hartley')).toBeVisible()
  const makers = await people.open('laptop', server().url)
  await join(page, shop, makers, 'maker', 'Mona Lind')
  const maker = new Board(makers, shop)
  await maker.open()
  await maker.carry('Ruth Hartley', 'Making')
  await maker.letGo()
  const told = makers.getByRole('status').filter({ hasText: 'Not moved to Making' })
  await expect(told).toContainText('Proof 1 isn’t signed yet.')
  await expect(told.getByRole('button', { name: 'Move anyway…' })).toHaveCount(0)
})

test('cards are walked, chosen and moved with the keyboard alone', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page, seller('keys'))
  await makeReviewed(page, shop, ['Ada One', 'Ben Two', 'Cleo Three'])
  await changeStage(page, shop, 'Making', { limit: { kind: 'cards', count: 1 } })
  const board = new Board(page, shop)
  await board.open()
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve())

  await press('ArrowDown')
  await expect(board.card('Ada One')).toBeFocused()
  await press('ArrowDown')
  await expect(board.card('Ben Two')).toBeFocused()

  // Picked up, looked around, put back.
  await press(' ', 'ArrowRight')
  await expect(page.getByRole('status').filter({ hasText: /^Making$/ })).toBeAttached()
  await press('Escape')
  await expect(board.cardIn('To start', 'Ben Two')).toBeFocused()

  await press(' ', 'ArrowRight', 'Enter')
  await expect(board.cardIn('Making', 'Ben Two')).toBeFocused()
  await press('ArrowLeft')
  await expect(board.card('Ada One')).toBeFocused()

  // The stage is full now: told while it is in the hand, and again when it was let go.
  await press(' ', 'ArrowRight')
  await expect(page.getByRole('status').filter({ hasText: /Not there: Making is full/ })).toBeAttached()
  await press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Not moved to Making' })).toContainText('Making is full')
  await expect(board.cardIn('To start', 'Ada One')).toBeFocused()
  await press('Escape')
  await expect(page.getByText('Not moved to Making')).toHaveCount(0)

  // On and back, one place at a time, without picking up.
  await press('ArrowRight')
  await expect(board.card('Ben Two')).toBeFocused()
  await press(']')
  await expect(board.cardIn('Finishing', 'Ben Two')).toBeFocused()
  await press('Shift+ArrowRight')
  await expect(board.cardIn('Ready', 'Ben Two')).toBeFocused()
  await press('[')
  await expect(board.cardIn('Finishing', 'Ben Two')).toBeFocused()

  // Two at once, past the full stage.
  await press('ArrowLeft')
  await expect(board.card('Ada One')).toBeFocused()
  await press('x', 'ArrowDown', 'x')
  await expect(page.getByText('2 chosen')).toBeVisible()
  await press(' ', 'ArrowRight', 'ArrowRight', 'Enter')
  await expect(page.getByText('2 cards: Finishing')).toBeVisible()
  for (const name of ['Ada One', 'Ben Two', 'Cleo Three']) await expect(board.cardIn('Finishing', name)).toBeVisible()

  // Enter opens the card's own sheet; escape gives the focus back.
  await press('Escape', 'Enter')
  await expect(page.getByRole('dialog')).toContainText('Move to')
  await leaveDialog(page)
  await expect(page.locator('[data-card]:focus')).toHaveCount(1)
})

test('a maker with a phone moves a card on with two taps, and everybody sees it', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page, seller('phone'))
  await makeReviewed(page, shop, ['Ruth Hartley', 'Daniel Brandt'])
  await changeStage(page, shop, 'Making', { checklist: [{ text: 'Every word against the proof' }] })
  const laptop = new Board(page, shop)
  await laptop.open()
  const phone = await people.open('phone', server().url)
  await join(page, shop, phone, 'maker', 'Tom Reid')
  const board = new Board(phone, shop)
  await board.open()

  await board.card('Ruth Hartley').tap()
  await phone.getByRole('button', { name: 'Next: Making' }).tap()
  await expect(phone.getByText('Ruth Hartley: Making')).toBeVisible()
  await expect(laptop.cardIn('Making', 'Ruth Hartley')).toBeVisible()
  await expect(board.stage('Making')).toHaveText(/1$/)

  // A finger across the list goes to the next stage.
  await swipe(phone)
  await expect(board.stage('Making')).toHaveAttribute('aria-current', 'true')
  await board.card('Ruth Hartley').tap()
  const sheet = phone.getByRole('dialog', { name: 'Ruth Hartley' })
  await expect(sheet.getByRole('button', { name: 'Next: Finishing' })).toBeDisabled()
  await sheet.getByText('Every word against the proof').first().tap()
  await sheet.getByRole('button', { name: 'Next: Finishing' }).tap()
  await expect(laptop.cardIn('Finishing', 'Ruth Hartley')).toBeVisible()
  for (const target of await phone.locator('.bo-tabs button, .kc').all())
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44)

  // A finger that rests picks a card up; it is let go on a stage's name.
  await board.stage('To start').tap()
  await dragByTouch(phone, board)
  await expect(laptop.cardIn('Making', 'Daniel Brandt')).toBeVisible()
})

/** As a thumb does: pressed, across, at rest, let go. In full swing the browser would take the next tap for its end. */
async function swipe(page: Page): Promise<void> {
  const touch = await page.context().newCDPSession(page)
  const at = (x: number) => ({ touchPoints: [{ x, y: 520 }] })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(330) })
  for (const x of [270, 200, 120, 60, 61, 60, 61, 60])
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(x) })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

async function dragByTouch(page: Page, board: Board): Promise<void> {
  const touch = await page.context().newCDPSession(page)
  const card = await board.card('Daniel Brandt').boundingBox()
  const to = await board.stage('Making').boundingBox()
  const from = { x: (card?.x ?? 0) + 100, y: (card?.y ?? 0) + 30 }
  const goal = { x: (to?.x ?? 0) + 20, y: (to?.y ?? 0) + 20 }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] })
  await expect(page.locator('.bo-ghost')).toBeVisible()
  for (let step = 1; step <= 6; step++)
    await touch.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [{ x: from.x + ((goal.x - from.x) * step) / 6, y: from.y + ((goal.y - from.y) * step) / 6 }],
    })
  await expect(board.stage('Making')).toHaveClass(/is-over/)
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}
