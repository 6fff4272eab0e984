import type {
  EtsyMappingDto,
  EtsyParkedListDto,
  OrderDto,
  OrderEtsyDto,
  OrderFileListDto,
  OrderListDto,
  TimelineDto,
  WorkshopDto,
} from '@proofroom/contract'
import { buy, cancel, edit, type Purchase } from '@proofroom/etsy-sim'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bringFile } from '../../testing/index.ts'
import { fetchFile } from './files.ts'
import { connect, contextOf, countOf, rows, type Stage, startStage, stateOf, syncAll } from './testing/index.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
  await connect(stage)
})
afterEach(() => stage.stop())

const listing = (title: string) => {
  const found = [...stage.sim.state.listings.values()].find((one) => one.title.startsWith(title))
  if (!found) throw new Error(`Nobody sells ${title}.`)
  return found
}
const address = { first_line: '1 Mill', second_line: null, city: 'Leeds', state: null, zip: 'LS1' }
const ruth = { userId: 5, name: 'Ruth Hartley', email: 'ruth@example.com', countryIso: 'GB', address }

/** Of what the shop sells, with answers to its first questions. */
function sell(title: string, values: string[] = [], more: Partial<Purchase> & { mimeType?: string } = {}) {
  const one = listing(title)
  const { mimeType, ...purchase } = more
  const answers = values.map((value, i) => {
    const question = one.questions[i]
    if (!question) throw new Error('It asks no more.')
    return { question, value, ...(i === 0 && mimeType && { mimeType }) }
  })
  return buy(stage.sim.state, { buyer: ruth, wanted: [{ listing: one, quantity: 1, answers }], ...purchase })
}

const list = async () => (await stage.shop.owner.do<OrderListDto>('GET', `${stage.shop.path}/orders`)).orders
const orderOf = async ({ receiptId }: { receiptId: number }) => {
  const row = (await list()).find(({ label }) => label === String(receiptId))
  return stage.shop.owner.do<OrderDto>('GET', `${stage.shop.path}/orders/${row?.code}`)
}
const etsyOf = (order: OrderDto) =>
  stage.shop.owner.do<OrderEtsyDto>('GET', `${stage.shop.path}/orders/${order.code}/etsy`)

describe('what changes at Etsy', () => {
  test('is followed, and what the shop changed meanwhile stays', async () => {
    const receipt = sell('Walnut', ['The Hartleys', 'Serif'])
    await syncAll(stage)
    const before = await orderOf(receipt)
    await stage.shop.owner.do('PATCH', `${stage.shop.path}/orders/${before.code}`, { dueOn: '2030-01-31' })
    stage.sim.state.clock.advance(2)
    edit(stage.sim.state, receipt, { answers: { 'Names to engrave': 'The Hartley family' }, message: 'In oak, please' })
    await syncAll(stage)
    const after = await orderOf(receipt)
    expect(after.items[0]).toMatchObject({ id: before.items[0]?.id })
    expect(after.items[0]?.personalization[0]).toEqual({ name: 'Names to engrave', value: 'The Hartley family' })
    expect(after).toMatchObject({ customerNote: 'In oak, please', dueOn: '2030-01-31' })
  })

  test('stands on the order’s timeline as done there', async () => {
    const receipt = sell('Walnut', ['The Hartleys', 'Serif'])
    await syncAll(stage)
    stage.sim.state.clock.advance(2)
    edit(stage.sim.state, receipt, { message: 'In oak, please' })
    await syncAll(stage)
    stage.sim.state.clock.advance(2)
    cancel(stage.sim.state, receipt)
    await syncAll(stage)
    const { code } = await orderOf(receipt)
    const { entries } = await stage.shop.owner.do<TimelineDto>('GET', `${stage.shop.path}/orders/${code}/timeline`)
    expect(entries.map(({ kind, source }) => [kind, source])).toEqual([
      ['order.cancelled', 'etsy'],
      ['order.changed', 'etsy'],
      ['order.created', 'etsy'],
    ])
  })

  test('an older answer that comes late changes nothing', async () => {
    const receipt = sell('Walnut', ['The Hartleys', 'Serif'])
    await syncAll(stage)
    stage.sim.state.clock.advance(60)
    edit(stage.sim.state, receipt, { message: 'New' })
    await syncAll(stage)
    const now = receipt.updated
    Object.assign(receipt, { updated: now - 60, message: 'Old' })
    await syncAll(stage)
    expect((await orderOf(receipt)).customerNote).toBe('New')
  })
})

