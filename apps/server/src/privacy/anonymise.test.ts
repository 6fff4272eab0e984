import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { OrderDto, ProofDto, ReceiptDto, RetentionPreviewDto, SnapshotDto, TimelineDto } from '@proofroom/contract'
import { inTransaction } from '@proofroom/db'
import { canonicalJson } from '@proofroom/proof'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { setFacts } from '../orders/index.ts'
import { systemContext } from '../program.ts'
import {
  buildOrder,
  buildShop,
  buildSigned,
  idIn,
  idOfShop,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { plantWord, whereIs } from '../testing/planting.ts'
import { keepRetention } from './retention.ts'

let t: TestApp
let shop: Shop
let shopId: string
beforeAll(async () => {
  t = await startTestApp()
  await t.platform.jobs.work()
  shop = await buildShop(t)
  shopId = await idOfShop(t, shop)
})
afterAll(() => t.stop())

const DAY_MS = 24 * 3_600_000
const keep = (days: number | null) => shop.owner.do('PATCH', `${shop.path}/privacy`, { retentionDays: days })

/** Later, and then back: what retention does of so many days from now. */
async function after<T>(days: number, work: () => Promise<T>): Promise<T> {
  const { now } = t.platform
  t.platform.now = () => new Date(Date.now() + days * DAY_MS)
  try {
    return await work()
  } finally {
    t.platform.now = now
  }
}

const keepAll = () =>
  keepRetention(systemContext(t.platform), (id) => ({
    ...systemContext(t.platform),
    actor: { type: 'system', job: 'privacy.retention', shopId: id },
  }))

const filesOnDisk = async () => {
  const all = await readdir(join(t.dataDir, 'files', shopId), { recursive: true, withFileTypes: true })
  return all.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

test('nothing anywhere says any more whose a closed order was; what was signed keeps its hashes and dates', async () => {
  const planted = await plantWord(t, shop, 'Zebulon')
  const found = await whereIs(t, shopId, 'Zebulon')
  // Or the search below would prove nothing.
  expect(found).toEqual([
    'change_requests',
    'customers',
    'decisions',
    'idempotency_keys',
    'import_problems',
    'imports',
    'item_moves',
    'journal',
    'journal_history',
    'links',
    'order_files',
    'order_items',
    'order_views',
    'order_words',
    'orders',
    'pages',
    'participants',
    'personalizations',
    'proofs',
    'room_states',
    'shipments',
    'snapshots',
    'versions',
  ])
  const receipt = `${planted.proof.path}/receipts/${planted.receipt}`
  const before = await shop.owner.do<ReceiptDto>('GET', receipt)
  const [page] = await inTransaction(t.database.db, { shopId }, (tx) =>
    tx.execute<Record<string, string>>(
      sql`select * from pages where order_id = (select id from orders where code = ${planted.order.code})`,
    ),
  )
  expect(await filesOnDisk()).toContain(page?.original_hash)

  await keep(30)
  await after(29, keepAll)
  expect(await whereIs(t, shopId, 'Zebulon')).toEqual(found)
  await after(31, keepAll)
  expect(await whereIs(t, shopId, 'Zebulon')).toEqual([])

  const kept = await shop.owner.do<ReceiptDto>('GET', receipt)
  expect(kept).toMatchObject({ removedAt: expect.any(String), pictures: [], title: 'Item' })
  expect(kept.decision).toMatchObject({
    ...{ contentHash: before.decision.contentHash, at: before.decision.at, snapshotId: before.decision.snapshotId },
    ...{ signedName: null, readBack: [], message: '' },
  })
  // The fingerprint can still be made again from what is kept of the pages.
  const named = [
    { original: page?.original_hash, shown: page?.shown_hash, width: page?.width, height: page?.height, mm: null },
  ]
  expect(createHash('sha256').update(canonicalJson(named)).digest('hex')).toBe(kept.decision.contentHash)
  const pdf = await shop.owner.ask('GET', `${receipt}/pdf`)
  expect(pdf.status).toBe(200)
  const snapshot = await shop.owner.do<SnapshotDto>(
    'GET',
    `${planted.proof.path}/snapshots/${kept.decision.snapshotId}`,
  )
  expect(snapshot.projection).toEqual({ annotations: [], comments: [], requestReplies: {} })
  await vi.waitFor(async () => expect(await filesOnDisk()).not.toContain(page?.original_hash), { timeout: 20_000 })
})

test('is told on the timeline, and takes nothing new: no words, no links, no moves', async () => {
  const planted = await plantWord(t, shop, 'Yolanda')
  await keep(30)
  await after(31, keepAll)
  const at = `${shop.path}/orders/${planted.order.code}`
  const order = await shop.owner.do<OrderDto>('GET', at)
  expect(order).toMatchObject({ anonymisedAt: expect.any(String), customer: { name: 'Removed customer', email: null } })
  const { entries } = await shop.owner.do<TimelineDto>('GET', `${at}/timeline`)
  expect(entries[0]).toMatchObject({ kind: 'order.anonymised', actor: { type: 'system' } })
  expect(JSON.stringify(entries)).not.toContain('Yolanda')
  for (const [method, path, json] of [
    ['PATCH', at, { customer: { name: 'Yolanda' } }],
    ['PATCH', `${at}/marks`, { tags: ['Yolanda'] }],
    ['PUT', `${at}/hold`, { reason: 'Yolanda' }],
  ] as const)
    expect(await shop.owner.refused(method, path, json)).toMatchObject({ status: 409, code: 'order.anonymised' })
  const list = await shop.owner.do('GET', `${shop.path}/customers`)
  expect(JSON.stringify(list)).not.toContain('Removed customer')
  const csv = await (await shop.owner.ask('GET', `${shop.path}/orders.csv`)).text()
  expect(csv).not.toContain('Yolanda')
  const proof = await shop.owner.do<ProofDto>('GET', planted.proof.path)
  expect(JSON.stringify(proof)).not.toContain('Yolanda')
  const again = await inTransaction(t.database.db, { shopId }, (tx) =>
    tx.execute(sql`select count(*)::int as n from audit_events where type = 'order.anonymised'`),
  )
  await after(32, keepAll)
  const later = await inTransaction(t.database.db, { shopId }, (tx) =>
    tx.execute(sql`select count(*)::int as n from audit_events where type = 'order.anonymised'`),
  )
  expect([...later]).toEqual([...again])
})

test('says before what it would do; a legal hold and an open order are left alone; off, it does nothing', async () => {
  const [held, other] = [await plantWord(t, shop, 'Xaver'), await plantWord(t, shop, 'Wanda')]
  const open = await buildOrder(shop, { customer: { name: 'Vito Quark' } })
  const signed = await buildSigned(shop, { customer: { name: 'Ursel Quark' } })
  const hold = `${shop.path}/orders/${held.order.code}/legal-hold`
  const put = await shop.owner.do<OrderDto>('PUT', hold, { reason: 'A dispute' })
  expect(put.legalHold).toMatchObject({ reason: 'A dispute' })
  const look = (days: number) =>
    shop.owner.do<RetentionPreviewDto>('GET', `${shop.path}/privacy/retention?days=${days}`)
  expect(await look(30)).toMatchObject({ orders: 0, onHold: 0 })
  await after(31, async () => expect(await look(30)).toMatchObject({ orders: 1, onHold: 1 }))
  await keep(null)
  await after(400, keepAll)
  expect(await whereIs(t, shopId, 'Wanda')).toContain('orders')
  await keep(30)
  await after(31, keepAll)
  expect(await whereIs(t, shopId, 'Wanda')).toEqual([])
  for (const word of ['Xaver', 'Vito', 'Ursel']) expect(await whereIs(t, shopId, word)).toContain('customers')
  await shop.owner.do('DELETE', hold)
  await after(31, keepAll)
  expect(await whereIs(t, shopId, 'Xaver')).toEqual([])
  expect([open.code, signed.order.code, other.order.code]).toHaveLength(3)
})

test('a cancelled order whose question nobody answered is not kept for it', async () => {
  const order = await buildOrder(shop, { customer: { name: 'Rufus Quark' } })
  const id = await idIn(t, { shopId }, sql`select id from orders where code = ${order.code}`)
  const clock = { since: new Date().toISOString(), at: new Date().toISOString() }
  await inTransaction(t.database.db, { shopId }, (tx) =>
    setFacts({ ...systemContext(t.platform), tx }, id, (facts) => ({ ...facts, reply: clock })),
  )
  await after(31, keepAll)
  expect(await whereIs(t, shopId, 'Rufus')).toContain('customers')
  await shop.owner.do('POST', `${shop.path}/orders/${order.code}/cancellation`, { reason: 'Changed their mind' })
  await after(31, keepAll)
  expect(await whereIs(t, shopId, 'Rufus')).toEqual([])
})

test('a picture that another order shows stays for it, until that is over too', async () => {
  const one = await buildSigned(shop, { customer: { name: 'Tilda Quark' } })
  const two = await buildSigned(shop, { customer: { name: 'Sven Quark' } })
  const cancel = (of: typeof one) =>
    shop.owner.do('POST', `${shop.path}/orders/${of.order.code}/cancellation`, { reason: 'Changed their mind' })
  const hash = await idIn(t, { shopId }, sql`select original_hash as id from pages where id = ${two.pageId}`)
  await cancel(one)
  await after(31, keepAll)
  expect(await whereIs(t, shopId, 'Tilda')).toEqual([])
  const done = () =>
    idIn(
      t,
      { shopId },
      sql`select count(*)::text as id from pgboss.job where name = 'privacy.files' and state < 'completed'`,
    )
  await vi.waitFor(async () => expect(await done()).toBe('0'), { timeout: 20_000 })
  expect(await filesOnDisk()).toContain(hash)
})
