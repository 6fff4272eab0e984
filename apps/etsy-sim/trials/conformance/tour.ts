import type { EtsyClient } from '@proofroom/etsy'
import type { EtsySim } from '../../src/sim.ts'
import { API_KEY, turn } from '../../src/testing.ts'
import { FIRST_SHOP } from '../../src/world/seed.ts'
import type { Receipt } from '../../src/world/shapes.ts'

const SHOP = String(FIRST_SHOP.shopId)
const PARCEL = { tracking: 'RM100', carrier: 'royal-mail', note: 'See it made: https://shop.example/c/1' }

export type Orders = { receipts: Receipt[]; listingId: string }

/** Orders in every state that one can be in. */
export async function everyState(sim: EtsySim): Promise<Orders> {
  await turn(sim, '/buys', { count: 130, seed: 5 })
  const receipts = [...sim.state.receipts.values()]
  const act = (at: number, what: string, body = {}) => turn(sim, `/receipts/${receipts[at]?.receiptId}/${what}`, body)
  await act(0, 'cancel')
  await act(1, 'deliver')
  await act(2, 'refund', { amount: 100, reason: 'A scratch' })
  await act(3, 'refund')
  await act(4, 'edit', { message: 'Please in oak', answers: { Name: 'Milo' } })
  const unpaid = receipts[5]
  if (unpaid) Object.assign(unpaid, { isPaid: false, status: 'payment processing' })
  const gift = receipts[6]
  if (gift) gift.gift = { message: 'Happy birthday', sender: 'Bob' }
  const sold = receipts[7]?.transactions[0]
  const photo = { property_id: 54, value_id: null, formatted_name: 'Photo', formatted_value: `${sim.url}/files/a` }
  sold?.variations.push({ ...photo, question_id: 5, mime_type: 'image/jpeg' })
  if (sold) {
    const written = { shopId: FIRST_SHOP.shopId, listingId: sold.listingId, transactionId: sold.transactionId }
    sim.state.reviews.push({
      ...written,
      buyerUserId: 9,
      rating: 5,
      review: 'Lovely',
      created: sim.state.clock.seconds,
    })
  }
  return { receipts, listingId: String([...sim.state.listings.keys()][0]) }
}

/** Every method of the client, and what it meets when something is wrong. */
export async function everyMethod(sim: EtsySim, client: EtsyClient, { receipts, listingId }: Orders): Promise<void> {
  const [a = '', b = ''] = receipts.slice(20, 22).map(({ receiptId }) => String(receiptId))
  await client.ping()
  await client.me()
  await client.scopes()
  await client.shop(SHOP)
  await client.receipts(SHOP)
  await client.receipts(SHOP, { changedSince: new Date(0), offset: 100, limit: 10 })
  for await (const _ of client.receiptsSince(SHOP, new Date(0)));
  for (const { receiptId } of receipts.slice(0, 10)) await client.receipt(SHOP, String(receiptId))
  await client.markShipped(SHOP, a)
  await client.addShipment(SHOP, b, PARCEL)
  await client.addShipment(SHOP, b, PARCEL).catch(() => 'a conflict')
  await client.carriers('US')
  for (const state of ['active', 'draft', 'inactive', 'expired', 'sold_out']) await client.listings(SHOP, { state })
  await client.questions(listingId)
  await editing(client, listingId)
  await drafts(client, listingId)
  await withFaults(sim, client, { receipt: b, listingId })
}

/** What a seller does with a listing of theirs. */
async function editing(client: EtsyClient, listingId: string): Promise<void> {
  await client.listingsOf([listingId])
  await client.sections(SHOP)
  await client.fullListings(SHOP, { state: 'active', limit: 2, offset: 1 })
  const { personalization } = await client.listing(listingId)
  const words = { title: 'Oak board', description: 'Oiled oak', tags: ['oak', 'two words'], materials: ['oak'] }
  await client.changeListing(SHOP, listingId, words)
  const known = (personalization?.personalization_questions ?? []).map((one) => ({
    ...{ question_id: Number(one.question_id), question_text: one.question_text, question_type: one.question_type },
    ...{ required: one.required, ...(one.instructions && { instructions: one.instructions }) },
    ...(one.max_allowed_characters !== null && { max_allowed_characters: one.max_allowed_characters }),
    ...(one.options.length > 0 && {
      options: one.options.map(({ option_id: id, label }) => ({ option_id: Number(id), label })),
    }),
  }))
  await client.replaceQuestions(SHOP, listingId, [...known, ...QUESTIONS.personalization_questions.slice(2)])
  await client.replaceQuestions(SHOP, listingId, [])
}

async function drafts(client: EtsyClient, listingId: string): Promise<void> {
  const like = await client.listing(listingId)
  const draft = { title: 'A gift box', description: 'Lined with felt.', amount: 1250, currency: 'EUR' }
  const { listing_id: drafted } = await client.createDraft(SHOP, { ...draft, like })
  await client.createDraft(SHOP, { ...draft, like: { ...like, listing_type: 'download' } })
  await client.createDraft(SHOP, { ...draft, title: 'Smile 😀', like }).catch(() => 'refused')
  await client.listing(drafted)
  await client.listingsOf([drafted, listingId])
  for (const state of ['active', 'inactive'] as const) await client.setListingState(SHOP, drafted, state)
}

