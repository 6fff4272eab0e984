import type { ImportDto, ImportListDto, ImportProblemsDto, OrderDto, OrderListDto } from '@proofroom/contract'
import { readCsv } from '@proofroom/intake'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  bringFile,
  buildMember,
  buildOrder,
  buildProof,
  buildShop,
  everythingOf,
  idOfShop,
  type Shop,
  startTestApp,
} from '../testing/index.ts'

vi.setConfig({ testTimeout: 120_000 })
const t = await startTestApp()
beforeAll(() => t.platform.jobs.work())
afterAll(() => t.stop())

const HEADING = ['Order number', 'Customer', 'E-mail', 'Item', 'Quantity', 'Ship by', 'Tags', 'Engraving']
const line = (number: string, given: Partial<Record<string, string>> = {}): string[] => {
  const usual: Record<string, string> = {
    'Order number': number,
    Customer: `Ana ${number}`,
    Item: 'Walnut board',
    Quantity: '1',
  }
  return HEADING.map((heading) => given[heading] ?? usual[heading] ?? '')
}

async function run(shop: Shop, { id }: { id: string }): Promise<ImportDto> {
  const path = `${shop.path}/imports/${id}`
  await shop.owner.do('POST', `${path}/run`)
  return vi.waitFor(
    async () => {
      const now = await shop.owner.do<ImportDto>('GET', path)
      expect(now.state).toBe('done')
      return now
    },
    { timeout: 60_000, interval: 50 },
  )
}

const runFile = async (shop: Shop, rows: string[][]) => run(shop, await bringFile(shop, [HEADING, ...rows]))
const problemsOf = async (shop: Shop, { id }: { id: string }) =>
  (await shop.owner.do<ImportProblemsDto>('GET', `${shop.path}/imports/${id}/problems`)).problems
const ordersOf = (shop: Shop, q = '') => shop.owner.do<OrderListDto>('GET', `${shop.path}/orders?q=${q}`)

async function orderOf(shop: Shop, label: string): Promise<OrderDto> {
  const found = (await ordersOf(shop, label)).orders.find((order) => order.label === label)
  return shop.owner.do('GET', `${shop.path}/orders/${found?.code}`)
}

