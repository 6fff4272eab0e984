import { expect } from '@playwright/test'
import { Customer } from './customer.ts'
import { type People, test } from './people.ts'
import { serverForFile } from './server.ts'
import { type Sent, Shop } from './shop.ts'

const server = serverForFile()

/** An ended link closes what it has open this soon. */
const CLOSED_MS = 2_000
let shops = 0

async function openShop(people: People) {
  const page = await people.open('laptop', server().url)
  shops += 1
  const shop = await Shop.open(page, {
    name: 'Maya Torres',
    email: `maya${shops}@example.com`,
    password: 'walnut and brass',
    shopName: 'Maya’s Workshop',
  })
  const out: Sent = await shop.sent()
  const links = await shop.links(out.order)
  return { ...out, page, shop, link: links[0]! }
}

const codeOf = (link: string) => new URL(link).pathname.split(/[/.]/)[2]

test('the address without the cookie says to open the link in the message again', async ({ people }) => {
  const { sent } = await openShop(people)
  const ruth = new Customer(await people.open('phone', server().url))
  await ruth.open(sent.link)
  const other = await people.open('phone', server().url)
  await other.goto(ruth.page.url())
  await expect(other.getByRole('heading', { name: 'Open the link in your message again' })).toBeVisible()
  await expect(other.getByText('Your walnut serving board')).toHaveCount(0)
  // Their own link, copied from the page, is the way for a second device.
  await ruth.button('More').tap()
  await ruth.button('Copy my link').tap()
  await expect(ruth.page.getByText('Your link is copied.')).toBeVisible()
  await other.goto(await ruth.page.evaluate(() => navigator.clipboard.readText()))
  await expect(other.getByRole('heading', { level: 1, name: 'Your walnut serving board' })).toBeVisible()
})

test('a revoked link closes the room that is open, and says why', async ({ people }) => {
  const { shop, order, sent, link } = await openShop(people)
  const ruth = new Customer(await people.open('phone', server().url))
  await ruth.open(sent.link)
  await ruth.startAsking()
  await ruth.table.tap({ x: 0.4, y: 0.5 })
  await ruth.sayName()
  await expect(ruth.page.getByRole('heading', { name: 'What should change?' })).toBeVisible()
  await shop.revoke(order, link)
  await expect(ruth.page.getByRole('heading', { name: 'This link was closed' })).toBeVisible({ timeout: CLOSED_MS })
  await expect(ruth.table.canvas).toHaveCount(0)
  await ruth.page.goto(sent.link)
  await expect(ruth.page.getByRole('heading', { name: 'This link was closed' })).toBeVisible()
  await expect(ruth.page.getByText('ask them for a new one')).toBeVisible()
})

test('a replaced link leads to the newest message, and the new one opens', async ({ people }) => {
  const { shop, order, sent, link } = await openShop(people)
  const ruth = new Customer(await people.open('phone', server().url))
  await ruth.open(sent.link)
  const rotated = await shop.rotate(order, link)
  await expect(ruth.page.getByRole('heading', { name: 'There is a newer link' })).toBeVisible({ timeout: CLOSED_MS })
  // The page asks once more by itself, and says the same.
  const asked = ruth.page.waitForResponse((answer) => new URL(answer.url()).pathname === `/api/c/${codeOf(sent.link)}`)
  await ruth.page.goto(sent.link)
  expect((await asked).status()).toBe(410)
  await expect(ruth.page.getByRole('heading', { name: 'There is a newer link' })).toBeVisible()
  await ruth.open(rotated.url)
  await expect(ruth.button('Approve')).toBeVisible()
  // What was answered before the new link came is not believed when the page is read again.
  const reread = ruth.page.waitForResponse((answer) => new URL(answer.url()).pathname === `/api/c/${codeOf(sent.link)}`)
  await ruth.page.evaluate(() => dispatchEvent(new Event('online')))
  expect((await reread).status()).toBe(200)
  await expect(ruth.button('Approve')).toBeVisible()
})

test('a link that ran out, and an address that never was', async ({ people }) => {
  const { sent } = await openShop(people)
  const ruth = await people.open('phone', server().url)
  // Ninety days cannot be waited for: the server's other answer stands in, the page is the real one.
  const expired = (url: URL) => url.href === sent.link
  await ruth.route(expired, async (route) => {
    const answer = await route.fetch({ url: new URL('/c/nothinghere', server().url).href })
    const html = (await answer.text()).replace(/"code":"[^"]+"/, '"code":"link.expired"')
    await route.fulfill({ response: answer, body: html })
  })
  await ruth.goto(sent.link)
  await expect(ruth.getByRole('heading', { name: 'This link has run out' })).toBeVisible()
  await ruth.goto('/c/nothinghere')
  await expect(ruth.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
})

test('a second opinion marks and comments, and cannot sign', async ({ people }) => {
  const { page, shop, order, proof } = await openShop(people)
  await page.goto(`/s/${shop.code}/orders/${order.code}`)
  await page.getByRole('button', { name: 'Link for a second opinion' }).click()
  await page.getByLabel('Who is it for?').fill('Carol, Ruth’s mother')
  await page.getByRole('button', { name: 'Make the link' }).click()
  await expect(page.getByText('The link for Carol, Ruth’s mother is made and copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())

  const carol = new Customer(await people.open('phone', server().url))
  await carol.open(link)
  await expect(carol.button('Say something')).toBeVisible()
  await expect(carol.button('Approve')).toHaveCount(0)
  await expect(carol.page.getByText('Ruth decides. What you mark here is shown to both.')).toBeVisible()
  await carol.page.goto(`${carol.page.url()}#approve`)
  await carol.page.reload()
  await expect(carol.button('Say something')).toBeVisible()
  await expect(carol.page.getByRole('heading', { name: 'Read it once more' })).toHaveCount(0)

  const version = proof.versions[0]?.id
  const code = new URL(carol.page.url()).pathname.split('/')[2]
  const signing = await carol.page.request.post(`/api/c/${code}/versions/${version}/approval`, {
    data: {
      contentHash: 'x',
      seen: [],
      readBack: [],
      signedName: 'Carol',
      intent: 'Please make it exactly like this.',
    },
  })
  expect(signing.status()).toBe(403)

  await carol.button('Say something').tap()
  await expect(carol.table.canvas).toBeVisible()
  await carol.table.tap({ x: 0.5, y: 0.4 })
  await carol.page.getByRole('dialog').getByLabel('Your name').fill('Carol')
  await carol.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Yes, go on$|^Save$/ })
    .tap()
  await carol.say('Could it be a little larger?')
  await carol.button('Show it').tap()
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/1`)
  await expect(page.getByRole('article').filter({ hasText: 'Could it be a little larger?' })).toContainText(
    'second opinion',
  )
})
