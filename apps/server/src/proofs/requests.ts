import type { AnswerRequestInput, ChangeRequestDto, ConfirmRequestInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { tellOrder } from './facts.ts'
import { canAnswerRequests, canDecide } from './policy.ts'
import { presentRequest } from './present.ts'
import { findOut, findVersions, loadVersion, lockProof, type RequestRow } from './store.ts'

const { changeRequests } = schema

/** The shop says what it did about a request: done, not done, or a question. */
export function answerRequest(
  ctx: Context,
  proofId: string,
  requestId: string,
  input: AnswerRequestInput,
): Promise<ChangeRequestDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canAnswerRequests(ctx.actor))
    const request = await lockRequest(tx, requestId, proofId)
    if (request.state === 'fixed')
      throw conflict('request.fixed', `The customer has confirmed request ${request.number} as fixed.`)
    return setState(tx, request, input, 'request.answered')
  })
}

/** The customer looks at the answer on a later version: fixed, or still wrong. */
export function confirmRequest(ctx: Context, requestId: string, input: ConfirmRequestInput): Promise<ChangeRequestDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canDecide(ctx.actor))
    const request = await lockRequest(tx, requestId)
    const out = await findOut(tx, request.proofId)
    const arose = await loadVersion(tx, request.versionId)
    if (!out || out.number <= arose.number)
      throw conflict('request.not_answered', 'The next proof is not here yet. You can confirm this once it is.')
    if (out.state !== 'sent')
      throw conflict('version.closed', `Proof ${out.number} is ${out.state}: its requests stay as they are.`)
    // A verdict without words leaves what the shop had answered.
    return setState(tx, request, { state: input.state, note: input.note || request.note }, 'request.confirmed')
  })
}

async function lockRequest(ctx: InTx, requestId: string, proofId?: string): Promise<RequestRow> {
  const [found] = await ctx.tx.select().from(changeRequests).where(eq(changeRequests.id, requestId))
  if (!found || (proofId && found.proofId !== proofId)) throw notFound()
  await lockProof(ctx, found.proofId)
  const [row] = await ctx.tx.select().from(changeRequests).where(eq(changeRequests.id, requestId))
  return row as RequestRow
}

async function setState(
  ctx: InTx,
  request: RequestRow,
  { state, note }: { state: RequestRow['state']; note: string },
  type: string,
): Promise<ChangeRequestDto> {
  const set = { state, note, stateAt: ctx.platform.now() }
  const [row] = await ctx.tx.update(changeRequests).set(set).where(eq(changeRequests.id, request.id)).returning()
  await record(ctx, { type, orderId: request.orderId, subjectId: request.id, data: { state, number: request.number } })
  await tellOrder(ctx, request.proofId)
  return presentRequest(row as RequestRow, await findVersions(ctx, request.proofId))
}
