import type { OrderFileListDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildOrder, buildShop, type Shop, startTestApp, type TestApp } from '../testing/index.ts'
import { solid } from './ingest/corpus.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
})
afterAll(() => t.stop())

const WALNUT = { r: 90, g: 60, b: 40 }
const add = (order: string, body: Uint8Array<ArrayBuffer>, name: string, type: string) =>
  shop.owner.ask('POST', `${shop.path}/orders/${order}/files`, {
    body,
    headers: { 'content-type': type, 'x-file-name': encodeURIComponent(name) },
  })

test('a picture beside an order is shown, a PDF is kept; sent twice each is there once', async () => {
  const order = await buildOrder(shop)
  const at = `${shop.path}/orders/${order.code}/files`
  expect(await shop.owner.do('GET', at)).toEqual({ files: [] })
  const photo = new Uint8Array(await solid(40, 30, WALNUT))
  const pdf = new TextEncoder().encode('%PDF-1.4 a sketch')
  for (let nth = 0; nth < 2; nth++) {
    expect((await add(order.code, photo, 'Grandma’s dog.png', 'image/png')).status).toBe(201)
    expect((await add(order.code, pdf, 'Sketch.pdf', 'application/pdf')).status).toBe(201)
  }
  const { files } = await shop.owner.do<OrderFileListDto>('GET', at)
  expect(files).toMatchObject([
    { name: 'Grandma’s dog.png', source: 'shop', mediaType: 'image/png', picture: { width: expect.any(Number) } },
    { name: 'Sketch.pdf', source: 'shop', mediaType: 'application/pdf', picture: null, size: pdf.length },
  ])
  const original = await shop.owner.ask('GET', files[1]?.original ?? '')
  expect(new Uint8Array(await original.arrayBuffer())).toEqual(pdf)
})

test('an order of another shop takes none', async () => {
  const other = await buildOrder(await buildShop(t))
  const answer = await add(other.code, new Uint8Array([1]), 'a.png', 'image/png')
  expect(answer.status).toBe(404)
})
