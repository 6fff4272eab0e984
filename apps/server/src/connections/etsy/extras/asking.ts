import type { EtsyExtraInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { isPayable } from '@proofroom/etsy'
import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { loadShop } from '../../../identity/index.ts'
import { loadOrder, lockOrder } from '../../../orders/index.ts'
import type { Member } from '../../../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../../platform/context.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import { record } from '../../../platform/events/record.ts'
import { authorize, type Decision } from '../../../platform/policy.ts'
import { canSync } from '../policy.ts'
import { findConnection } from '../store.ts'
import { canAddExtra, canMakeListings, mayPublish, mayRetry, mayWithdraw } from './policy.ts'
import { ended } from './settling.ts'
import { type ExtraRow, receiptIdOf, sendJob, writeExtra } from './store.ts'

const { etsyExtras } = schema

/** Extra work on an order of Etsy's: what is to be made there stands here first, and a job makes it. */
export const addExtra = (ctx: Context, code: string, input: EtsyExtraInput): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const found = (await loadOrder(tx, code)).order
    const order = await lockOrder(tx, found.id)
    const connection = await findConnection(tx)
    const isFromEtsy = (await receiptIdOf(tx, order.id)) !== null
    authorize(canAddExtra(ctx.actor, { order, isFromEtsy, connection }))
    const currency = connection?.currency ?? (await loadShop(tx, shopOf(tx))).currency
    if (!isPayable(input.amount, currency))
      throw invalid('etsy.price', NO_COIN, { amount: `There is no coin that small in ${currency}.` })
    const id = uuidv7()
    await tx.tx.insert(etsyExtras).values({
      ...{ id, shopId: shopOf(tx), orderId: order.id, ...input, currency, state: 'intended' },
      ...{ memberId: (ctx.actor as Member).memberId, createdAt: tx.platform.now() },
    })
    await record(tx, { type: 'etsy.extra_asked', orderId: order.id, subjectId: id })
    await sendJob(tx, id)
  })

const NO_COIN = 'Nobody can pay this price to the coin. Please round it.'

/** Not wanted any more: what is for sale is taken off; a draft stays among the shop's drafts, where nobody else sees it. */
export const withdrawExtra = (ctx: Context, code: string, id: string): Promise<void> =>
  onExtra(ctx, { code, id, may: mayWithdraw }, takeBack)

/** Its order left, or is none any more: nobody can have more of it. */
export async function takeBackAll(ctx: InTx, orderId: string): Promise<void> {
  const extras = await ctx.tx.select().from(etsyExtras).where(eq(etsyExtras.orderId, orderId)).for('update')
  for (const extra of extras) if (mayWithdraw(extra).allowed) await takeBack(ctx, extra)
}

async function takeBack(ctx: InTx, extra: ExtraRow): Promise<void> {
  if (extra.state !== 'listed' && extra.state !== 'publishing') return ended(ctx, extra, 'withdrawn')
  const { id, orderId } = extra
  await writeExtra(ctx, id, { state: 'withdrawing' })
  await record(ctx, { type: 'etsy.extra_withdrawn', orderId, subjectId: id })
  await sendJob(ctx, id)
}

/** On sale, by us: Etsy takes its fee for a listing. */
export const publishExtra = (ctx: Context, code: string, id: string): Promise<void> =>
  onExtra(ctx, { code, id, may: mayPublish }, async (tx, { orderId }) => {
    authorize(canMakeListings(await findConnection(tx)))
    await writeExtra(tx, id, { state: 'publishing' })
    await record(tx, { type: 'etsy.extra_publishing', orderId, subjectId: id })
    await sendJob(tx, id)
  })

/** As if it might have been made: by somebody at Etsy, from the words that were there to copy. */
export const retryExtra = (ctx: Context, code: string, id: string): Promise<void> =>
  onExtra(ctx, { code, id, may: mayRetry }, async (tx, { orderId }) => {
    authorize(canMakeListings(await findConnection(tx)))
    await writeExtra(tx, id, { state: 'unsure' })
    await record(tx, { type: 'etsy.extra_retried', orderId, subjectId: id })
    await sendJob(tx, id)
  })

type Wanted = { code: string; id: string; may: (extra: ExtraRow) => Decision }

const onExtra = (
  ctx: Context,
  { code, id, may }: Wanted,
  act: (tx: InTx, extra: ExtraRow) => Promise<void>,
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    authorize(canSync(ctx.actor))
    const { order } = await loadOrder(tx, code)
    const [extra] = await tx.tx
      .select()
      .from(etsyExtras)
      .where(and(eq(etsyExtras.id, id), eq(etsyExtras.orderId, order.id)))
      .for('update')
    if (!extra) throw notFound()
    const decision = may(extra)
    if (!decision.allowed) throw conflict(decision.code ?? 'etsy.extra_over', decision.reason)
    await act(tx, extra)
  })
