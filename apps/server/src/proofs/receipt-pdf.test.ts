import sharp from 'sharp'
import { expect, it } from 'vitest'
import { drawReceipt } from './receipt-pdf.ts'
import type { Receipt } from './receipts.ts'

const receipt = {
  shopId: 'shop',
  pages: [{ previewHash: 'preview' }],
  dto: {
    shopName: 'Alder & Ink',
    orderLabel: '1001',
    title: 'Walnut serving board',
    timezone: 'Europe/London',
    locale: 'en-GB',
    pictures: [],
    decision: {
      versionNumber: 2,
      readBack: [{ name: 'Name', value: 'The Hartleys' }],
      intent: 'I have checked every word. Please make it exactly like this.',
      signedName: 'Ruth Hartley',
      at: '2026-11-20T12:00:00.000Z',
      contentHash: 'abc',
    },
  },
} as unknown as Receipt

const bytes = await sharp({ create: { width: 40, height: 30, channels: 4, background: '#7a5c3e' } })
  .webp()
  .toBuffer()
const picture = { size: bytes.length, stream: () => new Blob([new Uint8Array(bytes)]).stream() }

it('draws the receipt with its picture, and ends', async () => {
  const pdf = await drawReceipt(receipt, async () => picture)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.includes('/Figure')).toBe(true)
})

it('draws it without the picture when its bytes were erased', async () => {
  const pdf = await drawReceipt(receipt, async () => undefined)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

it('draws it without the picture when its bytes are erased between being found and being read', async () => {
  const gone = () => new ReadableStream<Uint8Array>({ start: (stream) => stream.error(new Error('ENOENT')) })
  const opened = [{ ...picture, stream: gone }]
  const pdf = await drawReceipt(receipt, async () => opened.pop())
  expect(pdf.includes('/Figure')).toBe(false)
  await expect(drawReceipt(receipt, async () => ({ ...picture, stream: gone }))).rejects.toThrow('ENOENT')
})

it('shows no picture of an order whose names and pictures were removed, though its bytes still wait to go', async () => {
  const removed = { ...receipt, dto: { ...receipt.dto, removedAt: '2026-12-20T12:00:00.000Z' } }
  expect((await drawReceipt(removed, async () => picture)).includes('/Figure')).toBe(false)
})