async function withFaults(sim: EtsySim, client: EtsyClient, at: { receipt: string; listingId: string }): Promise<void> {
  await turn(sim, '/faults', { fenceAddresses: true, fenceTracking: true, fenceEmails: false })
  await client.receipt(SHOP, at.receipt)
  await client.addShipment(SHOP, at.receipt, { ...PARCEL, tracking: 'RM101' }).catch(() => 'fenced')
  await turn(sim, '/faults', { failures: [{ status: 500 }, { status: 429, retryAfter: 0 }, { status: 503 }] })
  await client.receipts(SHOP)
  await client.receipt(SHOP, '999').catch(() => 'not found')
  await client.questions('999').catch(() => 'not found')
  await client.shop('999').catch(() => 'not found')
  await turn(sim, '/tokens/expire')
  await client.me()
}

/** What the client has no method for, and what is refused, over the bare wire. */
export async function everyRoute(sim: EtsySim, ask: typeof fetch, token: string, orders: Orders): Promise<void> {
  const call = async (method: string, path: string, body?: URLSearchParams | object, changed: object = {}) => {
    const isForm = body instanceof URLSearchParams
    const headers = {
      ...{ 'x-api-key': API_KEY, authorization: `Bearer ${token}` },
      ...(body && !isForm && { 'content-type': 'application/json' }),
      ...changed,
    }
    const sent = body && (isForm ? body : JSON.stringify(body))
    const response = await ask(`${sim.url}/v3/application${path}`, { method, headers, ...(sent && { body: sent }) })
    return (await response.json().catch(() => null)) as Json
  }
  const { receipts, listingId } = orders
  const [receipt] = receipts
  const shop = `/shops/${SHOP}`
  await call('GET', `${shop}/receipts/${receipt?.receiptId}/transactions`)
  await call('GET', `${shop}/transactions?limit=100`)
  await call('GET', `${shop}/transactions/${receipt?.transactions[0]?.transactionId}`)
  await call('GET', `/users/${FIRST_SHOP.userId}`)
  await call('GET', `${shop}/reviews`)
  await call('GET', `/listings/${receipts[7]?.transactions[0]?.listingId}/reviews`)
  await call('GET', `/listings/${listingId}?includes=Images,Shop,Personalization`)
  await call('GET', `/listings/batch?listing_ids=${listingId}&includes=Images`)
  const images = await call('GET', `/listings/${listingId}/images`)
  await call('GET', `/listings/${listingId}/images/${images?.results?.[0]?.listing_image_id}`)
  const draft = await call('POST', `${shop}/listings`, new URLSearchParams(DRAFT))
  const drafted = `${shop}/listings/${draft?.listing_id}`
  await call('PATCH', drafted, new URLSearchParams({ title: 'Oak board' }))
  await call('PATCH', drafted, new URLSearchParams({ state: 'active' }))
  await call('POST', `${drafted}/personalization?supports_multiple_personalization_questions=true`, QUESTIONS)
  await call('POST', `${drafted}/personalization`, { personalization_questions: [] })
  await call('POST', `${drafted}/personalization`, OTHER_QUESTION)
  await call('DELETE', `${drafted}/personalization`)
  await refusals(call, shop, listingId)
}

type Json = { listing_id?: number; results?: { listing_image_id?: number }[] } | null
type Call = (method: string, path: string, body?: URLSearchParams | object, changed?: object) => Promise<Json>

async function refusals(call: Call, shop: string, listingId: string): Promise<void> {
  for (const key of ['', 'simkeystring', 'a:b']) {
    for (const path of [`${shop}/receipts`, shop, '/openapi-ping', `/listings/${listingId}`, '/users/me'])
      await call('GET', path, undefined, { 'x-api-key': key })
  }
  for (const path of [`${shop}/receipts`, `${shop}/listings`, '/users/me', `${shop}/transactions`])
    await call('GET', path, undefined, { authorization: 'Bearer 1.unknown' })
  await call('GET', `${shop}/receipts?limit=1000`)
  await call('GET', `${shop}/receipts?offset=12001`)
  await call('PUT', `${shop}/receipts/999`, new URLSearchParams({ was_shipped: 'true' }))
  await call('POST', `${shop}/receipts/999/tracking`, {})
  await call('POST', `${shop}/listings`, { title: 'JSON' })
  await call('GET', '/shops/0')
  await call('GET', '/shipping-carriers')
}

const DRAFT = {
  ...{ quantity: '1', title: 'A board', description: 'Oak', price: '42.5', who_made: 'i_did', taxonomy_id: '1' },
  ...{ when_made: 'made_to_order', shipping_profile_id: '1', readiness_state_id: '1' },
}
const text = (question: string) => ({
  ...{ question_text: question, question_type: 'text_input', required: false, max_allowed_characters: 20 },
})
const QUESTIONS = {
  personalization_questions: [
    { ...text('Name'), add_on_price: 3.5 },
    { question_text: 'Wood', question_type: 'dropdown', required: true, options: [{ label: 'Oak' }, { label: 'Ash' }] },
    { question_text: 'Photo', question_type: 'unlabeled_upload', required: true, max_allowed_files: 2 },
  ],
}
const OTHER_QUESTION = { personalization_questions: [text('Another one')] }