describe('a file', () => {
  test('is looked at before anything is made: orders, problems by line, the first of them', async () => {
    const shop = await buildShop(t)
    const looked = await bringFile(
      shop,
      [
        HEADING,
        line('1', { Engraving: 'The Lunds' }),
        line('1', { Item: 'Dish' }),
        line('2', { Quantity: 'x' }),
        line('3'),
      ],
      'Größe & co.csv',
    )
    expect(looked).toMatchObject({
      ...{
        fileName: 'Größe & co.csv',
        format: 'general',
        state: 'looked_at',
        lines: 4,
        orders: 3,
        badLines: 1,
        done: 0,
      },
      plan: { created: 2, changed: 0, unchanged: 0, refused: 1 },
      by: 'Maya Lindqvist',
    })
    expect(looked.columns.map(({ word }) => word)).toEqual([
      ...['order', 'customer', 'email', 'item', 'quantity', 'due', 'tags', 'line'],
    ])
    expect(looked.preview[0]).toMatchObject({
      ref: '1',
      customerName: 'Ana 1',
      items: [{ title: 'Walnut board' }, { title: 'Dish' }],
    })
    expect((await ordersOf(shop)).total).toBe(0)
    expect(await problemsOf(shop, looked)).toMatchObject([
      { line: 4, column: 'Quantity', order: '2', code: 'quantity' },
    ])
  })

  test('comes in whole but for the orders with a bad line; brought again it changes nothing', async () => {
    const shop = await buildShop(t)
    const rows = [
      line('1', { 'E-mail': 'a@example.com', Tags: 'oak; gift', 'Ship by': '2026-12-24' }),
      line('2'),
      line('2', { Item: '' }),
      line('3'),
    ]
    const done = await runFile(shop, rows)
    expect(done.counts).toEqual({ created: 2, changed: 0, unchanged: 0, refused: 1 })
    expect((await ordersOf(shop)).orders.map(({ label }) => label).sort()).toEqual(['1', '3'])
    expect(await orderOf(shop, '1')).toMatchObject({ dueOn: '2026-12-24', customer: { email: 'a@example.com' } })
    const shopId = await idOfShop(t, shop)
    const {
      imports: _,
      import_problems: __,
      audit_events: ___,
      outbox: ____,
      ...before
    } = await everythingOf(t, { shopId })
    const again = await runFile(shop, rows)
    expect(again.counts).toEqual({ created: 0, changed: 0, unchanged: 2, refused: 1 })
    expect(await everythingOf(t, { shopId })).toMatchObject(before)
    const listed = await shop.owner.do<ImportListDto>('GET', `${shop.path}/imports`)
    expect(listed.imports.map(({ id }) => id)).toEqual([again.id, done.id])
  })

  test('from Etsy is known as such', async () => {
    const shop = await buildShop(t)
    const looked = await bringFile(shop, [
      ['Sale Date', 'Item Name', 'Buyer', 'Quantity', 'Transaction ID', 'Ship Name', 'Order ID', 'Variations'],
      ['11/28/26', 'Board', 'ruthh', '1', '9', 'Ruth Hartley', '3141592653', 'Personalization:The Hartleys'],
    ])
    expect(looked.format).toBe('etsy')
    await run(shop, looked)
    const order = await orderOf(shop, '3141592653')
    expect(order.customer.name).toBe('Ruth Hartley')
    expect(order.items[0]?.personalization).toEqual([{ name: 'Personalization', value: 'The Hartleys' }])
  })

  test('is read another way when somebody says so', async () => {
    const shop = await buildShop(t)
    const looked = await bringFile(shop, [
      ['Number', 'Who', 'Thing', 'Wood', 'Ship by'],
      ['1', 'Ruth', 'Board', 'Walnut', '03/04/2026'],
    ])
    const path = `${shop.path}/imports/${looked.id}`
    expect(looked.can.run).toEqual({ allowed: false, reason: 'Which column is the customer? Choose it below.' })
    expect(await shop.owner.refused('POST', `${path}/run`)).toMatchObject({
      status: 403,
      code: 'import.column_missing',
    })
    const mapped = await shop.owner.do<ImportDto>('PATCH', path, { mapping: { Who: 'customer', Thing: 'item' } })
    expect(mapped).toMatchObject({ unclearDay: '03/04/2026', can: { run: { allowed: false } } })
    const chosen = await shop.owner.do<ImportDto>('PATCH', path, { dayOrder: 'day_first' })
    expect(chosen).toMatchObject({ unclearDay: null, plan: { created: 1 }, preview: [{ dueOn: '2026-04-03' }] })
    expect(await shop.owner.refused('PATCH', path, { mapping: { Nobody: 'item' } })).toMatchObject({
      code: 'import.column',
    })
    await run(shop, looked)
    expect(await shop.owner.refused('PATCH', path, { dayOrder: null })).toMatchObject({ code: 'import.begun' })
    expect((await orderOf(shop, '1')).items[0]?.personalization).toEqual([{ name: 'Wood', value: 'Walnut' }])
  })

  test.each([
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 9]), 415, 'import.not_csv'],
    ['nothing', Buffer.from(''), 422, 'import.empty_file'],
    ['a heading alone', Buffer.from('Order,Customer\n'), 422, 'import.no_lines'],
    ['too much', Buffer.alloc(20_000_001, 'a'), 413, 'import.too_large'],
    ['too many lines', Buffer.from(`Order,Customer,Item\n${'1,a,b\n'.repeat(50_001)}`), 422, 'import.too_many_lines'],
  ])('%s is refused in a sentence', async (_, body, status, code) => {
    const shop = await buildShop(t)
    const told = await shop.owner.refused('POST', `${shop.path}/imports`, undefined, { body: new Uint8Array(body) })
    expect(told).toMatchObject({ status, code })
    expect(told.message).toMatch(/\.$/)
  })
})

