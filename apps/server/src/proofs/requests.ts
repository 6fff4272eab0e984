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
    const out = await findOut(tx, proofId)
    if (out?.state === 'signed')
      throw conflict('version.closed', `Proof ${out.number} is signed: its requests stay as they are.`)
    return setState(tx, request, input, { type: 'request.answered' })
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
    const kept = { state: input.state, note: input.note || request.note }
    return setState(tx, request, kept, { type: 'request.confirmed', said: input.note !== '' })
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
  { type, ...more }: { type: string; said?: boolean },
): Promise<ChangeRequestDto> {
  const set = { state, note, stateAt: ctx.platform.now() }
  const [row] = await ctx.tx.update(changeRequests).set(set).where(eq(changeRequests.id, request.id)).returning()
  await record(ctx, {
    type,
    orderId: request.orderId,
    subjectId: request.id,
    data: { state, number: request.number, ...more },
  })
  await tellOrder(ctx, request.proofId)
  return presentRequest(row as RequestRow, await findVersions(ctx, request.proofId))
}
