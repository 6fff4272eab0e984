import type { DueDto, OrderRowDto, QueueDto } from '@proofroom/contract'
import { bySoonest, type QueueSection, queueSection, whoseMove } from '@proofroom/workflow'
import type { Member } from '../platform/actor.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { owedBy, readsDue } from './dues.ts'
import { presentOrderRow } from './present.ts'
import { countSome, findQueued } from './store.ts'

/** The seller's home: whose move every open order is and what is due of it, the most urgent first. */
export function getQueue(ctx: Context): Promise<QueueDto> {
  const { shopCode } = ctx.actor as Member
  return inTransaction(ctx, async (tx) => {
    const [queued, total, due] = await Promise.all([findQueued(tx), countSome(tx), readsDue(tx)])
    const now = ctx.platform.now().toISOString()
    const sections: Record<QueueSection, OrderRowDto[]> = { yours: [], waiting: [], making: [], held: [], none: [] }
    for (const line of queued) {
      const { facts, mover, reason, since, phase } = line
      const move = facts ? whoseMove(facts, now) : { mover, reason, since, phase }
      sections[queueSection(move)].push(presentOrderRow(line, move, due(owedBy(line)), shopCode))
    }
    const { none: _, ...shown } = sections
    for (const rows of Object.values(shown)) rows.sort(byDue)
    return { ...shown, total }
  })
}

const NEVER: Pick<DueDto, 'day' | 'at'> = { day: '9999-12-31', at: null }

/** Sooner due first; what is due at no time after it, the longest waiting first. */
function byDue(a: OrderRowDto, b: OrderRowDto): number {
  return bySoonest(a.due ?? NEVER, b.due ?? NEVER) || (a.move.since < b.move.since ? -1 : 1)
}
