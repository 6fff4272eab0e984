import { buy, cancel, crowd, deliver, type EtsySim, edit, pay, refund, ship } from '@proofroom/etsy-sim'
import type { Place } from './stage.ts'

type Receipt = Parameters<typeof pay>[1]
type Random = () => number

/** A picture of one pixel. */
const PHOTO = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

/** Orders that were there before anybody connected. */
export function past({ state }: EtsySim, { etsyShopId: shopId }: Place, random: Random): void {
  const count = 5 + Math.floor(random() * 140)
  const everySeconds = random() < 0.3 ? 0 : 30
  state.quietly(() =>
    crowd(state, { shopId, count, everySeconds, from: state.clock.seconds - 9000, shipped: 0.3, random }),
  )
}

/** One thing that happens at Etsy. */
export function happen(sim: EtsySim, place: Place, random: Random): void {
  const { state } = sim
  const receipts = state.receiptsOf(place.etsyShopId)
  const pick = (): Receipt | undefined => receipts[Math.floor(random() * receipts.length)]
  const receipt = pick()
  const what = random()
  if (!receipt || what < 0.3) buyOne(sim, place, random)
  else if (what < 0.45) edit(state, receipt, editOf(receipt, random))
  else if (what < 0.55) cancel(state, receipt)
  else if (what < 0.65 && receipt.isPaid) refund(state, receipt, random() < 0.5 ? 100 : undefined)
  else if (what < 0.75) pay(state, receipt)
  else if (what < 0.85 && isOpen(receipt)) ship(state, receipt, { carrier: 'dhl', tracking: 'JD1', note: null })
  else if (what < 0.9 && isOpen(receipt)) deliver(state, receipt)
  else crowd(state, { shopId: place.etsyShopId, count: 3, from: state.clock.seconds, everySeconds: 0, random })
}

const isOpen = ({ isPaid, status }: Receipt) => isPaid && !/cancel|fully/.test(status)

const editOf = ({ isShipped, transactions }: Receipt, random: Random) => {
  const expectedShipDate = Math.floor(Date.now() / 1000) + 86_400 * Math.ceil(random() * 20)
  const row = transactions[0]?.variations.find(({ mime_type: type }) => type === null)
  const answers = row && !isShipped ? { [row.formatted_name]: `Est. ${Math.floor(random() * 2000)}` } : {}
  return { message: `In ${Math.floor(random() * 9)} days, please`, answers, expectedShipDate }
}

function buyOne({ state, url }: EtsySim, { etsyShopId }: Place, random: Random): void {
  const listing = state.listingsOf(etsyShopId).find(({ title }) => title.startsWith('Dog tag'))
  if (!listing) throw new Error('The shop sells no tags.')
  const path = `/files/${Math.floor(random() * 1e12).toString(36)}`
  state.uploads.set(path, { path, mimeType: 'image/png', bytes: PHOTO })
  const [photo, name] = listing.questions
  if (!photo || !name) throw new Error('Nothing is asked.')
  const answers = [
    { question: photo, value: `${url}${path}`, mimeType: 'image/png' },
    { question: name, value: 'Milo & Co.' },
  ]
  buy(state, {
    buyer: { userId: state.nextId(), name: 'Zoë O’Brien', email: 'z@example.com', countryIso: 'GB', address: ADDRESS },
    wanted: [{ listing, quantity: 1 + Math.floor(random() * 2), answers }],
    message: random() < 0.5 ? 'For Friday' : null,
    gift: random() < 0.2 ? { message: 'Happy birthday', sender: 'Bob' } : null,
    isPaid: random() < 0.7,
  })
}

const ADDRESS = { first_line: '12 Mill Lane', second_line: null, city: 'Leeds', state: null, zip: 'LS1' }

/** What goes wrong at Etsy for a while. */
export function disturb(sim: EtsySim, random: Random): void {
  const { faults, grants } = sim.state
  const failure = (status: number, retryAfter: number | null) => ({
    ...{ status, retryAfter, times: 1 + Math.floor(random() * 6), done: false, path: null },
  })
  const what = random()
  if (what < 0.2) faults.failures.push(failure(429, 1))
  else if (what < 0.35) faults.failures.push(failure(503, null))
  else if (what < 0.45) faults.failures.push(failure(0, null))
  else if (what < 0.65) grants.expireAccess()
  else if (what < 0.75) faults.webhooks.lose += 2
  else if (what < 0.9) faults.webhooks.duplicate += 3
  else faults.webhooks.hold = !faults.webhooks.hold
}

export async function calm({ state, webhooks }: EtsySim): Promise<void> {
  Object.assign(state.faults, { failures: [], slowMs: 0 })
  Object.assign(state.faults.webhooks, { lose: 0, duplicate: 0, hold: false })
  await webhooks.release()
}
