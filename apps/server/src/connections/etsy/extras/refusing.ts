import { type Context, type InTx, inTransaction } from '../../../platform/context.ts'
import { record } from '../../../platform/events/record.ts'
import { failed } from '../failing.ts'
import { codeOf, isForGood } from '../problems.ts'
import type { ShopClient } from '../tokens.ts'
import { NothingAlike } from './likeness.ts'
import { type ExtraRow, type ExtraState, findLast, holdExtra } from './store.ts'

export type Refusals = {
  /** The states in which something was asked of Etsy. */
  wanted: readonly ExtraState[]
  /** After these another try is of no use. */
  personsTurn: ReadonlySet<string>
  /** What becomes of it then. */
  leave: (ctx: InTx, extra: ExtraRow, code: string) => Promise<void>
}

/** What a refusal means: a person's turn, or another try. */
export async function refused(
  ctx: Context,
  { connection }: ShopClient,
  id: string,
  error: unknown,
  { wanted, personsTurn, leave }: Refusals,
): Promise<void> {
  const code = error instanceof NothingAlike ? error.code : codeOf(error)
  if (code === 'etsy.ours') throw error
  // The connection says so to the owner; it waits until that is connected again.
  if (isForGood(code)) return failed(ctx, connection.id, error)
  ctx.platform.log.warn({ err: error, requestId: ctx.requestId, code }, 'etsy: extra work was refused')
  const isSettled = await inTransaction(ctx, async (tx) => {
    const extra = await holdExtra(tx, id, wanted)
    if (!extra) return true
    const isPersons = personsTurn.has(code)
    await (isPersons ? leave(tx, extra, code) : tellOnce(tx, extra, code))
    return isPersons
  })
  // The queue comes again, a little later each time.
  if (!isSettled) throw error
}

/** Told when it is new, not at each try. */
async function tellOnce(ctx: InTx, { id, orderId }: ExtraRow, code: string): Promise<void> {
  const last = (await findLast(ctx, orderId)).get(id)
  if (last?.code !== code) await record(ctx, { type: 'etsy.extra_refused', orderId, subjectId: id, data: { code } })
}
