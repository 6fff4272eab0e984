import { EtsyError } from '@proofroom/etsy'
import { type Context, inTransaction } from '../../platform/context.ts'
import { record } from '../../platform/events/record.ts'
import { codeOf, isForGood } from './problems.ts'
import { lockConnection, writeConnection } from './store.ts'

const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 30 * 60_000

/** Remembers what went wrong: for a person to mend, or to be tried again, each time a little later. */
export async function failed(ctx: Context, id: string, error: unknown): Promise<void> {
  const code = codeOf(error)
  // Ours, not Etsy's: the queue tries again and the log tells.
  if (code === 'etsy.ours') throw error
  ctx.platform.log.warn({ err: error, requestId: ctx.requestId, code }, 'etsy: a look failed')
  await inTransaction({ ...ctx, idempotency: null }, async (tx) => {
    const row = await lockConnection(tx)
    // Connected anew meanwhile: that was about the access before.
    if (row?.id !== id || row.state !== 'connected') return
    const now = tx.platform.now()
    if (isForGood(code)) {
      await writeConnection(tx, id, { state: 'broken', problemCode: code, problemAt: now })
      await record(tx, { type: 'etsy.broken', subjectId: id, data: { code } })
      return
    }
    const failures = row.failures + 1
    const asked = error instanceof EtsyError ? (error.retryAfterMs ?? 0) : 0
    const wait = Math.max(asked, Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS))
    const notBefore = new Date(now.getTime() + wait)
    await writeConnection(tx, id, { failures, notBefore, lastErrorCode: code, lastErrorAt: now })
  })
}
