import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orderOf } from '@proofroom/etsy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EtsySim, startEtsySim } from '../sim.ts'
import { clientOf } from '../testing.ts'
import { FIRST_SHOP } from '../world/seed.ts'
import type { Listing } from '../world/shapes.ts'

const SHOP = String(FIRST_SHOP.shopId)
let sim: EtsySim
let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'etsy-sim-'))
  sim = await startEtsySim({ file: join(folder, 'state.json') })
})
afterEach(async () => {
  await sim.stop()
  rmSync(folder, { recursive: true, force: true })
})

const PNG = new Blob([new Uint8Array([137, 80, 78, 71])], { type: 'image/png' })
const listingWith = (sku: string): Listing => {
  const found = [...sim.state.listings.values()].find((one) => one.sku === sku)
  if (!found) throw new Error(`There is no ${sku}.`)
  return found
}

/** Fills the page's form in, by what the questions say. */
async function fill({ listingId, questions }: Listing, answers: Record<string, string | Blob>): Promise<Response> {
  const form = new FormData()
  form.set('name', 'Ruth Hartley')
  form.set('email', 'ruth@example.com')
  for (const [text, answer] of Object.entries(answers)) {
    const name = `q${questions.find((one) => one.question_text === text)?.question_id}`
    if (typeof answer === 'string') form.set(name, answer)
    else form.set(name, answer, 'dog.png')
  }
  return fetch(`${sim.url}/buy/listings/${listingId}`, { method: 'POST', body: form, redirect: 'manual' })
}

test('a photo and words reach the seller’s order, and the photo is where the order says', async () => {
  const tag = listingWith('TAG-D')
  const bought = await fill(tag, { 'A photo of your dog': PNG, Name: 'Milo <3', 'Telephone number': '' })
  expect(bought.status).toBe(303)
  const { client } = await clientOf(sim)
  const { rows } = await client.receipts(SHOP)
  const [item] = (rows[0] && orderOf(rows[0]))?.items ?? []
  expect(item?.lines).toEqual([{ name: 'Name', value: 'Milo <3' }])
  expect(item?.files).toEqual([
    { name: 'A photo of your dog', mimeType: 'image/png', url: expect.stringContaining(`${sim.url}/files/`) },
  ])
  const photo = await fetch(item?.files[0]?.url ?? '')
  expect([photo.headers.get('content-type'), (await photo.arrayBuffer()).byteLength]).toEqual(['image/png', 4])
  const shown = await (await fetch(new URL(bought.headers.get('location') ?? '', sim.url))).text()
  expect(shown).toContain('Milo &lt;3')
})

test('what is missing or no choice is said, and nothing is bought', async () => {
  const tag = listingWith('TAG-D')
  for (const [listing, answers, said] of [
    [tag, { Name: 'Milo' }, 'A photo of your dog'],
    [tag, { 'A photo of your dog': PNG, Name: 'x'.repeat(17) }, '16 characters'],
    [tag, { 'A photo of your dog': new Blob(['a'], { type: 'text/html' }), Name: 'Milo' }, 'no picture'],
    [listingWith('SIGN-P'), { 'Both names': 'A & B', Colour: 'Pink' }, 'choices'],
  ] as const) {
    const response = await fill(listing, answers)
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(said)])
  }
  expect(sim.state.receipts.size).toBe(0)
})

test('the buyer reads what the shop wrote at shipping, says that it arrived, and reviews it', async () => {
  const path = (await fill(listingWith('WAX'), {})).headers.get('location') ?? ''
  const receiptId = path.split('/').at(-1) ?? ''
  const act = (body: Record<string, string>) =>
    fetch(sim.url + path, { method: 'POST', body: new URLSearchParams(body), redirect: 'manual' })
  const { client } = await clientOf(sim)
  await client.addShipment(SHOP, receiptId, {
    tracking: 'RM1',
    carrier: 'royal-mail',
    note: 'See https://shop.example/c/1',
  })
  const page = await (await fetch(sim.url + path)).text()
  expect(page).toContain('RM1')
  expect(page).toContain('<a href="https://shop.example/c/1">')
  expect((await act({ act: 'cancel' })).status).toBe(409)
  await act({ act: 'deliver' })
  await act({ act: 'review', rating: '5', review: 'Smells of honey' })
  expect(sim.state.reviews.map(({ rating, review }) => [rating, review])).toEqual([[5, 'Smells of honey']])
})

test('a draft is its seller’s alone until it is published; what there is one of is sold once', async () => {
  const { client } = await clientOf(sim)
  const like = await client.listing(String(listingWith('WAX').listingId))
  const extra = { title: 'A gift box', description: 'Lined with felt.', amount: 1250, currency: 'EUR', like }
  const { listing_id: id, state } = await client.createDraft(SHOP, extra)
  const draft = sim.state.listings.get(Number(id)) as Listing
  expect([state, draft.price.amount, draft.images]).toEqual(['draft', 1250, listingWith('WAX').images])
  const page = async () => (await fetch(`${sim.url}/buy/listings/${id}`)).text()
  expect(await page()).toContain('Only its seller sees it')
  expect((await fill(draft, {})).status).toBe(404)
  expect((await client.listingsOf([id])).rows).toEqual([])
  const published = await fetch(`${sim.url}/buy/listings/${id}/publish`, { method: 'POST', redirect: 'manual' })
  expect(published.status).toBe(303)
  expect((await client.listingsOf([id])).rows).toMatchObject([{ listing_id: id, state: 'active' }])
  expect((await fill(draft, {})).status).toBe(303)
  expect(await page()).toContain('This is sold')
  expect((await fill(draft, {})).status).toBe(404)
  expect((await client.listing(id)).state).toBe('sold_out')
})

test('everything is there again after a restart, access too', async () => {
  await fill(listingWith('WAX'), {})
  const { tokens } = await clientOf(sim)
  const { accessToken } = await tokens.read()
  await sim.stop()
  sim = await startEtsySim({ file: join(folder, 'state.json') })
  const headers = { 'x-api-key': 'simkeystring:simsecret', authorization: `Bearer ${accessToken}` }
  const response = await fetch(`${sim.url}/v3/application/shops/${SHOP}/receipts`, { headers })
  expect(await response.json()).toMatchObject({ count: 1 })
})

test('the switches answer nobody who comes from a page', async () => {
  const headers = { origin: 'https://evil.example' }
  expect((await fetch(`${sim.url}/sim/grants/revoke`, { method: 'POST', headers })).status).toBe(403)
})
