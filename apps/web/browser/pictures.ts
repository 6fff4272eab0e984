/**
 * `npm run pictures`: takes the README's pictures from the running product with its demo shop, as people see it.
 * Two people and a customer are in the room at once; their cursors and strokes are real.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { freePort, Server } from './process.ts'

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url))
const FINDER = fileURLToPath(new URL('../../../scripts/chromium.mjs', import.meta.url))
const QUALITY = 82
const LAPTOP = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 }
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const server = new Server(await freePort(), { DEMO: 'on' })
  const browser = await chromium.launch({
    executablePath: execFileSync(process.execPath, [FINDER], { encoding: 'utf8' }).trim(),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    await server.start()
    await takeAll(browser, server.url, await customerLink(server))
  } finally {
    await browser.close()
    await server.remove()
  }
}

/** Printed with the other links right after "ready". */
async function customerLink(server: Server): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const link = /customer\s+(\S+)/.exec(server.said)?.[1]
    if (link) return link
    await pause(50)
  }
  throw new Error(`The demo prints a customer's link; it said: ${server.said}`)
}

async function takeAll(browser: Browser, url: string, link: string): Promise<void> {
  const seller = await openDemo(browser, url, LAPTOP)
  await take(seller, 'queue')
  await seller.getByText('Ruth Hartley').first().click()
  await seller.getByRole('heading', { name: 'Ruth Hartley' }).waitFor()
  const room = seller.getByRole('link', { name: 'Open proof 3' }).first()
  await room.waitFor()
  await take(seller, 'order')
  await room.click()
  await seller.getByRole('application').waitFor()
  await together(browser, seller, link)
  await onPhone(browser, link)
  const dark = await openDemo(browser, url, { ...LAPTOP, colorScheme: 'dark' })
  await take(dark, 'queue-dark')
  const phone = await openDemo(browser, url, PHONE)
  await take(phone, 'queue-phone')
}

async function openDemo(browser: Browser, url: string, options: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-GB', ...options })).newPage()
  await page.goto(`${url}/sign-in`)
  await page.getByRole('button', { name: 'Open the demo shop' }).click()
  await page.getByRole('heading', { name: /^Good / }).waitFor()
  return page
}

/** The customer draws an ellipse round the date while the seller looks on: the picture is taken mid-stroke. */
async function together(browser: Browser, seller: Page, link: string): Promise<void> {
  const ruth = await (await browser.newContext({ locale: 'en-GB', ...LAPTOP })).newPage()
  await ruth.goto(link)
  // She said who she is when she came the first time.
  const code = new URL(ruth.url()).pathname.split('/')[2]
  await ruth.request.put(new URL(`/api/c/${code}/name`, link).href, { data: { name: 'Ruth Hartley' } })
  await ruth.reload()
  await ruth.getByRole('button', { name: 'Ask for a change' }).click()
  const canvas = await boxOf(ruth)
  await ruth
    .getByRole('radio', { name: 'Draw' })
    .or(ruth.getByRole('button', { name: 'Draw' }))
    .first()
    .click()
  const at = (x: number, y: number) => [canvas.x + canvas.width * x, canvas.y + canvas.height * y] as const
  const round = (step: number) => {
    const angle = Math.PI * (0.98 + (step / 44) * 1.85)
    return at(0.405 + 0.2 * Math.cos(angle), 0.578 + 0.062 * Math.sin(angle))
  }
  await ruth.mouse.move(...round(0))
  await ruth.mouse.down()
  for (let step = 1; step <= 44; step++) await ruth.mouse.move(...round(step))
  await seller.locator('.dr button.say').filter({ hasText: 'cord be long' }).click()
  const own = await boxOf(seller)
  await seller.mouse.move(own.x + own.width * 0.8, own.y + own.height * 0.62)
  await seller.locator('.pc-cursors').getByText('Ruth').waitFor()
  await take(seller, 'room')
  // Left before it is released: a stroke counts when the hand lets go.
  await ruth.context().close()
}

async function onPhone(browser: Browser, link: string): Promise<void> {
  const page = await (await browser.newContext({ locale: 'en-GB', ...PHONE })).newPage()
  await page.goto(link)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await button('Approve').waitFor()
  await take(page, 'customer-look')
  await button('Ask for a change').tap()
  const canvas = await boxOf(page)
  await page.touchscreen.tap(canvas.x + canvas.width * 0.46, canvas.y + canvas.height * 0.54)
  const name = page.getByRole('dialog').getByRole('button', { name: 'Yes, go on' })
  const words = page.getByRole('textbox', { name: 'What should change?' })
  await name.or(words).first().waitFor()
  if (await name.isVisible()) await name.tap()
  await words.fill('Could “est. 2019” be a little lower? It feels squeezed under the y.')
  await take(page, 'customer-ask')
  await page.goto(link)
  await button('Approve').tap()
  await page.getByRole('checkbox').first().waitFor()
  for (const line of await page.getByRole('checkbox').all()) await line.check()
  await take(page, 'customer-approve')
  await button('Sign and approve').tap()
  await page.getByRole('heading', { name: /^Thank you/ }).waitFor()
  await take(page, 'customer-done')
}

/** Where the mockup lies on the screen. */
async function boxOf(page: Page) {
  const box = await page.locator('.pc-sheet').boundingBox()
  if (!box) throw new Error('The mockup is not on the page')
  return box
}

/** Waits until every picture is decoded and nothing moves, then keeps the page as a picture. */
async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
  })
  await page.screenshot({ path: `${FOLDER}${name}.jpg`, type: 'jpeg', quality: QUALITY })
  console.log(`docs/pictures/${name}.jpg`)
}

await main()
