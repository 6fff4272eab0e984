import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { Complaints } from './complaints.ts'

const DEVICES = {
  laptop: { viewport: { width: 1440, height: 900 } },
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    userAgent:
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  },
  /** A laptop's window at 400 %, or the narrowest phone. */
  narrow: { viewport: { width: 320, height: 640 } },
} satisfies Record<string, BrowserContextOptions>

export type Device = keyof typeof DEVICES

/** Everybody of one test: each with a browser of their own, all watched for what a page must not do. */
export class People {
  readonly complaints = new Complaints()
  readonly #browser: Browser

  constructor(browser: Browser) {
    this.#browser = browser
  }

  /**
   * A person's browser, empty: no cookie, nothing kept. `at` is the only address its pages may talk to. Nothing moves in
   * it by itself: a finger that waits for a pin to rest finds it elsewhere.
   */
  async open(device: Device, at: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      ...DEVICES[device],
      reducedMotion: 'reduce',
      baseURL: at,
      ...options,
    })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await this.complaints.watch(context, at)
    return context.newPage()
  }
}

export const test = base.extend<{ people: People }>({
  people: async ({ browser }, use) => {
    const people = new People(browser)
    await use(people)
    for (const context of browser.contexts()) await context.close()
    expect(people.complaints.all, 'what the pages complained of, or asked of other hosts').toEqual([])
  },
})
