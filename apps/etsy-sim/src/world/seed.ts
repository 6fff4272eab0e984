import type { Listing, Money, Question, QuestionType } from './shapes.ts'
import type { World } from './world.ts'

/** How the shop sends what it makes, and how long it takes to make. */
export const SHIPPING = { shippingProfileId: 41_000_001, readinessStateId: 42_000_001 }

/** The shop that is there from the beginning, and the app that may ask about it. */
export const FIRST_SHOP = { shopId: 31_000_001, userId: 71_000_001 }
export const FIRST_APP = { keystring: 'simkeystring', secret: 'simsecret', applicationId: 4100 }

const YEAR = 365 * 24 * 60 * 60

export type NewShop = { shopId: number; userId: number; name: string; title: string }

export function addShop(world: World, { shopId, userId, name, title }: NewShop): void {
  const email = `${name.toLowerCase()}@example.com`
  world.sellers.set(userId, { userId, shopId, name, email })
  const created = world.clock.seconds - 3 * YEAR
  world.shops.set(shopId, { shopId, userId, name, title, currency: 'EUR', created })
}

/** A shop with things that are made to somebody's wish. */
export function seed(world: World): void {
  world.apps.set(FIRST_APP.keystring, { ...FIRST_APP, redirectUris: [] })
  addShop(world, { ...FIRST_SHOP, name: 'AlderAndInk', title: 'Engraved wood and drawn portraits' })
  const draft = new Draft(world, FIRST_SHOP.shopId)
  draft.sort('Kitchen & table', ['walnut board', 'wedding gift', 'engraved'])
  draft.add('Walnut serving board, engraved', 6400, 'BOARD-W', '#6b4a32', [
    draft.text('Names to engrave', 'Exactly as it should read', 40, true),
    draft.choice('Lettering', ['Serif', 'Script', 'Small capitals'], true),
    draft.text('A date, if you like', 'For example 12 June 2026', 20, false),
  ])
  draft.sort('Portraits', ['custom portrait', 'drawn from photo'])
  draft.add('Family portrait from your photo', 8900, 'PORT-A4', '#3d5a80', [
    draft.upload('Your photo', 'The larger the better', 3, true),
    draft.choice('Size', ['A5', 'A4', 'A3'], true),
    draft.text('Anything to leave out?', 'The lamp post, a stranger …', 200, false),
  ])
  draft.sort('For pets', ['dog tag', 'custom portrait'])
  draft.add('Dog tag with your dog’s face', 2400, 'TAG-D', '#8a6d1f', [
    draft.upload('A photo of your dog', 'From the front, in daylight', 1, true),
    draft.text('Name', null, 16, true),
    draft.text('Telephone number', 'For the back', 20, false),
  ])
  draft.sort('Weddings', ['wedding sign', 'wedding gift'])
  draft.add('Wedding sign, painted', 12_900, 'SIGN-P', '#5e7f6b', [
    draft.text('Both names', null, 60, true),
    draft.choice('Colour', ['Ivory', 'Sage', 'Slate'], true),
  ])
  draft.sort('Kitchen & table', ['beeswax', 'wood care'])
  draft.add('Beeswax for boards', 900, 'WAX', '#b98b2f', [])
}

/** Listings of one shop, while they are being written down. */
class Draft {
  readonly #world: World
  readonly #shopId: number
  #sorted: Pick<Listing, 'sectionId' | 'tags'> = { sectionId: null, tags: [] }

  constructor(world: World, shopId: number) {
    this.#world = world
    this.#shopId = shopId
  }

  /** Where the ones that follow are found. */
  sort(title: string, tags: string[]): void {
    const { sections } = this.#world
    const known = this.#world.sectionsOf(this.#shopId).find((section) => section.title === title)
    const sectionId = known?.sectionId ?? this.#world.nextId()
    sections.set(sectionId, { sectionId, shopId: this.#shopId, title })
    this.#sorted = { sectionId, tags }
  }

  add(title: string, cents: number, sku: string, colour: string, questions: Question[]): void {
    const listing = { ...emptyListing(this.#world, this.#shopId), ...this.#sorted, title, sku, questions }
    const images = [{ id: this.#world.nextId(), colour, alt: title }]
    const price: Money = { amount: cents, divisor: 100, currency_code: 'EUR' }
    const description = `${title}. Made to order in our workshop; tell us what it should say.`
    this.#world.listings.set(listing.listingId, { ...listing, state: 'active', price, description, images })
  }

  text(question: string, instructions: string | null, most: number, required: boolean): Question {
    return { ...this.#question('text_input', question, required), instructions, max_allowed_characters: most }
  }

  choice(question: string, labels: string[], required: boolean): Question {
    const options = labels.map((label) => ({ option_id: this.#world.nextId(), label }))
    return { ...this.#question('dropdown', question, required), options }
  }

  upload(question: string, instructions: string, most: number, required: boolean): Question {
    return { ...this.#question('unlabeled_upload', question, required), instructions, max_allowed_files: most }
  }

  #question(type: QuestionType, text: string, required: boolean): Question {
    return {
      ...{ question_id: this.#world.nextId(), question_text: text, question_type: type, required },
      ...{ instructions: null, max_allowed_characters: null, max_allowed_files: null, add_on_price: null },
      options: null,
    }
  }
}

/** A draft, as it is before anybody said what it is. */
export function emptyListing(world: World, shopId: number): Listing {
  const now = world.clock.seconds
  return {
    ...{ listingId: world.nextId(), shopId, sectionId: null, title: '', description: '', state: 'draft' },
    type: 'physical',
    ...{ quantity: 100, price: { amount: 0, divisor: 100, currency_code: 'EUR' }, sku: '', tags: [], materials: [] },
    ...{ taxonomyId: 1, whoMade: 'i_did', whenMade: 'made_to_order', images: [], questions: [] },
    ...SHIPPING,
    ...{ created: now, updated: now },
  }
}
