import { type GateKind, type OrderFacts, withItems } from '@proofroom/workflow'
import { lockOrder, setFacts } from '../orders/index.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import type { EventJob, Reaction } from '../platform/events/jobs.ts'
import { record } from '../platform/events/record.ts'
import { loadFloor, workflowOf } from './floor.ts'
import { findCardsOf, findOrdersToStart } from './store.ts'

type ContextFor = (job: EventJob, name: string) => Context

/**
 * What has not begun follows the gate of its workflow as it is now; what is under way keeps the one it was begun with.
 * Order by order, because a shop may have many and each is held while it changes.
 */
export const productionReactions = (contextFor: ContextFor): Reaction[] => [
  {
    name: 'production.workflow_changed',
    on: 'workflow.changed',
    run: (job) => followGates(contextFor(job, 'production.workflow_changed'), job),
  },
  {
    name: 'production.product_changed',
    on: 'product.changed',
    run: (job) => followGates(contextFor(job, 'production.product_changed'), job),
  },
]

async function followGates(ctx: Context, { type, subjectId }: EventJob): Promise<void> {
  const orders = await inTransaction(ctx, async (tx) => {
    const { workshop } = await loadFloor(tx)
    if (type === 'product.changed') return findOrdersToStart(tx, [subjectId])
    // Which workflow is the usual one may have changed with it.
    const followers = workshop.products.filter((product) => product.workflowId === subjectId).map(({ id }) => id)
    return findOrdersToStart(tx, [...followers, null])
  })
  for (const orderId of orders) await inTransaction(ctx, (tx) => followGate(tx, orderId))
}

async function followGate(ctx: InTx, orderId: string): Promise<void> {
  const { facts } = await lockOrder(ctx, orderId)
  const floor = await loadFloor(ctx)
  const rows = await findCardsOf(ctx, orderId)
  const gates = new Map(rows.map((row) => [row.id, workflowOf(floor, row)?.gate ?? ('customer' as const)]))
  if (changedItems(facts, gates).length === 0) return
  await setFacts(ctx, orderId, (now) => withItems(now, changedItems(now, gates)))
  await record(ctx, { type: 'order.gate_changed', orderId, subjectId: orderId })
}

const changedItems = ({ items }: OrderFacts, gates: Map<string, GateKind>): OrderFacts['items'] =>
  items.flatMap((item) => {
    const gate = gates.get(item.itemId) ?? item.gate
    return item.progress === 'to_start' && gate !== item.gate ? [{ ...item, gate }] : []
  })
