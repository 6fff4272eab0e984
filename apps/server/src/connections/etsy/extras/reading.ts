import type { EtsyExtraDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { inArray } from 'drizzle-orm'
import type { TimelineDetail } from '../../../orders/index.ts'
import type { InTx } from '../../../platform/context.ts'
import { type Decision, presentPermission } from '../../../platform/policy.ts'
import { canSync } from '../policy.ts'
import { isoOf } from '../present.ts'
import type { ConnectionRow } from '../store.ts'
import { mayPublish, mayRetry, mayWithdraw } from './policy.ts'
import { listingPage } from './settling.ts'
import { type ExtraRow, findExtrasOf, findLast, TO_BE_TOLD } from './store.ts'
import { problemOf } from './words.ts'

const { etsyExtras } = schema

/** Those of an order as its page shows them. */
export async function readExtras(
  ctx: InTx,
  orderId: string,
  connection: ConnectionRow | null,
): Promise<EtsyExtraDto[]> {
  const rows = await findExtrasOf(ctx, orderId)
  if (rows.length === 0) return []
  const last = await findLast(ctx, orderId)
  const also = (decision: Decision) => presentPermission(canSync(ctx.actor).allowed ? decision : canSync(ctx.actor))
  return rows.map(({ url, ...extra }) => {
    const { id, title, amount, currency, listingId, createdAt, boughtAt } = extra
    const happened = last.get(id)
    return {
      ...{ id, title, amount, currency, state: shownState(extra) },
      ended: (extra.state === 'withdrawn' && ENDS[happened?.type ?? '']) || null,
      problem: problemWith(extra, happened, connection),
      url: listingId && (url ?? listingPage(listingId)),
      ...{ createdAt: createdAt.toISOString(), boughtAt: isoOf(boughtAt) },
      can: { publish: also(mayPublish(extra)), retry: also(mayRetry(extra)), withdraw: also(mayWithdraw(extra)) },
    }
  })
}

/** What still has to be told to Etsy waits where nobody can be told; else it is what went wrong last. */
function problemWith(
  { state }: ExtraRow,
  happened: { type: string; code: string | null } | undefined,
  connection: ConnectionRow | null,
): EtsyExtraDto['problem'] {
  if (TO_BE_TOLD.includes(state) && connection?.state !== 'connected') return problemOf('etsy.waits')
  return happened?.type === 'etsy.extra_refused' && happened.code ? problemOf(happened.code) : null
}

/** How sure we are that Etsy was asked is nobody's affair. */
const shownState = ({ state }: ExtraRow): EtsyExtraDto['state'] =>
  state === 'calling' || state === 'unsure' ? 'intended' : state

const ENDS: Record<string, EtsyExtraDto['ended']> = {
  'etsy.extra_withdrawn': 'taken_back',
  'etsy.extra_off_sale': 'taken_back',
  'etsy.extra_refused': 'taken_back',
  'etsy.extra_gone': 'gone',
  'etsy.extra_given_back': 'given_back',
}

/** What the order's timeline says of it besides: what it was called. */
export const extrasTimeline: TimelineDetail = async (ctx, events) => {
  const ours = events.filter(({ type }) => type.startsWith('etsy.extra_'))
  const ids = ours.flatMap(({ subjectId }) => subjectId ?? [])
  if (ids.length === 0) return new Map()
  const rows = await ctx.tx
    .select({ id: etsyExtras.id, title: etsyExtras.title })
    .from(etsyExtras)
    .where(inArray(etsyExtras.id, ids))
  const titles = new Map(rows.map(({ id, title }) => [id, title]))
  return new Map(ours.map(({ id, subjectId }) => [id, { message: titles.get(subjectId ?? '') || null }]))
}
