import { afterEach, expect, test } from 'vitest'
import { EtsyClient, type TokenKeeper } from './client.ts'
import { Limiter } from './limiter.ts'
import { ETSY, type Tokens } from './oauth.ts'
import { type Asked, type Said, type TestEtsy, testEtsy } from './testing.ts'

let etsy: TestEtsy | null = null
afterEach(async () => {
  await etsy?.close()
  etsy = null
})

const tokensUntil = (accessToken: string, expiresAt: Date): Tokens => ({
  ...{ accessToken, refreshToken: '7.refresh', userId: '7', expiresAt },
})
const LATER = new Date('2030-01-01')

function keeper(): TokenKeeper & { renewed: number } {
  let tokens = tokensUntil('7.first', LATER)
  return {
    renewed: 0,
    read: async () => tokens,
    async renew() {
      this.renewed++
      tokens = tokensUntil(`7.renewed${this.renewed}`, LATER)
      return tokens
    },
  }
}

async function open(answer: (asked: Asked, nth: number) => Said | 'hang up', tokens: TokenKeeper = keeper()) {
  etsy = await testEtsy(answer)
  const waited: number[] = []
  const wait = async (ms: number) => void waited.push(ms)
  const client = new EtsyClient({
    ...{ hosts: { consent: etsy.api, api: etsy.api }, apiKey: 'key:secret', shop: 'a', tokens, wait },
    limiter: new Limiter({ perSecond: 1_000 }),
  })
  return { client, asked: etsy.asked, waited }
}

test('key and secret go with every call, the token where it is needed', async () => {
  const { client, asked } = await open(({ url }) => ({
    body: url.pathname.endsWith('/users/me') ? { user_id: 7, shop_id: 9 } : { application_id: 123 },
  }))
  expect(await client.ping()).toBe('123')
  expect(await client.me()).toEqual({ userId: '7', shopId: '9' })
  expect(asked.map(({ headers }) => [headers['x-api-key'], headers.authorization])).toEqual([
    ['key:secret', undefined],
    ['key:secret', 'Bearer 7.first'],
  ])
})

test('a shipment is JSON, a mark is a form', async () => {
  const { client, asked } = await open(() => ({ body: { receipt_id: 5 } }))
  await client.addShipment('9', '5', { tracking: 'T 1', carrier: 'dhl', note: 'Watch it being made: …' })
  await client.markShipped('9', '5')
  expect(asked.map(({ method, url, headers, body }) => [method, url.pathname, headers['content-type'], body])).toEqual([
    [
      ...['POST', '/v3/application/shops/9/receipts/5/tracking', 'application/json'],
      '{"tracking_code":"T 1","carrier_name":"dhl","note_to_buyer":"Watch it being made: …"}',
    ],
    [
      ...['PUT', '/v3/application/shops/9/receipts/5', 'application/x-www-form-urlencoded;charset=UTF-8'],
      'was_shipped=true',
    ],
  ])
})

test('a token that is over is renewed once, and the call made again', async () => {
  const tokens = keeper()
  const { client, asked } = await open(
    ({ headers }) =>
      headers.authorization === 'Bearer 7.first'
        ? { status: 401, body: { error: 'The access token is expired.' } }
        : { body: { user_id: 7, shop_id: null } },
    tokens,
  )
  expect(await client.me()).toEqual({ userId: '7', shopId: null })
  expect(tokens.renewed).toBe(1)
  expect(asked).toHaveLength(2)
})

test('one that is about to be over is renewed before it is used', async () => {
  const tokens = keeper()
  tokens.read = async () => tokensUntil('7.old', new Date(Date.now() + 30_000))
  const { client, asked } = await open(() => ({ body: { user_id: 7 } }), tokens)
  await client.me()
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer 7.renewed1'])
})

test('what was refused for the limit is asked again after as long as Etsy said, writes too', async () => {
  const { client, asked } = await open((_, nth) =>
    nth === 1
      ? { status: 429, headers: { 'retry-after': '0' }, body: { error: 'Slow down.' } }
      : { body: { receipt_id: 5 } },
  )
  await client.markShipped('9', '5')
  expect(asked).toHaveLength(2)
})

test('a question is asked again when the line breaks, a write never', async () => {
  const broken = await open((_, nth) => (nth < 3 ? 'hang up' : { body: { application_id: 1 } }))
  expect(await broken.client.ping()).toBe('1')
  expect(broken.waited).toHaveLength(2)
  await etsy?.close()
  const { client, asked } = await open(() => 'hang up')
  const parcel = { tracking: 'T', carrier: 'other' }
  await expect(client.addShipment('9', '5', parcel)).rejects.toMatchObject({ code: 'etsy.unavailable' })
  expect(asked).toHaveLength(1)
})

