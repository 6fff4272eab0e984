import type { ChangedOrdersDto, OrderDto, OrderListDto, OrderViewsDto, TimelineDto } from '@proofroom/contract'
import { inTransaction } from '@proofroom/db'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildMember,
  buildOrder,
  buildProof,
  buildShop,
  buildSigned,
  idOfShop,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
})
afterAll(() => t.stop())

const list = (query: Record<string, string>, of = shop) =>
  of.owner.do<OrderListDto>('GET', `${of.path}/orders?${new URLSearchParams(query)}`)
const labels = async (query: Record<string, string>, of = shop) =>
  (await list(query, of)).orders.map(({ label }) => label)
const change = (orders: OrderDto[], json: object, of = shop) =>
  of.owner.do<ChangedOrdersDto>('POST', `${of.path}/orders/bulk`, { orders: orders.map(({ code }) => code), ...json })

/** Every page from the first to the last. */
async function allPages(query: Record<string, string>, of: Shop, between?: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  let after: string | null = null
  do {
    const page: OrderListDto = await list({ ...query, ...(after ? { after } : {}) }, of)
    seen.push(...page.orders.map(({ label }) => label))
    after = page.next
    await between?.()
  } while (after)
  return seen
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe('search', () => {
  test('finds beginnings of words without regard to accents and capitals, in every text of an order', async () => {
    const order = await buildOrder(shop, {
      customer: { name: 'Željko Ångström-O’Neill', email: 'zeljko@ängstrom-werk.example.com'.replace('ä', 'a') },
      items: [
        { title: 'Gravierte Straßentafel', quantity: 1, personalization: [{ name: 'Size', value: '8 × 10 in' }] },
        { title: 'Œuvre box', quantity: 1, personalization: [] },
      ],
    })
    await change([order], { addTags: ['Hochzeit'] })
    const asked = ['zelj', 'ŽELJKO', 'angstrom', 'oneill', 'o’neill', "o'neill", 'neill', 'strassen', 'STRASSENTAFEL']
    const found = [
      ...asked.filter((q) => q !== 'oneill'),
      'oeuvre',
      '8 x 10',
      'hochz',
      'werk',
      'zeljko@ang',
      'gravierte zelj 8',
    ]
    for (const q of found) expect(await labels({ q }), q).toContain(order.label)
    for (const q of ['eljko', 'oneill', 'tafel', 'zeljko 9', 'size'])
      expect(await labels({ q }), q).not.toContain(order.label)
  })

  test('follows every change, and nothing that is gone stays', async () => {
    const order = await buildOrder(shop, {
      customer: { name: 'Quincy', email: 'quincy@example.com' },
      items: [{ title: 'Marquetry tray', quantity: 1, personalization: [{ name: 'Name', value: 'Xanthippe' }] }],
    })
    const other = await buildOrder(shop, { customer: { name: 'Quincy', email: 'quincy@example.com' } })
    expect(await labels({ q: 'quincy' })).toEqual([other.label, order.label])
    const at = `${shop.path}/orders/${order.code}`
    await shop.owner.do('PATCH', at, { items: [{ title: 'Inlaid tray' }, { title: 'Zither' }] })
    expect([await labels({ q: 'xanthippe' }), await labels({ q: 'marquetry' })]).toEqual([[], []])
    expect(await labels({ q: 'zither inlaid' })).toEqual([order.label])
    await shop.owner.do('PATCH', at, { items: [{ title: 'Inlaid tray' }] })
    expect(await labels({ q: 'zither' })).toEqual([])
    await shop.owner.do('PATCH', `${shop.path}/customers/${order.customer.id}`, { name: 'Rumpelstilz' })
    expect(await labels({ q: 'rumpel' })).toEqual([other.label, order.label])
    expect(await labels({ q: 'quincy' })).toEqual([other.label, order.label])
    await shop.owner.do('PATCH', `${shop.path}/customers/${order.customer.id}`, { email: null })
    expect(await labels({ q: 'quincy' })).toEqual([])
    await change([order], { addTags: ['Yule'] })
    expect(await labels({ q: 'yule' })).toEqual([order.label])
    await change([order], { removeTags: ['yule'] })
    expect(await labels({ q: 'yule' })).toEqual([])
  })

  test('finds a parcel by its tracking, and no longer once it was corrected', async () => {
    const signed = await buildSigned(shop, { items: [{ title: 'Box', quantity: 1, personalization: [] }] })
    const at = `${shop.path}/orders/${signed.order.code}`
    const shopId = await idOfShop(t, shop)
    const write = (tracking: string) =>
      inTransaction(t.database.db, { shopId }, (tx) =>
        tx.execute(sql`insert into shipments (id, shop_id, order_id, carrier, tracking, shipped_at)
          select gen_random_uuid(), ${shopId}, id, 'DHL', ${tracking}, now() from orders where code = ${signed.order.code}`),
      )
    await write('JD0146-000')
    expect((await shop.owner.do<OrderDto>('GET', at)).label).toBe(signed.order.label)
    expect(await labels({ q: 'jd0146' })).toEqual([signed.order.label])
    await inTransaction(t.database.db, { shopId }, (tx) => tx.execute(sql`update shipments set tracking = 'RX99'`))
    expect([await labels({ q: 'jd0146' }), await labels({ q: 'rx99' })]).toEqual([[], [signed.order.label]])
  })

  test('the words of every order are what its texts say, whatever was done to it', async () => {
    const shopId = await idOfShop(t, shop)
    const [row] = await inTransaction(t.database.db, { shopId }, (tx) =>
      tx.execute<{ missing: number; extra: number }>(sql`
        with said as (select distinct t.order_id, word from order_texts((select array_agg(id) from orders)) t, words_of(t.said) word)
        select (select count(*)::int from (select order_id, word from said except select order_id, word from order_words) m) as missing,
          (select count(*)::int from (select order_id, word from order_words except select order_id, word from said) e) as extra`),
    )
    expect(row).toEqual({ missing: 0, extra: 0 })
  })

  test('of another shop finds nothing here', async () => {
    await buildOrder(shop, { customer: { name: 'Onlyhere' } })
    expect(await labels({ q: 'onlyhere' })).toHaveLength(1)
    expect(await labels({ q: 'onlyhere' }, await buildShop(t))).toEqual([])
  })
})

describe('pages', () => {
  let own: Shop
  beforeAll(async () => {
    own = await buildShop(t)
    for (let i = 0; i < 110; i++)
      await buildOrder(own, {
        customer: { name: `${'ABC'[i % 3]} ${i % 7}` },
        dueOn: i % 4 === 0 ? null : inDays((i * 7) % 40),
      })
  }, 60_000)

  test.each([
    ['placed', 'desc'],
    ['placed', 'asc'],
    ['due', 'asc'],
    ['due', 'desc'],
    ['customer', 'asc'],
    ['order', 'desc'],
    ['since', 'asc'],
  ])(
    'by %s %s: every order once, in order, whatever comes in meanwhile',
    async (sort, dir) => {
      const before = await allPages({ sort, dir }, own)
      expect(before.length).toBeGreaterThanOrEqual(110)
      expect(new Set(before).size).toBe(before.length)
      let came = 0
      const during = await allPages({ sort, dir }, own, () =>
        buildOrder(own, { customer: { name: `B ${came++}` }, dueOn: inDays(came) }),
      )
      const known = new Set(before)
      expect(during.filter((label) => known.has(label))).toEqual(before)
      expect(new Set(during).size).toBe(during.length)
      const due = (await list({ sort: 'due', dir: dir as 'asc' }, own)).orders.map((one) => one.dueOn)
      const dated = due.filter((day) => day !== null)
      expect(due.slice(0, dated.length)).toEqual(dated)
    },
    60_000,
  )

  test('a cursor that we did not make begins from the start', async () => {
    const first = await list({})
    for (const after of ['x', 'bm90IGpzb24', Buffer.from('["a","b"]').toString('base64url')])
      expect((await list({ after })).orders[0]?.label).toBe(first.orders[0]?.label)
  })
})

describe('filters', () => {
  let own: Shop
  let ids: Record<'late' | 'soon' | 'far' | 'undated' | 'asked', OrderDto>
  beforeAll(async () => {
    own = await buildShop(t)
    ids = {
      late: await buildOrder(own, { dueOn: inDays(-3) }),
      soon: await buildOrder(own, { dueOn: inDays(0) }),
      far: await buildOrder(own, { dueOn: inDays(30) }),
      undated: await buildOrder(own),
      asked: (await buildProof(own)).order,
    }
    await change([ids.late, ids.far], { addTags: ['Wedding', 'Oak'], priority: 'rush' }, own)
  })
  const only = async (query: Record<string, string>) => (await labels(query, own)).sort()
  const are = (...names: (keyof typeof ids)[]) => names.map((name) => ids[name].label).sort()

  test('by what is due', async () => {
    expect(await only({ due: 'late' })).toEqual(are('late'))
    expect(await only({ due: 'today' })).toEqual(are('soon'))
    expect(await only({ due: 'week' })).toEqual(are('soon'))
    expect(await only({ due: 'none' })).toEqual(are('undated', 'asked'))
    expect(await only({ dueFrom: inDays(1), dueTo: inDays(40) })).toEqual(are('far'))
  })

  test('by whose move, phase, tag, rush, customer and when it was placed, all together', async () => {
    expect(await only({ move: 'waiting' })).toEqual(are('asked'))
    expect(await only({ move: 'yours' })).toEqual(are('late', 'soon', 'far', 'undated'))
    expect(await only({ phase: 'proof_out' })).toEqual(are('asked'))
    expect(await only({ tag: 'Wedding' })).toEqual(are('late', 'far'))
    expect(await only({ rush: 'yes', due: 'late' })).toEqual(are('late'))
    expect(await only({ customer: ids.far.customer.id })).toEqual(are('far'))
    expect(await only({ placedFrom: inDays(-1), placedTo: inDays(1) })).toHaveLength(5)
    expect(await only({ placedFrom: inDays(2) })).toEqual([])
    expect(await only({ tag: 'wedding' })).toEqual([])
  })

  test('by product and by who makes it, with where the items are', async () => {
    const { products } = await own.owner.do<{ products: { id: string }[] }>('POST', `${own.path}/products`, {
      name: 'Coaster',
      workflowId: (await own.owner.do<{ workflows: { id: string }[] }>('GET', `${own.path}/workshop`)).workflows[0]?.id,
    })
    const product = products[0]?.id as string
    const { memberId } = await buildMember(own, 'maker')
    const order = await buildOrder(own, {
      items: [{ title: 'Coaster', quantity: 4, personalization: [], productId: product }],
    })
    const cards = [{ id: order.items[0]?.id, version: 1 }]
    await own.owner.do('POST', `${own.path}/board/assignments`, { cards, assigneeId: memberId })
    const queries: Record<string, string>[] = [{ product }, { assignee: memberId }]
    for (const query of queries) {
      const found = (await list(query, own)).orders
      expect(found.map(({ label }) => label)).toEqual([order.label])
      expect(found[0]?.places).toEqual([{ place: 'to_start', name: null, colour: null, items: 1 }])
    }
    const choices = await own.owner.do('GET', `${own.path}/order-choices`)
    expect(choices).toMatchObject({ tags: ['Oak', 'Wedding'], products: [{ name: 'Coaster' }] })
  })

  test('a filter that is none says so', async () => {
    const told = await own.owner.refused('GET', `${own.path}/orders?due=someday`)
    expect(told).toMatchObject({ status: 422, code: 'input' })
  })
})

describe('many at once', () => {
  test('each changes whole or says why, with an event of its own', async () => {
    const own = await buildShop(t)
    const [one, two, full] = [await buildOrder(own), await buildOrder(own), await buildOrder(own)]
    await change([full], { addTags: Array.from({ length: 10 }, (_, i) => `a${i}`) }, own)
    await change([full], { addTags: Array.from({ length: 10 }, (_, i) => `b${i}`) }, own)
    const gone = { ...one, code: 'nothere1' }
    const done = await change(
      [one, two, full, gone],
      { addTags: ['Gift', 'gift'], dueOn: inDays(5), priority: 'rush' },
      own,
    )
    expect(done.changed.sort()).toEqual([one.code, two.code].sort())
    expect(done.refused.map(({ order, code }) => [order, code]).sort()).toEqual(
      [
        ['nothere1', 'not_found'],
        [full.code, 'order.many_tags'],
      ].sort(),
    )
    const rows = (await list({}, own)).orders
    const row = (order: OrderDto) => rows.find(({ code }) => code === order.code)
    expect(row(one)).toMatchObject({ tags: ['Gift'], isRush: true, dueOn: inDays(5) })
    expect(row(full)).toMatchObject({ isRush: false, dueOn: null })
    const kinds = async (order: OrderDto) =>
      (await own.owner.do<TimelineDto>('GET', `${own.path}/orders/${order.code}/timeline`)).entries.map(
        ({ kind }) => kind,
      )
    expect(await kinds(one)).toEqual(['order.changed', 'order.created'])
    await change([one], { addTags: ['GIFT'], priority: 'rush' }, own)
    expect(await kinds(one)).toEqual(['order.changed', 'order.created'])
    await change([one], { removeTags: ['gift'], dueOn: null, priority: 'normal' }, own)
    expect(await own.owner.do('GET', `${own.path}/orders/${one.code}`)).toMatchObject({ dueOn: null })
  })

  test('are held for one reason, and taken off hold; what has left cannot be held', async () => {
    const own = await buildShop(t)
    const [one, two] = [await buildOrder(own), await buildOrder(own)]
    const { order: gone } = await buildSigned(own)
    await inTransaction(t.database.db, { shopId: await idOfShop(t, own) }, (tx) =>
      tx.execute(
        sql`update orders set facts = facts || '{"shippedAt": "2026-11-20T10:00:00.000Z"}' where code = ${gone.code}`,
      ),
    )
    const hold = { reason: 'The walnut is late' }
    const done = await change([one, two, gone], { hold }, own)
    expect(done.refused.map(({ order, code }) => [order, code])).toEqual([[gone.code, 'order.shipped']])
    const read = (order: OrderDto) => own.owner.do<OrderDto>('GET', `${own.path}/orders/${order.code}`)
    const kinds = async (order: OrderDto) =>
      (await own.owner.do<TimelineDto>('GET', `${own.path}/orders/${order.code}/timeline`)).entries.map(
        ({ kind }) => kind,
      )
    expect((await read(one)).move.reason).toBe('held')
    await change([one], { hold }, own)
    expect(await kinds(one)).toEqual(['order.held', 'order.created'])
    await change([one, two], { hold: null, addTags: ['walnut'] }, own)
    await change([one], { hold: null }, own)
    expect((await read(one)).move.reason).toBe('send_first_proof')
    expect((await kinds(one)).sort()).toEqual(['order.changed', 'order.created', 'order.held', 'order.taken_off_hold'])
  })

  test('a signature does not keep the shop from its own notes; another shop’s orders are as nothing', async () => {
    const own = await buildShop(t)
    const signed = await buildSigned(own)
    expect(await change([signed.order], { addTags: ['Box'] }, own)).toMatchObject({ refused: [] })
    const other = await change([signed.order], { addTags: ['Mine'] }, shop)
    expect(other).toMatchObject({ changed: [], refused: [{ code: 'not_found' }] })
  })
})

describe('views', () => {
  test('are the shop’s, keep only what the table understands, and can be removed', async () => {
    const own = await buildShop(t)
    const save = (name: string, search: string) =>
      own.owner.do<OrderViewsDto>('POST', `${own.path}/order-views`, { name, search })
    await save('Weddings', '?tag=Wedding&sort=due&after=abc&utm=1')
    const { views } = await save('Mine', 'q=oak+board&rush=yes')
    expect(views.map(({ name, search }) => [name, search])).toEqual([
      ['Weddings', 'tag=Wedding&sort=due'],
      ['Mine', 'q=oak+board&rush=yes'],
    ])
    const maker = (await buildMember(own, 'maker')).visitor
    expect(await maker.do('GET', `${own.path}/order-views`)).toEqual({ views })
    const told = await own.owner.refused('POST', `${own.path}/order-views`, { name: 'x', search: 'due=someday' })
    expect(told).toMatchObject({ status: 422, code: 'view.search' })
    const left = await maker.do<OrderViewsDto>('DELETE', `${own.path}/order-views/${views[0]?.id}`)
    expect(left.views.map(({ name }) => name)).toEqual(['Mine'])
  })
})

describe('the file', () => {
  test('is the view as it is, to the last row, harmless in a spreadsheet', async () => {
    const own = await buildShop(t)
    for (let i = 0; i < 60; i++) await buildOrder(own, { customer: { name: `Person ${String(i).padStart(2, '0')}` } })
    const odd = await buildOrder(own, {
      customer: { name: '=HYPERLINK("http://x","y")' },
      items: [{ title: 'Sign, "large"\nin two lines', quantity: 1, personalization: [] }],
      dueOn: inDays(3),
    })
    await change([odd], { addTags: ['@home', 'Oak'] }, own)
    const answer = await own.owner.ask('GET', `${own.path}/orders.csv?sort=customer`)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"$/)
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = bytes.toString().slice(1)
    expect(text.split('\r\n')).toHaveLength(63)
    expect(text).toContain('"\'=HYPERLINK(""http://x"",""y"")"')
    expect(text).toContain('"Sign, ""large""\nin two lines"')
    expect(text).toContain('"\'@home, Oak"')
    const late = await (await own.owner.ask('GET', `${own.path}/orders.csv?due=late`)).text()
    expect(late.trim().split('\r\n')).toHaveLength(1)
    expect(await own.owner.refused('GET', `${own.path}/orders.csv?sort=mood`)).toMatchObject({ status: 422 })
  })
})