describe('an order that is here already', () => {
  test('by a file is joined, not doubled', async () => {
    const receipt = sell('Walnut', ['The Hartleys', 'Serif'])
    const file = await bringFile(stage.shop, [
      ['Order', 'Customer', 'Item'],
      [String(receipt.receiptId), 'Ruth Hartley', 'Walnut serving board, engraved'],
    ])
    await stage.shop.owner.do('POST', `${stage.shop.path}/imports/${file.id}/run`)
    await stage.t.platform.jobs.work()
    await expect.poll(() => countOf(stage, 'orders'), { timeout: 15_000 }).toBe(1)
    await syncAll(stage)
    const order = await orderOf(receipt)
    expect(await list()).toHaveLength(1)
    expect((await etsyOf(order)).receipt).toMatchObject({ receiptId: order.label, status: 'paid' })
  }, 30_000)

  test('by hand, under the same number, keeps it out: parked, told, and replayed', async () => {
    const receipt = sell('Walnut', ['The Hartleys', 'Serif'])
    const other = sell('Beeswax')
    const label = String(receipt.receiptId)
    const json = { customer: { name: 'Somebody' }, items: [{ title: 'Thing' }], label }
    const mine = await stage.shop.owner.do<OrderDto>('POST', `${stage.shop.path}/orders`, json)
    await syncAll(stage)
    expect((await list()).map((row) => row.label).sort()).toEqual([label, String(other.receiptId)].sort())
    const parked = () => stage.shop.owner.do<EtsyParkedListDto>('GET', `${stage.shop.path}/etsy/parked`)
    const [one] = (await parked()).parked
    expect(one).toMatchObject({ receiptId: label, buyer: 'Ruth Hartley', code: 'etsy.label_taken', tries: 1 })
    const replay = `${stage.shop.path}/etsy/parked/${one?.id}/replay`
    expect((await stage.shop.owner.do<EtsyParkedListDto>('POST', replay)).parked[0]?.tries).toBe(2)
    await stage.shop.owner.do('PATCH', `${stage.shop.path}/orders/${mine.code}/marks`, { label: 'Mine' })
    expect((await stage.shop.owner.do<EtsyParkedListDto>('POST', replay)).parked).toEqual([])
    expect((await orderOf(receipt)).customer.name).toBe('Ruth Hartley')
    const [kept] = await rows(stage, sql`select raw, outcome from etsy_parked`)
    expect(kept).toMatchObject({ raw: null, outcome: 'applied' })
  })
})

test('extra work joins the order it came from; given back, that goes on', async () => {
  const receipt = sell('Walnut', ['The Hartleys', 'Serif'])
  await syncAll(stage)
  const before = await orderOf(receipt)
  const extra = listing('Beeswax')
  await rows(
    stage,
    sql`insert into etsy_extras (id, shop_id, order_id, title, description, amount, currency, state, listing_id, member_id)
      select gen_random_uuid(), shop_id, id, 'Wax', 'Wax', 900, 'EUR', 'listed', ${String(extra.listingId)},
        (select id from members limit 1) from orders`,
  )
  const bought = sell('Beeswax')
  await syncAll(stage)
  const [only, ...more] = await list()
  expect([only?.label, more]).toEqual([before.label, []])
  const order = await orderOf(receipt)
  expect(order.items.map(({ title }) => title)).toEqual([before.title, 'Beeswax for boards'])
  expect((await etsyOf(order)).extras).toMatchObject([{ state: 'bought' }])
  stage.sim.state.clock.advance(2)
  cancel(stage.sim.state, bought)
  await syncAll(stage)
  expect((await orderOf(receipt)).cancelled).toBeNull()
  expect((await etsyOf(order)).extras).toMatchObject([{ state: 'withdrawn' }])
})

