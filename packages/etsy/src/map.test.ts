import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEtsyFile, orderOf } from './map.ts'
import { Receipt } from './wire.ts'

const euros = (amount: number) => ({ amount, divisor: 100, currency_code: 'EUR' })

const RECEIPT = {
  receipt_id: 3_300_000_001,
  ...{ buyer_user_id: 222, buyer_email: null, name: 'Ann Example', first_line: null, zip: null },
  ...{ status: 'Paid', message_from_buyer: 'Please ship before Friday', is_paid: true, is_shipped: false },
  ...{ create_timestamp: 1_790_000_000, created_timestamp: 1_790_000_000 },
  ...{ update_timestamp: 1_790_000_300, updated_timestamp: 1_790_000_300 },
  ...{ is_gift: true, gift_message: 'Happy birthday!', gift_sender: 'Bob', grandtotal: euros(4599) },
  ...{ shipments: [], refunds: [] },
  transactions: [
    {
      ...{ transaction_id: 4_400_000_001, title: 'Custom family portrait &amp; frame', quantity: 1 },
      ...{ listing_id: 1_500_000_001, product_id: 9, sku: 'PORT-A4', is_digital: false, price: euros(4200) },
      expected_ship_date: 1_790_600_000,
      variations: [
        { property_id: 200, value_id: 1213, formatted_name: 'Primary color', formatted_value: 'Blue' },
        { property_id: 54, value_id: null, formatted_name: 'Name to engrave', formatted_value: 'Zoë', question_id: 1 },
        {
          ...{ property_id: 54, formatted_name: 'Family pictures', question_id: 2, mime_type: 'image/jpeg' },
          formatted_value: 'https://i.etsystatic.com/u/abc.jpg',
        },
        { property_id: 54, formatted_name: 'Personalization', formatted_value: 'Not requested on this item.' },
      ],
    },
  ],
}

const read = (changed: object = {}) => orderOf(Receipt.parse({ ...RECEIPT, ...changed }))

test('what the buyer chose, wrote and uploaded arrives in our words', () => {
  expect(read()).toEqual({
    ...{ ref: '3300000001', status: 'paid', note: 'Please ship before Friday', shipments: [] },
    customer: { name: 'Ann Example', email: null, ref: '222' },
    ...{ placedAt: new Date(1_790_000_000_000), updatedAt: new Date(1_790_000_300_000) },
    ...{ shipBy: new Date(1_790_600_000_000), gift: { message: 'Happy birthday!', sender: 'Bob' } },
    total: { amount: 4599, divisor: 100, currency: 'EUR' },
    items: [
      {
        ...{ ref: '4400000001', title: 'Custom family portrait & frame', quantity: 1, listingId: '1500000001' },
        ...{ sku: 'PORT-A4', isDigital: false, description: null },
        lines: [
          { name: 'Primary color', value: 'Blue' },
          { name: 'Name to engrave', value: 'Zoë' },
        ],
        files: [{ name: 'Family pictures', url: 'https://i.etsystatic.com/u/abc.jpg', mimeType: 'image/jpeg' }],
      },
    ],
  })
})

test.each([
  [{ status: 'canceled' }, 'cancelled'],
  [{ status: 'Fully Refunded' }, 'refunded'],
  [{ status: 'Completed' }, 'shipped'],
  [{ status: 'paid', is_shipped: true }, 'shipped'],
  [{ status: 'partially refunded', is_paid: true }, 'paid'],
  [{ status: 'payment processing', is_paid: false }, 'unpaid'],
  [{ status: null, is_paid: true }, 'paid'],
])('a receipt with %j is %s', (changed, status) => {
  expect(read(changed)?.status).toBe(status)
})

test('whatever may be missing is missing, and unknown things change nothing', () => {
  const bare = orderOf(Receipt.parse({ receipt_id: '1', created_timestamp: 1_790_000_000, novelty: { a: 1 } }))
  expect(bare).toMatchObject({ ref: '1', items: [], gift: null, total: null, customer: { name: 'A buyer on Etsy' } })
  expect(orderOf(Receipt.parse({ receipt_id: 1 }))).toBe(null)
})

test('a time no calendar reaches, and money nobody can count, keep no order away', () => {
  const odd = { updated_timestamp: 1e18, update_timestamp: 1_790_000_300, grandtotal: { ...euros(1), divisor: 0 } }
  expect(read(odd)).toMatchObject({ updatedAt: new Date(1_790_000_300_000), total: null })
})

test('no answer of a buyer is lost or invented, whatever they wrote', () => {
  const answer = fc.record({
    property_id: fc.constantFrom(54, 200),
    formatted_name: fc.option(fc.string(), { nil: null }),
    formatted_value: fc.option(fc.string(), { nil: null }),
    mime_type: fc.option(fc.constantFrom('image/png', 'application/pdf'), { nil: null }),
  })
  fc.assert(
    fc.property(fc.array(answer), (variations) => {
      const [item] = read({ transactions: [{ transaction_id: 1, variations }] })?.items ?? []
      const said = variations.filter(({ formatted_value: value }) => (value ?? '').trim() !== '')
      const files = variations.filter(
        (one) => one.property_id === 54 && one.mime_type !== null && one.formatted_value !== null,
      )
      expect(item?.files).toHaveLength(files.length)
      expect(item?.lines).toHaveLength(said.filter((one) => !files.includes(one)).length)
    }),
  )
})

test('only what lies with Etsy is fetched', () => {
  for (const address of ['https://i.etsystatic.com/u/a.jpg', 'https://www.etsy.com/u/a', 'https://etsy.com/a'])
    expect(isEtsyFile(address)).toBe(true)
  for (const address of [
    'http://i.etsystatic.com/u/a.jpg',
    'https://etsy.com.evil.example/a',
    'https://notetsy.com/a',
    'https://etsy.com:8443/a',
    'https://user@etsy.com/a',
    'https://:word@etsy.com/a',
    'file:///etc/passwd',
    'https://169.254.169.254/',
    'no address',
  ])
    expect(isEtsyFile(address)).toBe(false)
  expect(isEtsyFile('http://127.0.0.1:4100/files/a', ['http://127.0.0.1:4100'])).toBe(true)
  expect(isEtsyFile('http://127.0.0.1:4101/files/a', ['http://127.0.0.1:4100'])).toBe(false)
})
