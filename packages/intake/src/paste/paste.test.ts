import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readMessage } from './index.ts'

test('the mail that Etsy sends about a sale', () => {
  const draft = readMessage(`Congratulations on your Etsy sale of 1 item. Your order number is 3141592653.

Walnut serving board, personalized
Personalization: The Hartleys, est. 2019
Size: 12 × 18 in
Quantity: 2
Price: $84.00
Ship by Dec 12, 2026

Shipping address
Ruth Hartley
12 Elm Street
Email: ruth@example.com
https://www.etsy.com/your/orders/3141592653`)
  expect(draft).toEqual({
    label: '3141592653',
    customer: { name: 'Ruth Hartley', email: 'ruth@example.com' },
    items: [
      {
        title: 'Walnut serving board, personalized',
        quantity: 2,
        personalization: [
          { name: 'Personalization', value: 'The Hartleys, est. 2019' },
          { name: 'Size', value: '12 × 18 in' },
        ],
      },
    ],
    dueOn: '2026-12-12',
    unread: ['12 Elm Street'],
  })
})

test('an order’s page, copied: names and what they are stand below each other', () => {
  const draft = readMessage(
    'Order #2291\nBuyer\nDaniel Cho (danielc)\nShip by\n12 Dec 2026\nCheese board\nQuantity 1\nEngraving\nCho & Park',
  )
  expect(draft.label).toBe('2291')
  expect(draft.customer.name).toBe('Daniel Cho')
  expect(draft.dueOn).toBe('2026-12-12')
  expect(draft.items).toEqual([
    { title: 'Cheese board', quantity: 1, personalization: [{ name: 'Engraving', value: 'Cho & Park' }] },
  ])
  expect(draft.unread).toEqual([])
})

test('what somebody wrote', () => {
  const draft = readMessage(`Hi Maya,
2x slate coaster
Text: Home
Names: Priya & Tom
1 x oak ring dish
Initials: P+T
We love the ones you made for my sister.
I need it by 12/11/2026
Thanks,
Priya Raman
priya@example.com`)
  expect(draft.items.map(({ title, quantity }) => [title, quantity])).toEqual([
    ['slate coaster', 2],
    ['oak ring dish', 1],
  ])
  expect(draft.items[0]?.personalization).toHaveLength(2)
  expect(draft.customer).toEqual({ name: 'Priya Raman', email: 'priya@example.com' })
  // The eleventh or the twelfth? Nobody guesses that.
  expect(draft.dueOn).toBe(null)
  expect(draft.unread).toEqual(['We love the ones you made for my sister.', 'I need it by 12/11/2026'])
})

test('any text at all gives a draft, and nothing in it is invented', () => {
  const words = [
    'Order',
    '#',
    '2291',
    ':',
    '\n',
    ' ',
    'Quantity',
    '2',
    'x',
    'Name',
    'Ruth',
    'by',
    '12/13/2026',
    '@',
    'a@b.co',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
      const text = parts.join('')
      const { items, customer, unread } = readMessage(text)
      const said = [
        customer.name,
        ...unread.flatMap((line) => line.split(': ')),
        ...items.flatMap((item) => [item.title, ...item.personalization.map((line) => line.value)]),
      ]
      for (const words of said) expect(text).toContain(words)
      for (const { quantity } of items) expect(quantity).toBeGreaterThan(0)
    }),
  )
})
