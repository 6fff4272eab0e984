import { expect, type Locator } from '@playwright/test'
import { pressOn, tabTo } from './keys.ts'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { SELLER, Shop } from './shop.ts'

const server = serverForFile()

test('a seller works and a customer signs with the keyboard alone', async ({ people }) => {
  const { url } = server()
  const page = await people.open('laptop', url)
  const shop = await Shop.open(page)
  const { order, proof, sent } = await shop.sent()
  await page.context().clearCookies()

  await test.step('sign in', async () => {
    await page.goto('/')
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    await tabTo(page, page.getByLabel('E-mail'))
    await page.keyboard.type(SELLER.email)
    await tabTo(page, page.getByLabel('Password'))
    await page.keyboard.type(SELLER.password)
    await pressOn(page, button('Sign in'))
    await expect(page.getByRole('heading', { level: 1, name: /^Good .*, Maya$/ })).toBeVisible()
  })

  await test.step('from the queue to the order, to the room', async () => {
    const nudge = page.getByRole('button', { name: 'Nudge' })
    // The screen takes keys a moment after its rows are there.
    await expect(async () => {
      await page.keyboard.press('j')
      await expect(nudge).toBeFocused({ timeout: 500 })
    }).toPass()
    await page.keyboard.press('o')
    await expect(page).toHaveURL(new RegExp(`/orders/${order.code}$`))
    await expect(page.getByRole('heading', { level: 1, name: 'Ruth Hartley' })).toBeVisible()
    await pressOn(page, page.getByRole('link', { name: 'Open proof 1' }).last())
    await expect(page).toHaveURL(new RegExp(`/proofs/${proof.id}/1$`))
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  })

  const threads = page.getByRole('complementary', { name: 'Threads' })
  await test.step('a comment is placed with arrows and Enter', async () => {
    await page.keyboard.press('c')
    const canvas = page.getByRole('application', { name: /Arrow keys move the crosshair/ })
    await page.keyboard.press('ArrowRight')
    await expect(canvas).toBeFocused()
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByText('51 percent from the left, 90 from the top')).toBeAttached()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Your words' })).toBeFocused()
    await page.keyboard.type('Is this the cord you meant?')
    await page.keyboard.press('Enter')
    await expect(threads.getByRole('article')).toContainText('Is this the cord you meant?')
  })

  await test.step('a reply', async () => {
    const said = threads.getByRole('button', { name: /Is this the cord you meant\?$/ })
    if ((await said.getAttribute('aria-expanded')) !== 'true') await pressOn(page, said)
    await tabTo(page, page.getByRole('textbox', { name: 'Reply to 1' }))
    await page.keyboard.type('Or the darker one?')
    await page.keyboard.press('Enter')
    await expect(threads.getByRole('article')).toContainText('Or the darker one?')
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  })

  await test.step('the customer approves', async () => {
    const guest = await people.open('laptop', url)
    await guest.goto(sent.link)
    await expect(guest.getByRole('button', { name: /Is this the cord you meant\?/ })).toBeVisible()
    await pressOn(guest, guest.getByRole('button', { name: 'Approve', exact: true }))
    await expect(guest.getByRole('heading', { name: 'Read it once more' })).toBeFocused()
    for (const box of await guest.getByRole('checkbox').all()) await pressOn(guest, box, 'Space')
    await tabTo(guest, guest.getByLabel('Sign as'))
    await guest.keyboard.press('Enter')
    await expect(guest.getByRole('heading', { name: /^Thank you, Ruth/ })).toBeVisible()
    await expect(page.getByText('Proof 1 is signed', { exact: true })).toBeVisible()
  })
})

test('at 320 pixels nothing has to be scrolled sideways', async ({ people }) => {
  const page = await people.open('narrow', server().url)
  const wide: string[] = []
  const look = async (address: string, ready: Locator) => {
    await page.goto(address)
    await expect(ready).toBeVisible()
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) wide.push(`${address} is ${over} px too wide`)
  }
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })
  await look('/sign-in', heading('Welcome back'))
  await look('/sign-up', heading('Open your shop'))
  await look('/forgot', heading('A new password'))
  const shop = await Shop.open(page, { ...SELLER, email: 'narrow@example.com' })
  const home = `/s/${shop.code}`
  await look(home, heading('Three steps to your first signature'))
  const { order, proof, sent } = await shop.sent(['board-front.svg', 'board-back.svg'], {
    customer: { name: 'Oleander Featherstonehaugh-Wintergreen' },
    items: [{ title: 'Walnut serving board with a rather long description of what it is', personalization: [] }],
  })
  const draft = await shop.proof(await shop.order())
  await shop.addPage(draft, 'board-front.svg')
  await look(home, page.getByRole('region', { name: 'Waiting on customers' }))
  await look(`${home}/orders`, page.getByText('2 orders'))
  await look(`${home}/orders/${order.code}`, heading(/^Oleander/).first())
  await look(`${home}/proofs/${draft.id}/draft`, heading('Proof 1 for Ruth Hartley'))
  await look(`${home}/proofs/${draft.id}/preview`, page.getByText('The buttons work once it is sent.'))
  await look(`${home}/settings`, page.getByText('This one'))
  await look(`${home}/proofs/${proof.id}/1`, page.getByRole('status').filter({ hasText: 'Saved' }))
  await look(sent.link, page.getByRole('button', { name: 'Approve' }))
  const customer = page.url()
  await look(`${customer}#ask`, page.getByRole('button', { name: 'Write it instead' }))
  await page.goto('about:blank')
  await look(`${customer}#approve`, heading('Read it once more'))
  expect(wide).toEqual([])
})
