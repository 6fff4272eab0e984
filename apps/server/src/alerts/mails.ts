import { schema } from '@proofroom/db'
import { type AlertDue, bySoonest } from '@proofroom/workflow'
import { eq, inArray } from 'drizzle-orm'
import { findMembers, loadShop, type ShopRow } from '../identity/index.ts'
import { type Context, inTransaction, shopOf } from '../platform/context.ts'
import type { AlertMail } from './rounds.ts'

const { customers, orders } = schema

/** Writes and sends what a round queued; nobody is written to who has left meanwhile. */
export async function sendAlertMail(ctx: Context, mail: AlertMail): Promise<void> {
  const read = await inTransaction(ctx, async (tx) => {
    const reader = (await findMembers(tx)).find(({ member }) => member.id === mail.memberId)
    const ids = mail.dues.map(({ orderId }) => orderId)
    const named = await tx.tx
      .select({ id: orders.id, code: orders.code, title: orders.title, customer: customers.name })
      .from(orders)
      .innerJoin(customers, eq(customers.id, orders.customerId))
      .where(inArray(orders.id, ids))
    return { reader, named, shop: await loadShop(tx, shopOf(tx)) }
  })
  if (!read.reader) return
  const { shop } = read
  const lines = mail.dues
    .toSorted((a, b) => bySoonest(a.due, b.due))
    .flatMap(({ orderId, due }) => {
      const order = read.named.find(({ id }) => id === orderId)
      if (!order) return []
      const link = `${ctx.publicUrl}/s/${shop.code}/orders/${order.code}`
      return [`${said(due, shop)}: ${order.customer}, ${order.title}\n${link}`]
    })
  const subject = subjectOf(mail, lines.length)
  const text = `${lines.join('\n\n')}\n\nYou asked for this mail. It is turned off in Proofroom, under “Due soon”.\n\n${shop.name}`
  await ctx.platform.mail.send({ to: read.reader.user.email, subject, text })
}

const subjectOf = ({ about }: AlertMail, count: number): string =>
  about === 'digest'
    ? `Due today: ${count === 1 ? 'one thing' : `${count} things`}`
    : `Within the hour: ${count === 1 ? 'a reply' : `${count} replies`}`

const WHAT = { reply: 'Reply', update: 'Update', proof: 'Proof' } as const

/** In the shop's own days and hours, as everything of it is told. */
function said({ kind, day, at, late }: AlertDue, { timezone }: ShopRow): string {
  const date = new Date(at ?? `${day}T12:00:00Z`)
  const zone = at === null ? 'UTC' : timezone
  const dayWords = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short' },
    timeZone: zone,
  })
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone })
  const when = `${dayWords.format(date).replace(',', '')}${at === null ? '' : ` ${time.format(date)}`}`
  return late ? `${WHAT[kind]} late since ${when}` : `${WHAT[kind]} by ${when}`
}