test.each([
  [403, 'Shared secret is required in x-api-key header.', 'etsy.key_refused'],
  [403, 'access token has been revoked', 'etsy.grant_lost'],
  [403, 'This seller may not do that.', 'etsy.not_allowed'],
  [404, 'There is no such thing.', 'etsy.not_found'],
  [409, 'It is there already.', 'etsy.conflict'],
  [400, 'carrier_name is missing', 'etsy.invalid'],
  [400, 'The note may not say revoked', 'etsy.invalid'],
])('%i "%s" is %s', async (status, error, code) => {
  const { client } = await open(() => ({ status, body: { error } }))
  await expect(client.shop('9')).rejects.toMatchObject({ code, status, message: error })
})

test('an answer that is no JSON, or not what was asked for, is told apart from a refusal', async () => {
  const { client } = await open(() => ({ body: '<html>' }))
  await expect(client.shop('9')).rejects.toMatchObject({ code: 'etsy.unreadable' })
})

type Row = { receipt_id: number; updated_timestamp: number }

/** Pages as Etsy gives them, out of these rows. */
function pager(rows: Row[]) {
  return ({ url }: Asked): Said => {
    const since = Number(url.searchParams.get('min_last_modified') ?? 0)
    const offset = Number(url.searchParams.get('offset'))
    const found = rows.filter((row) => row.updated_timestamp >= since)
    return { body: { count: found.length, results: found.slice(offset, offset + 100) } }
  }
}

const START = 1_790_000_000

test.each([
  ['each in a second of its own', (i: number) => i],
  ['three hundred in one second', (i: number) => (i < 50 ? i : i < 350 ? 50 : i)],
  ['all in one second', () => 0],
])('every receipt is read, %s', async (_, second) => {
  const rows = Array.from({ length: 730 }, (_, i) => ({ receipt_id: i + 1, updated_timestamp: START + second(i) }))
  const { client, asked } = await open(pager(rows))
  const seen = new Set<string>()
  for await (const page of client.receiptsSince('9', new Date(START * 1000)))
    for (const row of page.rows) seen.add(row.receipt_id)
  expect(seen.size).toBe(730)
  expect(asked.every(({ url }) => url.searchParams.get('sort_on') === 'updated')).toBe(true)
  expect(asked.length).toBeLessThan(12)
})

test('a receipt that cannot be read keeps nobody else out', async () => {
  const { client } = await open(() => ({ body: { count: 2, results: [{ receipt_id: null }, { receipt_id: 5 }] } }))
  const page = await client.receipts('9')
  expect(page.rows.map((row) => row.receipt_id)).toEqual(['5'])
  expect(page.unreadable).toHaveLength(1)
})

test('rows that leave the second while it is counted take nobody with them', async () => {
  const rows = Array.from({ length: 730 }, (_, i) => ({ receipt_id: i + 1, updated_timestamp: START }))
  const { client } = await open((asked) => pager(rows)(asked))
  const seen = new Set<string>()
  let last = rows.length
  for await (const page of client.receiptsSince('9', new Date(START * 1000))) {
    for (const row of page.rows) seen.add(row.receipt_id)
    // A seller marks fifteen of those that were just read: they are the newest now.
    for (const row of last > 330 ? rows.splice(0, 15) : []) {
      rows.push({ ...row, updated_timestamp: START + 1 })
      last--
    }
  }
  expect(seen.size).toBe(730)
})

test('from the beginning is from where Etsy begins', async () => {
  const { client, asked } = await open(() => ({ body: { count: 0, results: [] } }))
  await client.receipts('9', { changedSince: new Date(0) })
  expect(asked[0]?.url.searchParams.get('min_last_modified')).toBe('946684800')
})

test('a limit that speaks of the key is a limit, and one for hours sends everybody away at once', async () => {
  const { client, asked } = await open(() => ({
    ...{ status: 429, headers: { 'retry-after': '3600' }, body: { error: 'API key exceeded its daily limit' } },
  }))
  const both = await Promise.allSettled([client.ping(), client.ping(), client.ping()])
  expect(both.map((one) => (one.status === 'rejected' ? one.reason.code : 'fine'))).toEqual(
    Array(3).fill('etsy.limited'),
  )
  const before = asked.length
  await expect(client.shop('9')).rejects.toMatchObject({ code: 'etsy.limited', retryAfterMs: expect.any(Number) })
  expect(asked).toHaveLength(before)
})

test('an answer that breaks off is one that was lost, not one that cannot be read', async () => {
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(new TextEncoder().encode('{"receipt_id":'))
      stream.error(new Error('cut'))
    },
  })
  const client = new EtsyClient({
    ...{ hosts: ETSY, apiKey: 'key:secret', shop: 'a', tokens: keeper(), limiter: new Limiter() },
    fetch: async () => new Response(body),
  })
  const cut = client.addShipment('9', '5', { tracking: 'T', carrier: 'other' })
  await expect(cut).rejects.toMatchObject({ code: 'etsy.unavailable' })
})

test('what is no number leads nowhere', async () => {
  const { client, asked } = await open(() => ({ body: {} }))
  for (const id of ['../listings', '9/receipts/5', '', '9?limit=1', '%2e%2e'])
    await expect(client.receipt(id, '5')).rejects.toMatchObject({ code: 'etsy.invalid' })
  await expect(client.questions('../x')).rejects.toMatchObject({ code: 'etsy.invalid' })
  expect(asked).toHaveLength(0)
})

