import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EtsySim, startEtsySim } from '../sim.ts'
import { API_KEY, type Connected, clientOf } from '../testing.ts'
import { FIRST_SHOP } from '../world/seed.ts'

const SHOP = FIRST_SHOP.shopId
let sim: EtsySim
let connected: Connected
let listing: number
beforeAll(async () => {
  sim = await startEtsySim({ limits: { perSecond: 10_000, perDay: 1_000_000 } })
  connected = await clientOf(sim)
  listing = [...sim.state.listings.values()].find(({ sku }) => sku === 'BOARD-W')?.listingId ?? 0
})
afterAll(() => sim.stop())

async function call(method: string, path: string, body?: BodyInit, type?: string) {
  const { accessToken } = await connected.tokens.read()
  const headers = {
    'x-api-key': API_KEY,
    authorization: `Bearer ${accessToken}`,
    ...(type && { 'content-type': type }),
  }
  const response = await fetch(`${sim.url}/v3/application${path}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  })
  return { status: response.status, body: await response.json().catch(() => null) }
}

const ask = (questions: unknown, isSeveral = true) =>
  call(
    'POST',
    `/shops/${SHOP}/listings/${listing}/personalization${isSeveral ? '?supports_multiple_personalization_questions=true' : ''}`,
    JSON.stringify({ personalization_questions: questions }),
    'application/json',
  )

const TEXT = { question_text: 'Name', question_type: 'text_input', required: true, max_allowed_characters: 20 }

test('a write that does not know of several questions may not delete what is there', async () => {
  const before = await connected.client.questions(String(listing))
  expect((await ask([TEXT], false)).status).toBe(409)
  expect(await connected.client.questions(String(listing))).toEqual(before)
})

test('questions are replaced, and one that stays what it was keeps its number', async () => {
  const first = await ask([TEXT, { ...TEXT, question_text: 'Date' }])
  expect(first.status).toBe(201)
  const [name, date] = first.body.personalization_questions
  const second = await ask([
    { ...name, required: false },
    { ...date, question_text: 'Year' },
  ])
  const ids = second.body.personalization_questions.map(({ question_id: id }: { question_id: number }) => id)
  expect(ids[0]).toBe(name.question_id)
  expect(ids[1]).not.toBe(date.question_id)
  expect((await call('DELETE', `/shops/${SHOP}/listings/${listing}/personalization`)).status).toBe(204)
  expect(await connected.client.questions(String(listing))).toEqual([])
})

test.each([
  ['none', []],
  ['six', Array.from({ length: 6 }, (_, i) => ({ ...TEXT, question_text: `Q${i}` }))],
  ['a text without a length', [{ ...TEXT, max_allowed_characters: undefined }]],
  ['a title of 46 characters', [{ ...TEXT, question_text: 'x'.repeat(46) }]],
  ['a title that begins with a sign', [{ ...TEXT, question_text: '!Name' }]],
  ['shouted instructions', [{ ...TEXT, instructions: 'READ THIS NOW please' }]],
  [
    'a dropdown with instructions',
    [
      {
        ...TEXT,
        question_type: 'dropdown',
        max_allowed_characters: null,
        instructions: 'a',
        options: [{ label: 'A' }],
      },
    ],
  ],
  [
    'a dropdown with one label twice',
    [{ ...TEXT, question_type: 'dropdown', max_allowed_characters: null, options: [{ label: 'A' }, { label: 'A' }] }],
  ],
  [
    'two uploads',
    [1, 2].map((i) => ({
      question_text: `P${i}`,
      question_type: 'unlabeled_upload',
      required: true,
      max_allowed_files: 1,
    })),
  ],
  ['a required question that costs', [{ ...TEXT, add_on_price: 3 }]],
])('%s is refused', async (_, questions) => {
  expect((await ask(questions)).status).toBe(400)
})

test('whatever is sent is a 201 or a 400, never a failure', { timeout: 60_000 }, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  console.log(`seed ${seed}`)
  const likely = fc.record(
    {
      question_text: fc.string(),
      question_type: fc.constantFrom('text_input', 'dropdown', 'unlabeled_upload', 'labeled_upload', 'other'),
      required: fc.boolean(),
      max_allowed_characters: fc.option(fc.integer({ min: -1, max: 2000 })),
      max_allowed_files: fc.option(fc.integer({ min: -1, max: 12 })),
      options: fc.option(fc.array(fc.record({ label: fc.string() }), { maxLength: 4 })),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.array(likely, { maxLength: 6 }), fc.anything()), async (questions) => {
      expect([201, 400]).toContain((await ask(questions)).status)
    }),
    { numRuns: 150, seed },
  )
})

test('a draft is a form, needs what a thing that is sent needs, and an image to be shown', async () => {
  const draft = {
    ...{ quantity: '1', title: 'A new board', description: 'Made to order', price: '42.50', who_made: 'i_did' },
    ...{
      when_made: 'made_to_order',
      taxonomy_id: '1',
      shipping_profile_id: '1',
      readiness_state_id: '1',
      tags: 'oak,board',
    },
  }
  const made = await call('POST', `/shops/${SHOP}/listings`, new URLSearchParams(draft))
  expect([made.status, made.body.price.amount, made.body.tags]).toEqual([201, 4250, ['oak', 'board']])
  const { readiness_state_id: _, ...bare } = draft
  expect((await call('POST', `/shops/${SHOP}/listings`, new URLSearchParams(bare))).status).toBe(400)
  expect((await call('POST', `/shops/${SHOP}/listings`, JSON.stringify(draft), 'application/json')).status).toBe(400)
  const path = `/shops/${SHOP}/listings/${made.body.listing_id}`
  expect((await call('PATCH', path, new URLSearchParams({ state: 'active' }))).status).toBe(400)
  expect((await call('PATCH', path, new URLSearchParams({ title: 'Oak' }))).body.title).toBe('Oak')
  const old = new URLSearchParams({ personalization_is_required: 'true' })
  expect((await call('PATCH', path, old)).status).toBe(400)
  const drafts = await connected.client.listings(String(SHOP), { state: 'draft' })
  expect(drafts.rows.map(({ title }) => title)).toEqual(['Oak'])
})

test('listings, pictures, reviews and several at once', async () => {
  const { rows } = await connected.client.listings(String(SHOP), { state: 'active' })
  expect(rows).toHaveLength(5)
  const ids = rows.map((row) => row.listing_id)
  const several = await call('GET', `/listings/batch?listing_ids=${ids.join(',')}&includes=Images,Personalization`)
  expect(several.body.results.map((one: { images: unknown[] }) => one.images.length)).toEqual([1, 1, 1, 1, 1])
  const { body } = await call('GET', `/listings/${ids[0]}/images`)
  expect((await fetch(body.results[0].url_fullxfull)).headers.get('content-type')).toBe('image/svg+xml')
  expect((await call('GET', `/listings/${ids[0]}?includes=Inventory`)).status).toBe(400)
  expect((await call('GET', `/listings/${ids[0]}/reviews`)).body).toEqual({ count: 0, results: [] })
  expect((await call('GET', '/listings/999999999')).status).toBe(404)
})