describe('which product it is', () => {
  async function addProduct(name: string): Promise<string> {
    const { workflows } = await stage.shop.owner.do<WorkshopDto>('GET', `${stage.shop.path}/workshop`)
    const json = { name, workflowId: workflows[0]?.id }
    const { products } = await stage.shop.owner.do<WorkshopDto>('POST', `${stage.shop.path}/products`, json)
    return products.find((one) => one.name === name)?.id as string
  }
  const mapping = () => stage.shop.owner.do<EtsyMappingDto>('GET', `${stage.shop.path}/etsy/mapping`)
  const say = (json: object) => stage.shop.owner.do<EtsyMappingDto>('PUT', `${stage.shop.path}/etsy/rules`, json)

  test('is asked once for a listing, with suggestions; its orders wait with a mark, and the next ones know', async () => {
    const boards = await addProduct('Serving board')
    await addProduct('Candle')
    const [one, two] = [sell('Walnut', ['A', 'Serif']), sell('Walnut', ['B', 'Serif'])]
    await syncAll(stage)
    const { questions } = await mapping()
    expect(questions).toMatchObject([{ title: 'Walnut serving board, engraved', orders: 2 }])
    expect(questions[0]?.suggestions.map(({ productId }) => productId)).toEqual([boards])
    const waiting = await orderOf(one)
    expect((await etsyOf(waiting)).questions).toEqual([
      { itemId: waiting.items[0]?.id, listingId: questions[0]?.listingId },
    ])
    const after = await say({ kind: 'listing', value: questions[0]?.listingId, productId: boards })
    expect(after).toMatchObject({ questions: [], rules: [{ label: 'Walnut serving board, engraved' }] })
    expect((await orderOf(two)).items[0]?.productId).toBe(boards)
    const three = sell('Walnut', ['C', 'Serif'])
    await syncAll(stage)
    expect((await orderOf(three)).items[0]?.productId).toBe(boards)
    expect((await mapping()).questions).toEqual([])
  })

  test('a SKU’s rule comes before a listing’s, and “none” is an answer', async () => {
    const boards = await addProduct('Serving board')
    const wax = listing('Beeswax')
    await say({ kind: 'listing', value: String(wax.listingId), productId: boards })
    await say({ kind: 'sku', value: 'wax', productId: null })
    const receipt = sell('Beeswax')
    await syncAll(stage)
    expect((await orderOf(receipt)).items[0]?.productId).toBeNull()
    expect((await mapping()).questions).toEqual([])
  })

  test('a tag or a section decides once the listing was read', async () => {
    const boards = await addProduct('Serving board')
    listing('Walnut').tags = ['Kitchen', 'oak']
    await say({ kind: 'tag', value: 'kitchen', productId: boards })
    const receipt = sell('Walnut', ['A', 'Serif'])
    await syncAll(stage)
    expect((await orderOf(receipt)).items[0]?.productId).toBe(boards)
  })
})

