import type { OrderDto } from '@proofroom/contract'
import { makingGate } from '@proofroom/workflow'
import { type Context, inTransaction } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { setFacts } from './facts.ts'
import { readOrder } from './orders.ts'
import { canStartMaking } from './policy.ts'
import { loadOrder } from './store.ts'

/** Opens the gate to production. Refused before the sign-off, with the reason. */
export function startMaking(ctx: Context, code: string): Promise<OrderDto> {
  return inTransaction(ctx, async (tx) => {
    const { order } = await loadOrder(tx, code)
    await setFacts(tx, order.id, (facts) => {
      const gate = makingGate(facts)
      if (!gate.open) throw conflict(gate.code, gate.reason)
      authorize(canStartMaking(ctx.actor, facts))
      return { ...facts, makingSince: ctx.platform.now().toISOString() }
    })
    await record(tx, { type: 'making.started', orderId: order.id, subjectId: order.id })
    return readOrder(tx, code)
  })
}