describe('an order that came before', () => {
  test('takes over what the file says anew, as long as nobody depends on it', async () => {
    const shop = await buildShop(t)
    await runFile(shop, [line('1', { 'Ship by': '2026-12-01' }), line('2')])
    const done = await runFile(shop, [
      line('1', { 'Ship by': '2026-12-09', Engraving: 'Lund', Tags: 'oak' }),
      line('2'),
    ])
    expect(done.counts).toEqual({ created: 0, changed: 1, unchanged: 1, refused: 0 })
    const order = await orderOf(shop, '1')
    expect(order).toMatchObject({
      dueOn: '2026-12-09',
      items: [{ personalization: [{ name: 'Engraving', value: 'Lund' }] }],
    })
  })

  test('keeps what the shop changed itself, and says so', async () => {
    const shop = await buildShop(t)
    await runFile(shop, [line('1', { 'Ship by': '2026-12-01' })])
    const { code } = await orderOf(shop, '1')
    await shop.owner.do('PATCH', `${shop.path}/orders/${code}`, { items: [{ title: 'Oak board' }] })
    const file = [line('1', { 'Ship by': '2026-12-09', Item: 'Walnut board, large' })]
    const done = await runFile(shop, file)
    expect(done.counts.changed).toBe(1)
    expect(await problemsOf(shop, done)).toMatchObject([{ code: 'changed_here', order: '1', line: 2 }])
    expect(await orderOf(shop, '1')).toMatchObject({ dueOn: '2026-12-09', items: [{ title: 'Oak board' }] })
    const again = await runFile(shop, file)
    expect(again.counts).toMatchObject({ changed: 0, refused: 1 })
    expect(await orderOf(shop, '1')).toMatchObject({ dueOn: '2026-12-09', items: [{ title: 'Oak board' }] })
  })

  test('is left as it is once its proof is with the customer', async () => {
    const shop = await buildShop(t)
    await runFile(shop, [line('1')])
    await buildProof(shop, await orderOf(shop, '1'))
    const done = await runFile(shop, [line('1', { Item: 'Another board' })])
    expect(done.counts).toEqual({ created: 0, changed: 0, unchanged: 0, refused: 1 })
    expect(await problemsOf(shop, done)).toMatchObject([{ code: 'under_way', order: '1' }])
    expect((await orderOf(shop, '1')).items[0]?.title).toBe('Walnut board')
  })

  test('has another customer in the file: it may be another order, and stays as it is', async () => {
    const shop = await buildShop(t)
    await runFile(shop, [line('1')])
    const done = await runFile(shop, [line('1', { Customer: 'Somebody else', Item: 'Something else' })])
    expect(done.counts).toMatchObject({ changed: 0, refused: 1 })
    expect(await problemsOf(shop, done)).toMatchObject([{ code: 'customer_changed' }])
    expect(await orderOf(shop, '1')).toMatchObject({ customer: { name: 'Ana 1' }, items: [{ title: 'Walnut board' }] })
  })
})

test('a number that the shop gave by hand is not given twice', async () => {
  const shop = await buildShop(t)
  await buildOrder(shop, { label: '7' })
  const done = await runFile(shop, [line('7'), line('8')])
  expect(done.counts).toMatchObject({ created: 1, refused: 1 })
  expect(await problemsOf(shop, done)).toMatchObject([{ code: 'label_taken', order: '7', line: 2 }])
})

test('a product is taken by its name; one that is not there keeps the order out', async () => {
  const shop = await buildShop(t)
  const { workflows } = await shop.owner.do<{ workflows: { id: string }[] }>('GET', `${shop.path}/workshop`)
  await shop.owner.do('POST', `${shop.path}/products`, { name: 'Serving board', workflowId: workflows[0]?.id })
  const looked = await bringFile(shop, [
    ['Order', 'Customer', 'Item', 'Kind'],
    ['1', 'Ana', 'Board', 'serving BOARD'],
    ['2', 'Ana', 'Board', 'Spoon'],
  ])
  expect(looked.plan).toMatchObject({ created: 1, refused: 1 })
  const done = await run(shop, looked)
  expect(done).toMatchObject({ counts: { created: 1, refused: 1 }, badLines: 1 })
  expect(await problemsOf(shop, done)).toMatchObject([{ code: 'product_unknown', line: 3 }])
  expect((await orderOf(shop, '1')).items[0]?.productId).toEqual(expect.any(String))
})

test('two orders of one address are one customer’s', async () => {
  const shop = await buildShop(t)
  const email = 'ruth@example.com'
  await runFile(shop, [line('1', { 'E-mail': email }), line('2', { 'E-mail': 'Ruth@example.com' })])
  await runFile(shop, [line('3', { 'E-mail': email })])
  const ids = await Promise.all(['1', '2', '3'].map(async (label) => (await orderOf(shop, label)).customer.id))
  expect(new Set(ids).size).toBe(1)
})

test('stopped it stays where it is, and goes on when somebody says so', async () => {
  const shop = await buildShop(t)
  const looked = await bringFile(shop, [HEADING, ...Array.from({ length: 400 }, (_, i) => line(`n${i}`))])
  const path = `${shop.path}/imports/${looked.id}`
  expect(await shop.owner.refused('POST', `${path}/stop`)).toMatchObject({ code: 'import.not_running' })
  await shop.owner.do('POST', `${path}/run`)
  const stopped = await shop.owner.do<ImportDto>('POST', `${path}/stop`)
  expect(stopped.state).toBe('stopped')
  const done = await run(shop, looked)
  expect(done).toMatchObject({ done: 400, counts: { created: 400, unchanged: 0 } })
  expect((await ordersOf(shop)).total).toBe(400)
  expect(await shop.owner.refused('POST', `${path}/run`)).toMatchObject({ code: 'import.done' })
})