describe('a buyer’s file', () => {
  const PIXEL = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const put = (path: string, bytes: Uint8Array, mimeType = 'image/png') =>
    stage.sim.state.uploads.set(path, { path, mimeType, bytes: Uint8Array.from(bytes) })

  async function fetchAll() {
    for (const { id } of await rows(stage, sql`select id from etsy_files where state = 'waiting'`))
      await fetchFile(contextOf(stage), String(id), (file, source) => stage.t.ingest.ingestPage(file, source))
  }

  test('comes among the order’s files, and its address is forgotten', async () => {
    put('/files/dog', PIXEL)
    const receipt = sell('Dog tag', [`${stage.sim.url}/files/dog`, 'Milo'], { mimeType: 'image/png' })
    await syncAll(stage)
    expect((await stateOf(stage)).counts.files).toBe(1)
    await fetchAll()
    const order = await orderOf(receipt)
    const { files } = await stage.shop.owner.do<OrderFileListDto>(
      'GET',
      `${stage.shop.path}/orders/${order.code}/files`,
    )
    expect(files).toMatchObject([{ name: 'A photo of your dog', source: 'etsy', itemId: order.items[0]?.id }])
    expect((await etsyOf(order)).files).toMatchObject([{ state: 'fetched', fileId: files[0]?.id }])
    const [kept] = await rows(stage, sql`select sealed_url from etsy_files`)
    expect(kept?.sealed_url).toBeNull()
    expect(order.items[0]?.personalization).toEqual([{ name: 'Name', value: 'Milo' }])
  })

  test.each([
    ['that lies elsewhere', 'https://files.example.com/dog.png', 'etsy.file_elsewhere'],
    ['on a host that only looks like Etsy', 'https://www.etsy.com.example.com/dog.png', 'etsy.file_elsewhere'],
    ['of this machine', 'http://127.0.0.1:1/dog.png', 'etsy.file_elsewhere'],
  ])('%s is not fetched, and told', async (_, url, code) => {
    const receipt = sell('Dog tag', [url, 'Milo'], { mimeType: 'image/png' })
    await syncAll(stage)
    await fetchAll()
    expect((await etsyOf(await orderOf(receipt))).files).toMatchObject([{ state: 'failed', problem: { code } }])
  })

  test('that cannot be shown is kept all the same', async () => {
    put('/files/dog', Buffer.from('%PDF-1.4 not a picture'), 'application/pdf')
    const receipt = sell('Dog tag', [`${stage.sim.url}/files/dog`, 'Milo'], { mimeType: 'application/pdf' })
    await syncAll(stage)
    await fetchAll()
    const { code } = await orderOf(receipt)
    const { files } = await stage.shop.owner.do<OrderFileListDto>('GET', `${stage.shop.path}/orders/${code}/files`)
    expect(files).toMatchObject([{ picture: null, mediaType: 'application/pdf' }])
    const bytes = await stage.shop.owner.ask('GET', files[0]?.original ?? '')
    expect(bytes.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(await bytes.text()).toBe('%PDF-1.4 not a picture')
  })

  test('that is not there is told, and can be asked for again', async () => {
    put('/files/dog', new Uint8Array())
    const receipt = sell('Dog tag', [`${stage.sim.url}/files/dog`, 'Milo'], { mimeType: 'image/png' })
    await syncAll(stage)
    await fetchAll()
    const order = await orderOf(receipt)
    const [file] = (await etsyOf(order)).files
    expect(file).toMatchObject({ state: 'failed', problem: { code: 'upload.empty' } })
    put('/files/dog', PIXEL)
    await stage.shop.owner.do('POST', `${stage.shop.path}/orders/${order.code}/etsy/files/${file?.id}/retry`)
    await fetchAll()
    expect((await etsyOf(order)).files).toMatchObject([{ state: 'fetched' }])
  })
})

describe('when Etsy is difficult', () => {
  test('it is told, waited for as long as Etsy says, and goes on by itself', async () => {
    sell('Beeswax')
    stage.sim.state.faults.failures.push({ status: 429, times: 1, done: false, retryAfter: 900, path: '/receipts' })
    await syncAll(stage)
    const now = await stateOf(stage)
    expect(now).toMatchObject({ state: 'connected', lastError: { code: 'etsy.limited' } })
    expect(Date.parse(now.nextSyncAt ?? '') - Date.now()).toBeGreaterThan(800_000)
    await syncAll(stage)
    expect(await list()).toEqual([])
  })

  test('an order that cannot be read is parked, and the others come in', async () => {
    const bad = sell('Beeswax')
    const good = sell('Beeswax')
    bad.transactions[0]?.variations.push('nonsense' as never)
    await syncAll(stage)
    expect((await list()).map(({ label }) => label)).toEqual([String(good.receiptId)])
    expect((await stateOf(stage)).counts).toMatchObject({ parked: 1, orders: 1 })
  })
})
