import { Clock } from './clock.ts'
import { type Faults, NO_FAULTS } from './faults.ts'
import { Grants } from './grants.ts'
import { type Limits, Meter } from './limits.ts'
import type { App, Listing, Mail, Receipt, Review, Section, Seller, Shop, Upload } from './shapes.ts'

export type EventType = 'order.paid' | 'order.canceled' | 'order.shipped' | 'order.delivered'
export type Event = { type: EventType; shopId: number; receiptId: number }

/** An older app's; newer and smaller ones have 5 a second and 5,000 a day. */
const LIMITS: Limits = { perSecond: 10, perDay: 10_000 }

/** All that this Etsy knows. What happens in it is in the files beside this one. */
export class World {
  readonly clock = new Clock()
  readonly grants = new Grants(this.clock)
  readonly apps = new Map<string, App>()
  readonly sellers = new Map<number, Seller>()
  readonly shops = new Map<number, Shop>()
  readonly sections = new Map<number, Section>()
  readonly listings = new Map<number, Listing>()
  readonly receipts = new Map<number, Receipt>()
  readonly uploads = new Map<string, Upload>()
  reviews: Review[] = []
  mails: Mail[] = []
  faults: Faults = structuredClone(NO_FAULTS)
  limits: Limits = { ...LIMITS }
  lastId = 1_000_000
  readonly #meters = new Map<string, Meter>()
  readonly #onEvent: ((event: Event) => void)[] = []
  #isQuiet = false
  readonly #onChange: (() => void)[] = []

  nextId(): number {
    return ++this.lastId
  }

  meterOf(keystring: string): Meter {
    const meter = this.#meters.get(keystring) ?? new Meter(this.clock)
    this.#meters.set(keystring, meter)
    return meter
  }

  /** Tells those who listen for webhooks. */
  tell(event: Event): void {
    if (!this.#isQuiet) for (const listener of this.#onEvent) listener(event)
  }

  /** What happened long ago is told to nobody. */
  quietly<Result>(act: () => Result): Result {
    this.#isQuiet = true
    try {
      return act()
    } finally {
      this.#isQuiet = false
    }
  }

  onEvent(listener: (event: Event) => void): void {
    this.#onEvent.push(listener)
  }

  /** Something is different from what was saved. */
  changed(): void {
    for (const listener of this.#onChange) listener()
  }

  onChange(listener: () => void): void {
    this.#onChange.push(listener)
  }

  receiptsOf(shopId: number): Receipt[] {
    return [...this.receipts.values()].filter((receipt) => receipt.shopId === shopId)
  }

  sectionsOf(shopId: number): Section[] {
    return [...this.sections.values()].filter((section) => section.shopId === shopId)
  }

  listingsOf(shopId: number): Listing[] {
    return [...this.listings.values()].filter((listing) => listing.shopId === shopId)
  }
}
