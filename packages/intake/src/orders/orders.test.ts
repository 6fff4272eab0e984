import { CreateOrderInput } from '@proofroom/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../csv/read.ts'
import { writeCsv } from '../csv/write.ts'
import { formatOf, mappingProblem, suggestMapping } from '../words.ts'
import { readOrders } from './read.ts'
import { splitChoices } from './words-on-it.ts'

function read(rows: string[][]) {
  const table = readCsv(writeCsv(rows))
  const format = formatOf(table.headings)
  return readOrders(table, { format, mapping: suggestMapping(table.headings), dayOrder: null })
}

const HEADING = ['Order number', 'Customer', 'E-mail', 'Item', 'Quantity', 'Ship by', 'Tags', 'Rush', 'Engraving']
const line = (given: Partial<Record<string, string>> = {}) => {
  const usual: Record<string, string> = {
    'Order number': '1001',
    Customer: 'Ruth Hartley',
    Item: 'Walnut board',
    Quantity: '1',
  }
  return HEADING.map((heading) => given[heading] ?? usual[heading] ?? '')
}

describe('a general file', () => {
  test('lines of one number are one order', () => {
    const { orders, problems } = read([
      HEADING,
      line({
        'E-mail': 'Ruth@Example.com',
        'Ship by': '31.12.2026',
        Tags: 'wedding; oak',
        Rush: 'ja',
        Engraving: 'The Hartleys',
      }),
      line({ 'Order number': '#1001', Item: 'Ring dish', Quantity: '2,0', 'Ship by': '2026-12-24' }),
      line({ 'Order number': '1002', Customer: 'Daniel Cho' }),
    ])
    expect(problems).toEqual([])
    expect(orders.map(({ ref, lines }) => [ref, lines])).toEqual([
      ['1001', [2, 3]],
      ['1002', [4]],
    ])
    expect(orders[0]?.order).toMatchObject({
      customer: { name: 'Ruth Hartley', email: 'ruth@example.com' },
      items: [
        { title: 'Walnut board', quantity: 1, personalization: [{ name: 'Engraving', value: 'The Hartleys' }] },
        { title: 'Ring dish', quantity: 2, personalization: [] },
      ],
      dueOn: '2026-12-24',
      tags: ['wedding', 'oak'],
      isRush: true,
      isGift: null,
    })
  })

  test.each([
    ['order_missing', { 'Order number': '' }],
    ['order_shortened', { 'Order number': '3.14E+09' }],
    ['customer_missing', { Customer: '' }],
    ['item_missing', { Item: '' }],
    ['quantity', { Quantity: 'some' }],
    ['quantity', { Quantity: '0' }],
    ['date', { 'Ship by': '31/02/2026' }],
    ['date', { 'Ship by': 'soon' }],
    ['email', { 'E-mail': 'ruth at example' }],
    ['yes_or_no', { Rush: 'perhaps' }],
    ['too_long', { Engraving: 'x'.repeat(501) }],
  ])('%s is told by line and column, and the order stays out whole', (code, given) => {
    const { orders, problems } = read([HEADING, line({ 'Order number': '7', Customer: 'Ana' }), line(given)])
    expect(problems.map((problem) => [problem.line, problem.code])).toEqual([[3, code]])
    expect(problems[0]?.column).not.toBe(null)
    expect(problems[0]?.reason).toMatch(/\.$/)
    expect(orders.filter(({ order }) => order).map(({ ref }) => ref)).toEqual(['7'])
  })

  test('one bad line keeps the good ones of its order out', () => {
    const { orders, problems } = read([HEADING, line(), line({ Quantity: 'x' }), line()])
    expect(problems.map((problem) => problem.line)).toEqual([3])
    expect(orders).toEqual([{ ref: '1001', lines: [2, 3, 4], order: null }])
  })

  test('cells missing or too many, and lines that contradict each other', () => {
    const { problems } = read([
      HEADING,
      ['1', 'Ruth', '', 'Board'],
      [...line({ 'Order number': '2' }), 'more'],
      line(),
      line({ Customer: 'Tom' }),
    ])
    expect(problems.map((problem) => [problem.line, problem.code])).toEqual([
      [2, 'ragged'],
      [3, 'ragged'],
      [5, 'disagrees'],
    ])
  })
})

test('what an open quotation mark swallowed is no order', () => {
  const table = readCsv('Order,Customer,Item\n1,Ruth,Board\n2,Tom,"Dish\n3,Ana,Sign\n')
  const mapping = suggestMapping(table.headings)
  const { orders, problems } = readOrders(table, { format: 'general', mapping, dayOrder: null })
  expect(orders.map(({ ref, order }) => [ref, order !== null])).toEqual([
    ['1', true],
    ['2', false],
  ])
  expect(problems[0]).toMatchObject({ line: 3, code: 'quote' })
})

