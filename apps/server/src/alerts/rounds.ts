import { schema } from '@proofroom/db'
import {
  type AlertDue,
  alertsOf,
  type Calendar,
  dayIn,
  digestOf,
  dueReader,
  isMorning,
  owedOf,
  wantsReplyMail,
} from '@proofroom/workflow'
import { findMembers, loadShop } from '../identity/index.ts'
import { calendarOf } from '../orders/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { recordEach } from '../platform/events/record.ts'
import { isAlerted } from './policy.ts'
import {
  type AlertRow,
  claimDigest,
  claimMails,
  dueKey,
  findAlertsOf,
  findOwing,
  findSettings,
  insertAlerts,
  type Owing,
  removeToldBefore,
} from './store.ts'

export const MAIL_JOB = 'alerts.mail'

/** What a mail tells: of which orders what. Names and links are read when it is written. */
export type AlertMail = {
  shopId: string
  memberId: string
  about: 'digest' | 'reply'
  dues: { orderId: string; due: AlertDue }[]
}

type ContextFor = (shopId: string) => Context

/** Tells everybody of what is due soon. */
export const goRounds = (ctx: Context, contextFor: ContextFor): Promise<void> => inEveryShop(ctx, contextFor, lookAfter)

/** What was told stays for this long after it is over. */
const KEPT_MS = 30 * 24 * 3_600_000

/** Removes what nobody is told any more. */
export const sweepAlerts = (ctx: Context, contextFor: ContextFor): Promise<void> =>
  inEveryShop(ctx, contextFor, (tx) => removeToldBefore(tx, new Date(ctx.platform.now().getTime() - KEPT_MS)))

/** One that fails does not keep the others from being looked after. */
async function inEveryShop(ctx: Context, contextFor: ContextFor, work: (tx: InTx) => Promise<void>): Promise<void> {
  const shops = await inTransaction(ctx, (tx) => tx.tx.select({ id: schema.shops.id }).from(schema.shops), {
    rounds: 'on',
  })
  const failures: unknown[] = []
  for (const { id } of shops) await inTransaction(contextFor(id), work).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} shops could not be looked after`)
}

type Round = { calendar: Calendar; now: string; dues: Map<string, ReturnType<ReturnType<typeof dueReader>>> }

/** One shop: who is to be told what, and what of it goes by mail. Whoever does the same meanwhile adds nothing. */
async function lookAfter(ctx: InTx): Promise<void> {
  const owing = await findOwing(ctx)
  const calendar = calendarOf(await loadShop(ctx, shopOf(ctx)))
  const now = ctx.platform.now().toISOString()
  const read = dueReader(calendar, now)
  const round: Round = { calendar, now, dues: new Map(owing.map(({ id, facts }) => [id, read(owedOf(facts))])) }
  if (owing.length === 0) return
  const members = (await findMembers(ctx)).map(({ member }) => member).filter(({ role }) => isAlerted(role))
  const memberIds = members.map(({ id }) => id)
  await raise(ctx, owing, memberIds, round)
  if (ctx.platform.mail.available) await queueMails(ctx, memberIds, round)
}

/** An alert for everybody who has not been told of it, and one event an order, so that open screens show it. */
async function raise(ctx: InTx, owing: Owing[], memberIds: string[], { calendar, now, dues }: Round): Promise<void> {
  const soon = owing.flatMap(({ id }) =>
    alertsOf(dues.get(id) ?? [], calendar, now).map((due) => ({ orderId: id, kind: due.kind, due: dueKey(due) })),
  )
  if (soon.length === 0) return
  const told = await findAlertsOf(ctx, [...new Set(soon.map((one) => one.orderId))])
  const known = new Set(told.map(keyOf))
  const wanted = memberIds
    .flatMap((memberId) => soon.map((one) => ({ ...one, memberId })))
    .filter((one) => !known.has(keyOf(one)))
  if (wanted.length === 0) return
  const raised = await insertAlerts(ctx, wanted)
  const orders = [...new Set(raised.map(({ orderId }) => orderId))]
  await recordEach(
    ctx,
    orders.map((orderId) => ({ type: 'alert.raised', orderId, subjectId: orderId })),
  )
}

const keyOf = ({ memberId, orderId, kind, due }: Pick<AlertRow, 'memberId' | 'orderId' | 'kind' | 'due'>) =>
  `${memberId} ${orderId} ${kind} ${due}`

async function queueMails(ctx: InTx, memberIds: string[], round: Round): Promise<void> {
  const wishes = (await findSettings(ctx)).filter(({ memberId }) => memberIds.includes(memberId))
  const morning = isMorning(round.calendar, round.now)
  for (const { memberId, digest, beforeReply } of wishes) {
    if (digest && morning) await queueDigest(ctx, memberId, round)
    if (beforeReply) await queueReplyMail(ctx, memberId, round)
  }
}

/** Queued in the transaction that claims it: neither is there without the other. */
const queue = (ctx: InTx, mail: Omit<AlertMail, 'shopId'>) =>
  ctx.platform.jobs.send<AlertMail>(MAIL_JOB, { ...mail, shopId: shopOf(ctx) }, ctx.tx)

async function queueDigest(ctx: InTx, memberId: string, { calendar, now, dues }: Round): Promise<void> {
  if (!(await claimDigest(ctx, memberId, dayIn(calendar.timezone, now)))) return
  const told = [...dues].flatMap(([orderId, all]) => digestOf(all, calendar, now).map((due) => ({ orderId, due })))
  if (told.length > 0) await queue(ctx, { memberId, about: 'digest', dues: told })
}

async function queueReplyMail(ctx: InTx, memberId: string, { calendar, now, dues }: Round): Promise<void> {
  const wanted = [...dues].flatMap(([orderId, all]) =>
    alertsOf(all, calendar, now)
      .filter((due) => wantsReplyMail(due, calendar, now))
      .map((due) => ({ orderId, due })),
  )
  if (wanted.length === 0) return
  const rows = await findAlertsOf(
    ctx,
    wanted.map(({ orderId }) => orderId),
  )
  const idOf = ({ orderId, due }: (typeof wanted)[number]) =>
    rows.find((row) => keyOf(row) === keyOf({ memberId, orderId, kind: due.kind, due: dueKey(due) }))?.id
  const claimed = await claimMails(
    ctx,
    wanted.flatMap((one) => idOf(one) ?? []),
  )
  const ids = new Set(claimed.map(({ id }) => id))
  const own = wanted.filter((one) => ids.has(idOf(one) ?? ''))
  if (own.length > 0) await queue(ctx, { memberId, about: 'reply', dues: own })
}
