import { type Answer, buy } from './buying.ts'
import { ship } from './orders.ts'
import type { Buyer, Listing, Question, Receipt } from './shapes.ts'
import type { World } from './world.ts'

const FIRST = ['Ann', 'Zoë', 'Jürgen', 'María', 'Oluwaseun', 'Siobhán', 'Li', 'Nia', 'Tomáš', 'Ingrid', '陽菜', 'Priya']
const LAST = [
  'Hartley',
  'García-Ortiz',
  'Müller',
  'Okafor',
  'O’Brien',
  'Nguyễn',
  'Novák',
  'van den Berg',
  '田中',
  'Rao',
]
const WORDS = ['The Hartleys', 'Est. 2019', 'Grandma’s kitchen', 'Milo & Co.', '12 June 2026', 'Für Oma', 'Zoë ♥ Sam']
const TOWNS: [string, string, string][] = [
  ['Leeds', 'GB', 'LS1 4DY'],
  ['Köln', 'DE', '50667'],
  ['Lyon', 'FR', '69002'],
  ['Austin', 'US', '78701'],
  ['Ghent', 'BE', '9000'],
]

export type Crowd = {
  shopId: number
  count: number
  /** The first purchase; the others follow it, each so many seconds later. */
  from: number
  everySeconds: number
  /** The share that has been sent already. */
  shipped?: number
  random: () => number
}

/** Many purchases at once, of whatever the shop sells. */
export function crowd(world: World, { shopId, count, from, everySeconds, shipped = 0, random }: Crowd): Receipt[] {
  const listings = world.listingsOf(shopId).filter(({ state }) => state === 'active')
  const pick = <One>(many: readonly One[]): One => {
    const one = many[Math.floor(random() * many.length)]
    if (one === undefined) throw new Error('There is nothing to choose from.')
    return one
  }
  return Array.from({ length: count }, (_, i) => {
    const listing = pick(listings)
    const at = Math.floor(from + i * everySeconds)
    const wanted = [{ listing, quantity: random() < 0.9 ? 1 : 2, answers: answersTo(listing, pick) }]
    const message = random() < 0.2 ? 'Please take your time, it is for the spring.' : null
    const receipt = buy(world, { buyer: inventedBuyer(world, pick), wanted, message, at })
    if (random() < shipped) {
      ship(world, receipt, { carrier: 'other', tracking: `SIM${receipt.receiptId}`, note: null })
      receipt.updated = at
    }
    return receipt
  })
}

type Pick = <One>(many: readonly One[]) => One

function inventedBuyer(world: World, pick: Pick): Buyer {
  const [city, countryIso, zip] = pick(TOWNS)
  const userId = world.nextId()
  return {
    userId,
    ...{ name: `${pick(FIRST)} ${pick(LAST)}`, email: `buyer-${userId}@example.com`, countryIso },
    address: { first_line: '12 Mill Lane', second_line: null, city, state: null, zip },
  }
}

function answersTo({ questions }: Listing, pick: Pick): Answer[] {
  return questions.flatMap((question) => {
    const value = answerTo(question, pick)
    return value === null ? [] : [{ question, value }]
  })
}

function answerTo({ question_type: type, options, max_allowed_characters: most }: Question, pick: Pick): string | null {
  if (type === 'dropdown') return pick(options ?? []).label
  return type === 'text_input' ? pick(WORDS).slice(0, most ?? undefined) : null
}
