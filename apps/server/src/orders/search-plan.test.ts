import type { OrderFilter, OrderListDto } from '@proofroom/contract'
import { inTransaction } from '@proofroom/db'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { seedOrders } from '../../trials/bench-board/seed.ts'
import type { InTx } from '../platform/context.ts'
import { buildShop, idOfShop, startTestApp } from '../testing/index.ts'
import { askedOf, tableQuery } from './finding.ts'

test('words are found by an index, as the app’s role, among 12,000 orders', async () => {
  const t = await startTestApp()
  onTestFinished(() => t.stop())
  const own = await buildShop(t)
  const shopId = await idOfShop(t, own)
  await seedOrders(t.database.db, shopId, 12_000)
  await t.database.db.execute(sql`analyze`)
  const today = { day: '2026-11-27', timezone: 'UTC' }
  const planOf = (filter: OrderFilter) =>
    inTransaction(t.database.db, { shopId }, async (tx) => {
      const asked = await askedOf({ tx } as InTx, filter, today)
      const rows = await tx.execute<Record<string, string>>(sql`explain (costs off) ${tableQuery(asked, null, 51)}`)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
  const plan = await planOf({ q: '11987' })
  expect(plan).toMatch(/order_words_word on order_words[\s\S]*?Index Cond: [^\n]*word >= '11987'[^\n]*word < '11987/)
  expect(plan).not.toMatch(/Seq Scan on order_words/)
  const ofMany = await planOf({ q: 'walnut' })
  // Each order is asked for the word; none of the words of the others are read.
  expect(ofMany).toMatch(/order_words_order_id_word_pk on order_words/)
  expect(ofMany).not.toMatch(/Seq Scan on order_words|order_words_word/)
  const found = await own.owner.do<OrderListDto>('GET', `${own.path}/orders?q=11987`)
  expect(found.orders.map(({ label }) => label)).toEqual(['11987'])
}, 120_000)
