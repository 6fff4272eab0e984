import type { ShopDto, UpdateShopInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { type Context, inTransaction, shopOf } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { presentShop } from './present.ts'
import { loadShop } from './store.ts'

export const getShop = (ctx: Context): Promise<ShopDto> =>
  inTransaction(ctx, async (tx) => presentShop(await loadShop(tx, shopOf(ctx))))

export function updateShop(ctx: Context, input: UpdateShopInput): Promise<ShopDto> {
  if (input.timezone && !isTimezone(input.timezone))
    throw invalid('shop.timezone', 'This is no time zone we know. They look like Europe/London.', {
      timezone: 'Like Europe/London',
    })
  return inTransaction(ctx, async (tx) => {
    const shopId = shopOf(ctx)
    const { workingDays, daysOff, ...plain } = input
    const days = {
      ...(workingDays && { workingDays: workingDays.toSorted((a, b) => a - b) }),
      ...(daysOff && { daysOff: [...new Set(daysOff)].sort() }),
    }
    if (Object.keys(input).length > 0)
      await tx.tx
        .update(schema.shops)
        .set({ ...plain, ...days })
        .where(eq(schema.shops.id, shopId))
    await record(tx, { type: 'shop.changed', subjectId: shopId, data: { fields: Object.keys(input) } })
    return presentShop(await loadShop(tx, shopId))
  })
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
