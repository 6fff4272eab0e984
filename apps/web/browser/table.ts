import { type CDPSession, expect, type Page } from '@playwright/test'

/** Fractions of the mockup, origin top left. */
export type Spot = { x: number; y: number }

/** The canvas's layers, as they lie on each other. */
const LAYERS = { marks: 1, moving: 2 } as const

/** The mockup on somebody's screen, to point at, draw on and look at. */
export class Table {
  readonly canvas
  readonly #page: Page
  #touch: CDPSession | null = null

  constructor(page: Page) {
    this.#page = page
    this.canvas = page.getByRole('application', { name: /^Mockup, / })
  }

  /** Where a spot of the mockup is on the screen. */
  async at({ x, y }: Spot): Promise<Spot> {
    const box = await this.#page.locator('.pc-sheet').boundingBox()
    if (!box || box.width < 2) throw new Error('The mockup is not on the screen')
    return { x: box.x + box.width * x, y: box.y + box.height * y }
  }

  /** Presses at the first spot and moves to the last; still held afterwards. */
  async beginDrag(...[from, ...to]: [Spot, ...Spot[]]): Promise<void> {
    const { mouse } = this.#page
    const start = await this.at(from)
    await mouse.move(start.x, start.y)
    await mouse.down()
    for (const spot of to) {
      const { x, y } = await this.at(spot)
      await mouse.move(x, y, { steps: 6 })
    }
  }

  endDrag = (): Promise<void> => this.#page.mouse.up()

  /** The same with a finger. */
  async beginStroke(...[from, ...to]: [Spot, ...Spot[]]): Promise<void> {
    this.#touch ??= await this.#page.context().newCDPSession(this.#page)
    await this.#touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [await this.at(from)] })
    for (const spot of to)
      await this.#touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [await this.at(spot)] })
  }

  async endStroke(): Promise<void> {
    await this.#touch?.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }

  async tap(spot: Spot): Promise<void> {
    const { x, y } = await this.at(spot)
    await this.#page.touchscreen.tap(x, y)
  }

  async click(spot: Spot): Promise<void> {
    const { x, y } = await this.at(spot)
    await this.#page.mouse.click(x, y)
  }

  /** Somebody else's pointer, by the name that hangs on it. */
  cursorOf = (name: string) => this.#page.locator('.cur', { hasText: name })

  /** How many pixels of a layer are drawn on: nothing else tells what a person sees there. */
  ink(layer: keyof typeof LAYERS): Promise<number> {
    return this.#page.locator('.pc-host canvas').nth(LAYERS[layer]).evaluate(countDrawn)
  }

  expectInk = (layer: keyof typeof LAYERS) => expect.poll(() => this.ink(layer), { message: `ink: ${layer}` })
}

function countDrawn(canvas: HTMLElement | SVGElement): number {
  const { width, height } = canvas as HTMLCanvasElement
  const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? []
  let drawn = 0
  for (let i = 3; i < pixels.length; i += 4) if (pixels[i] !== 0) drawn += 1
  return drawn
}
