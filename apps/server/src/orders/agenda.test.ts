import type { DueDaysDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  buildOrder,
  buildProof,
  buildShop,
  buildSigned,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'

let t: TestApp
let shop: Shop
// A Monday in London.
const NOW = new Date('2026-11-02T09:00:00Z')
beforeAll(async () => {
  t = await startTestApp()
  t.platform.now = () => NOW
  shop = await buildShop(t)
  await shop.owner.do('PATCH', shop.path, { timezone: 'Europe/London' })
})
afterAll(() => t.stop())

const due = (from: string, to: string, of = shop) =>
  of.owner.do<DueDaysDto>('GET', `${of.path}/due?from=${from}&to=${to}`)
const kindsOn = ({ days }: DueDaysDto, day: string) =>
  days.find((one) => one.day === day)?.due.map(({ kind, late, order }) => [kind, late, order.label])

test('each day has what is due on it: first proofs, decisions, parcels, stages', async () => {
  const fresh = await buildOrder(shop, { dueOn: '2026-11-20' })
  const out = (await buildProof(shop, await buildOrder(shop, { dueOn: '2026-11-21' }))).order
  const late = await buildOrder(shop, { dueOn: '2026-10-30' })
  const month = await due('2026-10-26', '2026-11-29')
  expect(month.days).toHaveLength(35)
  expect(month.days.filter(({ isWorking }) => !isWorking).map(({ day }) => day)).toHaveLength(10)
  expect(kindsOn(month, '2026-11-04')).toEqual([['proof', false, fresh.label]])
  expect(kindsOn(month, '2026-11-05')).toEqual([['decision', false, out.label]])
  // A Saturday is nobody's working day: the parcel is due on Friday.
  expect(kindsOn(month, '2026-11-20')?.sort()).toEqual(
    [
      ['ship', false, fresh.label],
      ['ship', false, out.label],
    ].sort(),
  )
  expect(kindsOn(month, '2026-10-30')).toEqual([['ship', true, late.label]])
  expect(kindsOn(month, '2026-11-02')).toEqual([['proof', false, late.label]])
})

test('a card in a stage is due its days before the parcel', async () => {
  const own = await buildShop(t)
  const { stages } = await own.owner.do<{ stages: { id: string }[] }>('GET', `${own.path}/workshop`)
  await own.owner.do('PATCH', `${own.path}/stages/${stages[0]?.id}`, { dueOffsetDays: 2 })
  const { order } = await buildSigned(own, { dueOn: '2026-11-20' })
  await own.owner.do('POST', `${own.path}/orders/${order.code}/making`)
  const days = await due('2026-11-16', '2026-11-20', own)
  expect(kindsOn(days, '2026-11-18')).toEqual([['stage', false, order.label]])
  expect(days.days[2]?.due[0]?.stage?.name).toBe('Making')
})

test('is bounded, and of no other shop', async () => {
  for (const [from, to] of [
    ['2026-11-01', '2027-01-02'],
    ['2026-11-02', '2026-11-01'],
  ] as const)
    expect(await shop.owner.refused('GET', `${shop.path}/due?from=${from}&to=${to}`)).toMatchObject({
      code: 'due.days',
    })
  const other = await due('2026-11-01', '2026-11-30', await buildShop(t))
  expect(other.days.every((day) => day.due.length === 0)).toBe(true)
})
