import type { CustomerPageDto, OrderFileListDto, TimelineDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  approve,
  buildGuest,
  buildOrder,
  buildProof,
  buildShop,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
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
  expect(await shop.owner.do('GET', at)).toMatchObject({ files: [] })
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

test('a file that was bought is the customer’s once it is agreed, and until it is taken back', async () => {
  const proof = await buildProof(shop)
  const guest = await buildGuest(proof)
  const { code } = proof.order
  const at = `${shop.path}/orders/${code}/files`
  await add(code, new Uint8Array(await solid(40, 30, WALNUT)), 'Portrait.png', 'image/png')
  const [file] = (await shop.owner.do<OrderFileListDto>('GET', at)).files
  const hand = (act: string) => shop.owner.do<OrderFileListDto>('POST', `${at}/${file?.id}/${act}`)
  const refused = await shop.owner.refused('POST', `${at}/${file?.id}/hand-over`)
  expect(refused).toMatchObject({ status: 409 })
  const page = async () => (await guest.visitor.do<CustomerPageDto>('GET', guest.path)).files
  const bytes = () => guest.visitor.ask('GET', `${guest.path}/files/${file?.id}/original`)
  expect((await bytes()).status).toBe(404)
  await approve(guest, proof)
  expect((await hand('hand-over')).files[0]?.handedOverAt).not.toBeNull()
  expect(await page()).toMatchObject([{ name: 'Portrait.png', hasThumb: true }])
  for (let nth = 0; nth < 2; nth++) expect((await bytes()).status).toBe(200)
  const { entries } = await shop.owner.do<TimelineDto>('GET', `${shop.path}/orders/${code}/timeline`)
  expect(entries.filter(({ file }) => file).map(({ kind, file, actor }) => [kind, file, actor.type])).toEqual([
    ['file.fetched', 'Portrait.png', 'guest'],
    ['file.handed_over', 'Portrait.png', 'member'],
  ])
  await hand('take-back')
  expect(await page()).toEqual([])
  expect((await bytes()).status).toBe(404)
})
