/** `node browser/pictures-etsy.ts <folder>`: every state of the connection with Etsy as a picture, to be looked at. */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContextOptions, chromium } from '@playwright/test'
import { startEtsy, stopEtsy } from './etsy.ts'
import { visitEtsy } from './etsy-states.ts'
import { SELLER, Shop } from './shop.ts'

const [folder = 'test-results/etsy', only] = process.argv.slice(2)
const FINDER = fileURLToPath(new URL('../../../scripts/chromium.mjs', import.meta.url))
const DEVICES: Record<string, BrowserContextOptions> = {
  laptop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
}

async function take(device: string, options: BrowserContextOptions): Promise<void> {
  const etsy = await startEtsy()
  const browser = await chromium.launch({
    executablePath: execFileSync(process.execPath, [FINDER], { encoding: 'utf8' }).trim(),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const page = await (await browser.newContext({ locale: 'en-GB', baseURL: etsy.server.url, ...options })).newPage()
    page.setDefaultTimeout(15_000)
    const shop = await Shop.open(page, SELLER)
    const look = async (_: unknown, state: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const path = join(folder, `${state.replaceAll(/\W+/g, '-')}-${device}-${colorScheme}.png`)
        await page.screenshot({ path, fullPage: true })
        console.log(path)
      }
    }
    await visitEtsy({ page, shop, etsy, look })
  } finally {
    await browser.close()
    await stopEtsy(etsy)
  }
}

mkdirSync(folder, { recursive: true })
for (const [device, options] of Object.entries(DEVICES)) if (!only || only === device) await take(device, options)
