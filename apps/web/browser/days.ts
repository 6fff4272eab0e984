/**
 * `npm run pictures:days -- <folder>`: a shop's morning with two hundred orders, with none, and on a late day, on a laptop
 * and a phone, light and dark. The orders come in as a file and move through the API, as a person would have done it.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type APIRequestContext, type Browser, chromium, type Page, request } from '@playwright/test'
import type { BoardDto, ImportDto, MeDto, WorkshopDto } from '@proofroom/contract'
import { writeCsv } from '@proofroom/intake'
import { freePort, Server } from './process.ts'

const FINDER = fileURLToPath(new URL('../../../scripts/chromium.mjs', import.meta.url))
const SIZES = {
  laptop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
}
const SCREENS = { queue: '', board: '/board', orders: '/orders', calendar: '/calendar' }

/** Days between today and the first ship-by date. */
const DAYS = { 'two hundred': { orders: 200, from: 1 }, none: { orders: 0, from: 0 }, late: { orders: 200, from: -9 } }

const PEOPLE = [
  'Ruth Hartley',
  'Daniel Cho',
  'Zoë Lindqvist',
  'Anaïs O’Hara',
  'Maren Voß',
  'Tomás Rivera',
  '田中 さくら',
]
const FAMILIES = ['Abernathy', 'Brandt', 'Castellanos', 'Duarte', 'Eriksen', 'Fairweather', 'Galloway', 'Hoffmann']
const THINGS = [
  ['Walnut serving board', 'Family name', 'The Hartleys, est. 2019'],
  ['Oak ring dish', 'Initials', 'D & M'],
  ['Pet portrait, A4', 'Name', 'Biscuit'],
  ['Slate coasters, set of 4', 'Words', 'Rosewood Cottage'],
  ['Brass key fob', 'Words', 'Drive safe, come home'],
  ['Cushion cover “Größe M”', 'Colour', 'Sage green'],
] as const

async function main(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch({
    executablePath: execFileSync(process.execPath, [FINDER], { encoding: 'utf8' }).trim(),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    for (const [name, day] of Object.entries(DAYS)) await takeDay(browser, folder, name.replace(' ', '-'), day)
  } finally {
    await browser.close()
  }
}

type Day = { orders: number; from: number }

async function takeDay(browser: Browser, folder: string, name: string, day: Day): Promise<void> {
  const server = new Server(await freePort(), { DEMO: 'off' })
  try {
    await server.start()
    const { state, path } = await openShop(server.url, day)
    for (const [size, options] of Object.entries(SIZES)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ locale: 'en-GB', storageState: state, colorScheme, ...options })
        const page = await context.newPage()
        for (const [screen, at] of Object.entries(SCREENS)) {
          await page.goto(`${server.url}${path}${at}`)
          await take(page, join(folder, `${name}-${screen}-${size}-${colorScheme}.png`))
        }
        await context.close()
      }
    }
  } finally {
    await server.remove()
  }
}

/** A shop of its own with these orders in it, and who is signed in to it. */
async function openShop(url: string, day: Day) {
  const api = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } })
  const me = { name: 'Emma Clark', email: 'emma@example.com', password: 'a long and calm password' }
  const answer = await api.post('/api/auth/sign-up', {
    data: { ...me, shopName: 'Clark & Daughter' },
  })
  if (!answer.ok()) throw new Error(await answer.text())
  const { memberships } = (await (await api.get('/api/me')).json()) as MeDto
  const code = memberships[0]?.shop.code
  if (day.orders > 0) await fill(api, `/api/s/${code}`, day)
  return { state: await api.storageState(), path: `/s/${code}` }
}

async function fill(api: APIRequestContext, shop: string, day: Day): Promise<void> {
  const ask = async <Answer>(method: string, path: string, data?: unknown): Promise<Answer> => {
    const answer = await api.fetch(`${shop}${path}`, { method, ...(data === undefined ? {} : { data }) })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return answer.json()
  }
  const { workflows } = await ask<WorkshopDto>('POST', '/workflows/ready-made', { readyMade: 'engraving' })
  const workflow = workflows.at(-1)
  await ask('PATCH', `/workflows/${workflow?.id}`, { gate: 'shop', isDefault: true })
  const headers = { 'content-type': 'text/csv', 'x-file-name': 'orders.csv' }
  const looked = await api.post(`${shop}/imports`, { data: Buffer.from(writeCsv(rowsOf(day))), headers })
  if (!looked.ok()) throw new Error(await looked.text())
  const { id } = (await looked.json()) as ImportDto
  await ask('POST', `/imports/${id}/run`)
  while ((await ask<ImportDto>('GET', `/imports/${id}`)).state !== 'done') await pause(100)
  await spread(ask, workflow?.stageIds ?? [])
}

type Ask = <Answer>(method: string, path: string, data?: unknown) => Promise<Answer>

/** Two thirds are reviewed and somewhere in the making, the others wait for their proof. */
async function spread(ask: Ask, stages: string[]): Promise<void> {
  const { cards } = await ask<BoardDto>('GET', '/board')
  const places = [...stages, 'ready']
  for (const [at, card] of cards.entries()) {
    if (at % 3 === 0) continue
    const { version } = await ask<{ version: number }>('PUT', `/cards/${card.id}/review`, { reviewed: true })
    if (at % 3 === 1) continue
    await ask('POST', '/board/moves', { cards: [{ id: card.id, version }], to: places[at % places.length] })
  }
}

function rowsOf({ orders, from }: Day): string[][] {
  const heading = ['Order number', 'Customer', 'Item', 'Quantity', 'Ship by', 'Tags', 'Rush', 'Personalization']
  const rows = Array.from({ length: orders }, (_, n) => {
    const [item, what, words] = THINGS[n % THINGS.length] ?? THINGS[0]
    const person = n < 30 ? PEOPLE[n % PEOPLE.length] : `${['Ivy', 'Noah', 'Lena', 'Sam'][n % 4]} ${FAMILIES[n % 8]}`
    const shipBy = new Date(Date.now() + (from + (n % 14)) * 86_400_000).toISOString().slice(0, 10)
    const tags = n % 9 === 0 ? 'wedding' : ''
    return [
      `${4100 + n}`,
      person ?? '',
      item,
      `${1 + (n % 3)}`,
      shipBy,
      tags,
      n % 17 === 0 ? 'yes' : '',
      `${what}: ${words}`,
    ]
  })
  return [heading, ...rows]
}

async function take(page: Page, path: string): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.getByRole('heading').first().waitFor()
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
  })
  await page.screenshot({ path })
  console.log(path)
}

await main(process.argv[2] ?? 'pictures-of-days')
