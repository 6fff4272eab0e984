import type { AlertDto, AlertListDto, ReadAlertsInput } from '@proofroom/contract'
import { alertsOf, bySoonest, dueReader, owedOf } from '@proofroom/workflow'
import { loadShop } from '../identity/index.ts'
import { calendarOf } from '../orders/index.ts'
import type { Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { dueKey, findOwnAlerts, findSettings, markRead } from './store.ts'

/** More than fit on any screen; the soonest are the ones to know of. */
const SHOWN = 100

export const listAlerts = (ctx: Context): Promise<AlertListDto> => inTransaction(ctx, readList)

export function readAlerts(ctx: Context, { ids }: ReadAlertsInput): Promise<AlertListDto> {
  return inTransaction(ctx, async (tx) => {
    if (ids.length > 0) await markRead(tx, (ctx.actor as Member).memberId, ids)
    return readList(tx)
  })
}

/** What was done or got another date meanwhile is not told any more. */
export async function readList(ctx: InTx): Promise<AlertListDto> {
  const { memberId } = ctx.actor as Member
  const found = await findOwnAlerts(ctx, memberId)
  const calendar = calendarOf(await loadShop(ctx, shopOf(ctx)))
  const now = ctx.platform.now().toISOString()
  const read = dueReader(calendar, now)
  const alerts = found.flatMap(({ alert, order, customerName }): AlertDto[] => {
    const due = alertsOf(read(owedOf(order.facts)), calendar, now).find(
      (one) => one.kind === alert.kind && dueKey(one) === alert.due,
    )
    if (!due) return []
    const { code, label, title } = order
    return [{ id: alert.id, order: { code, label, title }, customerName, due, isRead: alert.readAt !== null }]
  })
  alerts.sort((a, b) => bySoonest(a.due, b.due))
  const own = (await findSettings(ctx)).find((one) => one.memberId === memberId)
  return {
    alerts: alerts.slice(0, SHOWN),
    unread: alerts.filter((alert) => !alert.isRead).length,
    mail: {
      available: ctx.platform.mail.available,
      digest: own?.digest ?? false,
      beforeReply: own?.beforeReply ?? false,
    },
  }
}