test('signs that no database keeps do not come in', async () => {
  const body = '{"receipt_id":5,"name":"Ann\\u0000 \\ud800x","message_from_buyer":"\\ud83d\\ude00"}'
  const { client } = await open(() => ({ body }))
  const { name, message_from_buyer: message } = await client.receipt('9', '5')
  expect([name, message]).toEqual(['Ann \ufffdx', '😀'])
})

test('a listing is changed by a form of what is different, its questions by all of them', async () => {
  const { client, asked } = await open(({ method, url }) =>
    method === 'DELETE'
      ? { status: 204, body: '' }
      : { body: url.pathname.endsWith('personalization') ? { personalization_questions: [] } : { listing_id: 5 } },
  )
  await client.changeListing('9', '5', { title: 'Oak & ash', tags: ['oak', 'two words'] })
  await client.changeListing('9', '5', { tags: [] })
  const name = { question_text: 'Name', question_type: 'text_input', required: true, max_allowed_characters: 20 }
  await client.replaceQuestions('9', '5', [name])
  await client.replaceQuestions('9', '5', [])
  expect(asked.map(({ method, url, body }) => [method, `${url.pathname.slice(15)}${url.search}`, body])).toEqual([
    ['PATCH', '/shops/9/listings/5', 'title=Oak+%26+ash&tags=oak%2Ctwo+words'],
    ['PATCH', '/shops/9/listings/5', 'tags='],
    [
      ...['POST', '/shops/9/listings/5/personalization?supports_multiple_personalization_questions=true'],
      JSON.stringify({ personalization_questions: [name] }),
    ],
    ['DELETE', '/shops/9/listings/5/personalization', ''],
  ])
})

test('what a question holds beside what we know is kept', async () => {
  const question = { question_text: 'Wood', question_type: 'dropdown', required: true, swatches: ['oak'] }
  const { client } = await open(() => ({
    body: { listing_id: 5, personalization: { personalization_questions: [question] } },
  }))
  expect((await client.listing('5')).personalization?.personalization_questions[0]).toMatchObject(question)
})

const LIKE = {
  ...{ listing_id: 8, state: 'active', listing_type: 'physical', who_made: 'i_did', when_made: 'made_to_order' },
  ...{ taxonomy_id: 66, shipping_profile_id: 301, readiness_state_id: 401, return_policy_id: null },
  images: [{ listing_image_id: 501 }, { listing_image_id: 502 }],
}

test('a draft is a form, like another listing, with a decimal price', async () => {
  const { client, asked } = await open(({ method }) => ({ body: method === 'GET' ? LIKE : { listing_id: 9 } }))
  const like = await client.listing('8')
  const extra = { title: 'Gift box, please', description: 'A box\nRef. 1', like }
  await client.createDraft('9', { ...extra, amount: 1250, currency: 'EUR' })
  await client.createDraft('9', {
    ...extra,
    amount: 150_000,
    currency: 'JPY',
    like: { ...like, listing_type: 'download' },
  })
  expect(asked[0]?.url.search).toBe('?includes=Images%2CPersonalization')
  const [euros, yen] = asked.slice(1).map(({ body }) => Object.fromEntries(new URLSearchParams(body)))
  expect(euros).toEqual({
    ...{ title: 'Gift box, please', description: 'A box\nRef. 1', quantity: '1', price: '12.50' },
    ...{ who_made: 'i_did', when_made: 'made_to_order', taxonomy_id: '66', type: 'physical' },
    ...{ shipping_profile_id: '301', readiness_state_id: '401', image_ids: '501,502' },
    ...{ is_supply: 'false', should_auto_renew: 'false' },
  })
  expect(yen).toMatchObject({ price: '1500', type: 'download' })
  expect(yen).not.toHaveProperty('shipping_profile_id')
})

test('a draft whose answer was lost is not asked for again', async () => {
  const { client, asked } = await open(({ method }) => (method === 'GET' ? { body: LIKE } : 'hang up'))
  const like = await client.listing('8')
  const draft = { title: 'A', description: 'B', amount: 100, currency: 'EUR', like }
  await expect(client.createDraft('9', draft)).rejects.toMatchObject({ code: 'etsy.unavailable' })
  expect(asked).toHaveLength(2)
})

test('a listing goes on sale, and off it, by a form', async () => {
  const { client, asked } = await open(() => ({ body: { listing_id: 8, state: 'active' } }))
  await client.setListingState('9', '8', 'active')
  await client.setListingState('9', '8', 'inactive')
  expect(asked.map(({ method, url, body }) => [method, url.pathname, body])).toEqual([
    ['PATCH', '/v3/application/shops/9/listings/8', 'state=active'],
    ['PATCH', '/v3/application/shops/9/listings/8', 'state=inactive'],
  ])
})
