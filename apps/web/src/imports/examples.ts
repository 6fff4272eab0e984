import { writeCsv } from '@proofroom/intake'

const GENERAL = [
  ['Order number', 'Customer', 'E-mail', 'Item', 'Quantity', 'Ship by', 'Tags', 'Rush', 'Name on it', 'Date on it'],
  [
    '2291',
    'Ruth Hartley',
    'ruth@example.com',
    'Walnut serving board',
    '1',
    '2026-12-18',
    'wedding',
    'no',
    'The Hartleys',
    'est. 2019',
  ],
  ['2291', 'Ruth Hartley', '', 'Oak ring dish', '2', '2026-12-18', '', '', 'R + T', ''],
  ['2292', 'Daniel Cho', 'daniel@example.com', 'Slate coaster', '4', '', '', 'yes', 'Home', ''],
]

const ETSY = [
  [
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
  ],
  [
    '11/28/26',
    'Walnut serving board',
    'ruthh',
    '1',
    '84.00',
    '4101',
    'Ruth Hartley',
    '3141592653',
    'Size:12 x 18 in,Personalization:The Hartleys',
    'WSB-1',
  ],
  [
    '11/28/26',
    'Oak ring dish',
    'ruthh',
    '2',
    '24.00',
    '4102',
    'Ruth Hartley',
    '3141592653',
    'Personalization:R + T',
    'ORD-2',
  ],
]

export const EXAMPLES = { general: GENERAL, etsy: ETSY }
export type Example = keyof typeof EXAMPLES

/** Made here, so that it is there without the server, too. */
export function saveExample(which: Example): void {
  const url = URL.createObjectURL(new Blob([writeCsv(EXAMPLES[which])], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = which === 'etsy' ? 'Etsy sold order items.csv' : 'Orders.csv'
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