test('begun twice it is done once', async () => {
  const shop = await buildShop(t)
  const looked = await bringFile(shop, [HEADING, ...Array.from({ length: 300 }, (_, i) => line(`n${i}`))])
  const path = `${shop.path}/imports/${looked.id}`
  await Promise.all([1, 2, 3].map(() => shop.owner.do('POST', `${path}/run`)))
  const done = await vi.waitFor(
    async () => {
      const now = await shop.owner.do<ImportDto>('GET', path)
      expect(now.state).toBe('done')
      return now
    },
    { timeout: 60_000, interval: 50 },
  )
  expect(done).toMatchObject({ done: 300, counts: { created: 300, unchanged: 0, refused: 0 } })
  const shopId = await idOfShop(t, shop)
  const [row] = await t.platform.database.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('role', 'proofroom_app', true), set_config('app.shop', ${shopId}, true)`)
    return tx.execute<{ n: number }>(
      sql`select count(*)::int as n from audit_events where type = 'order.created' and actor_type = 'system'`,
    )
  })
  expect(row?.n).toBe(300)
})

test('the bad lines come back as a file that runs nothing, and fits once it is put right', async () => {
  const shop = await buildShop(t)
  const looked = await bringFile(shop, [
    HEADING,
    line('1', { Item: '=HYPERLINK("http://x")', Engraving: '-2' }),
    line('1', { Quantity: 'none' }),
    line('2'),
    ['3', 'Ana', '', 'Board', '1', '', '', '', 'one more'],
  ])
  const answer = await shop.owner.ask('GET', `${shop.path}/imports/${looked.id}/problems.csv`)
  expect(answer.headers.get('content-disposition')).toContain('orders%20to%20fix.csv')
  const csv = await answer.text()
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(csv).toContain(`'-2`)
  const { headings, rows } = readCsv(csv)
  expect(headings.slice(0, HEADING.length)).toEqual(HEADING)
  expect(headings.slice(-2)).toEqual(['Line in the file', 'What to do'])
  expect(rows.map(({ cells }) => cells.at(-2))).toEqual(['2', '3', '5'])
  expect(rows[1]?.cells.at(-1)).toMatch(/^Quantity: “none” is not a number of pieces/)
  const fixed = await bringFile(shop, [
    headings,
    ...rows.slice(0, 2).map(({ cells }) => cells.map((cell) => cell.replace('none', '2'))),
  ])
  expect(fixed).toMatchObject({ plan: { created: 1, refused: 0 }, badLines: 0 })
  expect(fixed.preview[0]?.items[0]).toMatchObject({
    title: '=HYPERLINK("http://x")',
    personalization: [{ name: 'Engraving', value: '-2' }],
  })
})

test('problems come a page at a time', async () => {
  const shop = await buildShop(t)
  const looked = await bringFile(shop, [
    HEADING,
    ...Array.from({ length: 130 }, (_, i) => line(`n${i}`, { Quantity: 'x' })),
  ])
  const path = `${shop.path}/imports/${looked.id}/problems`
  const first = await shop.owner.do<ImportProblemsDto>('GET', path)
  expect(first).toMatchObject({ total: 130 })
  const second = await shop.owner.do<ImportProblemsDto>('GET', `${path}?after=${first.next}`)
  expect([...first.problems, ...second.problems].map((problem) => problem.line)).toEqual(
    Array.from({ length: 130 }, (_, i) => i + 2),
  )
  expect(second.next).toBe(null)
  expect(await shop.owner.refused('GET', `${path}?after=x`)).toMatchObject({ status: 422 })
})

test('forgotten, the file is gone and its orders stay', async () => {
  const shop = await buildShop(t)
  const done = await runFile(shop, [line('1'), line('2', { Item: '' })])
  await shop.owner.do('DELETE', `${shop.path}/imports/${done.id}`)
  expect(await shop.owner.refused('GET', `${shop.path}/imports/${done.id}`)).toMatchObject({ status: 404 })
  expect((await ordersOf(shop)).total).toBe(1)
})

test('makers and viewers bring nothing in', async () => {
  const shop = await buildShop(t)
  const { visitor } = await buildMember(shop, 'maker')
  const told = await visitor.refused('POST', `${shop.path}/imports`, undefined, {
    body: 'Order,Customer,Item\n1,a,b\n',
  })
  expect(told.status).toBe(403)
})
