import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'

/**
 * Drags a card about a board in a real browser and prints one line of JSON: how long the frames took meanwhile. Started by
 * `npm run bench:board`, which has a server with a thousand cards.
 */
const FINDER = fileURLToPath(new URL('../../../scripts/chromium.mjs', import.meta.url))
const VIEW = { width: 1440, height: 900 }
const TURNS = 4
const STEPS = 120
/** The first ones pay for picking up. */
const WARM_UP = 10

type Account = { address: string; email: string; password: string }
type Frames = { p50: number; p95: number; worst: number; frames: number; workMs: number; cards: number; onPage: number }

async function main({ address, email, password }: Account): Promise<void> {
  const browser = await chromium.launch({
    executablePath: execFileSync(process.execPath, [FINDER], { encoding: 'utf8' }).trim(),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const page = await (await browser.newContext({ viewport: VIEW, baseURL: address })).newPage()
    const answer = await page.request.post('/api/auth/sign-in', { data: { email, password } })
    if (!answer.ok()) throw new Error(`Nobody could sign in: ${await answer.text()}`)
    const me = (await answer.json()) as { memberships: { shop: { code: string } }[] }
    const shop = me.memberships[0]?.shop.code
    const board = page.waitForResponse(
      (one) => one.url().endsWith('/board') && one.request().resourceType() === 'fetch',
    )
    await page.goto(`/s/${shop}/board`)
    const { cards } = (await (await board).json()) as { cards: unknown[] }
    console.log(JSON.stringify(await dragAbout(page, cards.length)))
  } finally {
    await browser.close()
  }
}

async function dragAbout(page: Page, cards: number): Promise<Frames> {
  const card = page.locator('[data-card]').first()
  await card.waitFor()
  // Pictures that never come are no part of the question.
  await page.waitForLoadState('networkidle').catch(() => undefined)
  const box = await card.boundingBox()
  if (!box) throw new Error('There is no card to drag')
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 20, at.y + 20, { steps: 4 })
  await page.locator('.bo-ghost').waitFor()
  const work = await watchWork(page)
  await page.evaluate(watchFrames)
  for (let step = 0; step < TURNS * STEPS; step++) {
    const angle = (step / STEPS) * 2 * Math.PI
    // Over every column, and past both edges where the board scrolls under the hand.
    await page.mouse.move(VIEW.width * (0.53 + 0.44 * Math.sin(angle)), VIEW.height * (0.56 - 0.42 * Math.cos(angle)))
  }
  const worked = await work()
  const times = await page.evaluate(() => (window as unknown as { frames: number[] }).frames)
  const onPage = await page.locator('[data-card]').count()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return { ...figures(times), workMs: Math.round((worked / times.length) * 100) / 100, cards, onPage }
}

/** What the page's own thread computed since, in milliseconds of processor: that is the same on a busy machine. */
async function watchWork(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
  const before = await read()
  return async () => (await read()) - before
}

/** A frame's time as the browser names it, on the screen's own beat: what is late is late by whole beats. */
function watchFrames(): void {
  const frames: number[] = []
  Object.assign(window, { frames })
  let before = 0
  const look = (now: number) => {
    if (before > 0) frames.push(now - before)
    before = now
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

function figures(times: number[]): Omit<Frames, 'workMs' | 'cards' | 'onPage'> {
  const sorted = times.slice(WARM_UP).sort((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10
  return { p50: at(0.5), p95: at(0.95), worst: at(1), frames: sorted.length }
}

const { values } = parseArgs({
  options: { address: { type: 'string' }, email: { type: 'string' }, password: { type: 'string' } },
})
const { address, email, password } = values
if (!address || !email || !password) throw new Error('Say --address, --email and --password.')
await main({ address, email, password })