test('Etsy’s “Sold Order Items”', () => {
  const heading = [
    'Sale Date',
    'Item Name',
    'Buyer',
    'Quantity',
    'Price',
    'Transaction ID',
    'Ship Name',
    'Order ID',
    'Variations',
    'SKU',
  ]
  const { orders, problems } = read([
    heading,
    [
      '11/28/26',
      'Walnut &quot;board&quot;',
      'ruthh',
      '2',
      '42.00',
      '1',
      'Ruth Hartley',
      '3141592653',
      'Size:12x18,Personalization:The Hartleys, est. 2019',
      '',
    ],
    [
      '11/28/26',
      'Ring dish',
      'ruthh',
      '1',
      '12.00',
      '2',
      'Ruth Hartley',
      '3141592653',
      'Personalization:Not requested on this item.',
      '',
    ],
  ])
  expect(problems).toEqual([])
  expect(orders).toHaveLength(1)
  expect(orders[0]?.order).toMatchObject({
    customer: { name: 'Ruth Hartley', email: null },
    placedOn: '2026-11-28',
    items: [
      {
        title: 'Walnut "board"',
        quantity: 2,
        personalization: [
          { name: 'Size', value: '12x18' },
          { name: 'Personalization', value: 'The Hartleys, est. 2019' },
        ],
      },
      { title: 'Ring dish', personalization: [] },
    ],
  })
})

test('choices keep the commas and colons of what was said', () => {
  expect(splitChoices('Colour:Dark oak,Personalization:Ruth & Tom, at 12:30', 'Variations')).toEqual([
    { name: 'Colour', value: 'Dark oak' },
    { name: 'Personalization', value: 'Ruth & Tom, at 12:30' },
  ])
})

describe('headings', () => {
  test.each([
    [
      ['Bestellnummer', 'Kunde', 'E-Mail', 'Artikel', 'Menge', 'Lieferdatum', 'Gravur'],
      ['order', 'customer', 'email', 'item', 'quantity', 'due', 'line'],
    ],
    [
      ['N° commande', 'Nom du client', 'Article', 'Quantité', 'Cadeau'],
      ['order', 'customer', 'item', 'quantity', 'gift'],
    ],
    [
      ['Order ID', 'First name', 'Last name', 'Item', 'Product', 'Weight'],
      ['order', 'customer', 'customer', 'item', 'product', 'ignore'],
    ],
    [
      ['Order', 'Customer', 'Name', 'Title'],
      ['order', 'customer', 'line', 'item'],
    ],
  ])('%j', (headings, words) => {
    expect(Object.values(suggestMapping(headings))).toEqual(words)
    expect(mappingProblem(suggestMapping(headings))).toBe(null)
  })

  test('what is missing or there twice is told', () => {
    expect(mappingProblem({ A: 'order', B: 'item' })).toMatchObject({ code: 'missing', word: 'customer' })
    expect(mappingProblem({ A: 'order', B: 'order', C: 'item', D: 'customer' })).toMatchObject({
      code: 'twice',
      headings: ['A', 'B'],
    })
  })
})

const CELL = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '2',
    '1001',
    'Ruth',
    'ruth@example.com',
    '31/12/2026',
    '2026-12-31',
    'yes',
    'x'.repeat(700),
    '3.1E+9',
    '0',
  ),
  fc.string({ maxLength: 12 }),
)

test('whatever is in a file: every line is in an order or told, and a good order is one that can be created', () => {
  fc.assert(
    fc.property(fc.array(fc.array(CELL, { minLength: 7, maxLength: 10 }), { maxLength: 8 }), (rows) => {
      const table = readCsv(writeCsv([HEADING, ...rows]))
      const { orders, problems } = readOrders(table, {
        format: 'general',
        mapping: suggestMapping(HEADING),
        dayOrder: null,
      })
      const told = new Set(problems.map((problem) => problem.line))
      for (const { line } of table.rows)
        expect(told.has(line) || orders.some(({ lines }) => lines.includes(line))).toBe(true)
      for (const { order, lines } of orders) {
        expect(order === null).toBe(lines.some((one) => told.has(one)))
        if (!order) continue
        const { ref, customer, items, dueOn } = order
        const given = {
          label: ref,
          customer: { name: customer.name, ...(customer.email && { email: customer.email }) },
        }
        const input = { ...given, items: items.map(({ product: _, ...item }) => item), dueOn }
        expect(CreateOrderInput.safeParse(input).error).toBe(undefined)
      }
    }),
  )
})
