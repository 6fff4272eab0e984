import type { OrderFileListDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  addPage,
  approve,
  buildDraft,
  buildGuest,
  buildOrder,
  buildProof,
  buildShop,
  openPostOffice,
  type PostOffice,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'

let t: TestApp
let post: PostOffice
beforeAll(async () => {
  post = await openPostOffice()
  t = await startTestApp({ config: { smtpUrl: post.url } })
  await t.platform.jobs.work()
})
afterAll(async () => {
  await t.stop()
  await post.close()
})

const lettersTo = (email: string) => post.letters.filter(({ to }) => to.includes(email))
const arrived = (email: string, count: number) =>
  vi.waitFor(() => expect(lettersTo(email)).toHaveLength(count), { timeout: 15_000, interval: 50 })

/** Every job there was is over. */
const quiet = () =>
  vi.waitFor(
    async () => {
      const [row] = await t.database.sql`select count(*)::int as n from pgboss.job where state < 'completed'`
      expect(row?.n).toBe(0)
    },
    { timeout: 15_000, interval: 50 },
  )

test('the customer who left an address is written to when a proof is sent and when they signed, once each', async () => {
  const shop = await buildShop(t, { name: 'Alder & Ink' })
  const email = 'ruth@example.com'
  const order = await buildOrder(shop, { customer: { name: 'Ruth Hartley', email } })
  const proof = await buildProof(shop, order)
  expect(proof.sent.mailedTo).toBe(email)
  await arrived(email, 1)
  expect(lettersTo(email)[0]).toMatchObject({ subject: 'Proof 1: Walnut serving board' })
  expect(lettersTo(email)[0]?.text).toContain(proof.sent.link)
  await approve(await buildGuest(proof), proof)
  await arrived(email, 2)
  expect(lettersTo(email)[1]?.subject).toBe('Signed: proof 1 of Walnut serving board')
  await quiet()
  expect(lettersTo(email)).toHaveLength(2)
})

test('a file that is handed over is written of, with the link to it', async () => {
  const shop = await buildShop(t, { name: 'Alder & Ink' })
  const email = 'ida@example.com'
  const order = await buildOrder(shop, { customer: { name: 'Ida Berg', email } })
  const proof = await buildProof(shop, order)
  // Signed before it went out, the proof's own letter would be left.
  await arrived(email, 1)
  await approve(await buildGuest(proof), proof)
  await arrived(email, 2)
  const at = `${shop.path}/orders/${order.code}/files`
  const body = new TextEncoder().encode('%PDF-1.4 a pattern')
  const headers = { 'content-type': 'application/pdf', 'x-file-name': 'Pattern.pdf' }
  expect((await shop.owner.ask('POST', at, { body, headers })).status).toBe(201)
  const { files, mailedTo } = await shop.owner.do<OrderFileListDto>('GET', at)
  expect(mailedTo).toBe(email)
  await shop.owner.do('POST', `${at}/${files[0]?.id}/hand-over`)
  await arrived(email, 3)
  expect(lettersTo(email)[2]?.subject).toBe('Your file: Pattern.pdf')
  expect(lettersTo(email)[2]?.text).toMatch(/\/c\/[\w-]+\.[\w-]+/)
})

test('sent twice with one key is mailed once', async () => {
  const shop = await buildShop(t)
  const email = 'ada@example.com'
  const order = await buildOrder(shop, { customer: { name: 'Ada', email } })
  const draft = await buildDraft(shop, order)
  await addPage(draft, draft.versionId)
  const path = `${draft.path}/versions/${draft.versionId}/send`
  const once = { json: {}, headers: { 'idempotency-key': 'send-it' } }
  await Promise.all([shop.owner.ask('POST', path, once), shop.owner.ask('POST', path, once)])
  await arrived(email, 1)
  await quiet()
  expect(lettersTo(email)).toHaveLength(1)
})

test('nobody is written to who left no address', async () => {
  const before = post.letters.length
  const proof = await buildProof(await buildShop(t))
  expect(proof.sent.mailedTo).toBeNull()
  await quiet()
  expect(post.letters).toHaveLength(before)
})
