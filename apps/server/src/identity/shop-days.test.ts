import type { ShopDto } from '@proofroom/contract'
import { afterAll, expect, test } from 'vitest'
import { buildShop, startTestApp } from '../testing/index.ts'

const t = await startTestApp()
afterAll(() => t.stop())

test('a shop says on which days it works, and on which it does not all the same', async () => {
  const shop = await buildShop(t)
  expect(await shop.owner.do('GET', shop.path)).toMatchObject({ workingDays: [1, 2, 3, 4, 5], daysOff: [] })
  const days = { workingDays: [6, 2, 3], daysOff: ['2026-12-25', '2026-12-24', '2026-12-25'] }
  const saved = await shop.owner.do<ShopDto>('PATCH', shop.path, days)
  expect(saved).toMatchObject({ workingDays: [2, 3, 6], daysOff: ['2026-12-24', '2026-12-25'] })
  expect(await shop.owner.do('GET', shop.path)).toEqual(saved)
})

test('what is no day is refused with a sentence, and nothing of it is kept', async () => {
  const shop = await buildShop(t)
  for (const wrong of [{ workingDays: [] }, { workingDays: [8] }, { workingDays: [1, 1] }, { daysOff: ['soon'] }]) {
    const refused = await shop.owner.refused('PATCH', shop.path, { ...wrong, name: 'Other' })
    expect(refused).toMatchObject({ status: 422, code: 'input' })
  }
  expect((await shop.owner.do<ShopDto>('GET', shop.path)).name).not.toBe('Other')
})
