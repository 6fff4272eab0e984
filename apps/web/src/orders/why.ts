import type { OrderRowDto } from '@proofroom/contract'
import { formatAge } from '../ui/format.ts'
import type { MoveMarkKind } from '../ui/MoveMark.tsx'

type Row = Pick<OrderRowDto, 'move' | 'proof' | 'openRequests' | 'firstRequest'>

/** Why an order stands where it stands, as one sentence of `orders:why.*`. */
export function whyOf(row: Row, now: Date) {
  const proof = row.proof?.number ?? 0
  const age = formatAge(row.move.since, now)
  const next = proof + 1
  switch (row.move.reason) {
    case 'send_first_proof':
      return row.proof
        ? ({ key: 'why.first_draft', values: {} } as const)
        : ({ key: 'why.send_first_proof', values: {} } as const)
    case 'answer_requests':
      return answerWhy(row, proof)
    case 'send_proof':
      if (row.proof?.state === 'signed') return { key: 'why.outdated', values: { proof } } as const
      return row.proof?.state === 'draft'
        ? ({ key: 'why.draft', values: { proof } } as const)
        : ({ key: 'why.draft', values: { proof: next } } as const)
    case 'start_making':
      return proof === 0
        ? ({ key: 'why.start_reviewed', values: {} } as const)
        : ({ key: 'why.start_making', values: { proof } } as const)
    case 'open_proof':
      return { key: 'why.open_proof', values: { proof, age } } as const
    case 'decide':
      return { key: 'why.decide', values: { proof, age } } as const
    case 'finish_making':
      return { key: 'why.finish_making', values: { age } } as const
    case 'reply':
    case 'ship':
    case 'held':
      return { key: `why.${row.move.reason}`, values: { age } } as const
    case 'send_update':
    case 'review':
    case 'deliver':
    case 'closed':
    case 'cancelled':
      return { key: `why.${row.move.reason}`, values: {} } as const
  }
}

function answerWhy({ openRequests: count, firstRequest: words }: Row, proof: number) {
  if (count === 0) return { key: 'why.asked', values: { proof } } as const
  if (!words) return { key: 'why.requests', values: { count, proof } } as const
  return { key: 'why.requests_words', values: { count, proof, words } } as const
}

/** The mark beside it: late wins, agreed is green, all else is the mover's. */
export function markOf({ mover, reason }: OrderRowDto['move'], late: boolean): MoveMarkKind {
  if (late && mover === 'shop') return 'late'
  if (reason === 'finish_making') return 'make'
  if (reason === 'start_making') return 'ok'
  return mover === 'shop' ? 'you' : 'wait'
}

/** The one thing to do about a row. */
type RowAct =
  | 'create_proof'
  | 'open_draft'
  | 'answer'
  | 'start_making'
  | 'nudge'
  | 'reply'
  | 'send_update'
  | 'review'
  | 'ship'
  | 'look'
  | 'open'

export function actOf({ move, proof }: Row, mayManage: boolean): RowAct {
  if (!mayManage) return 'open'
  switch (move.reason) {
    case 'send_first_proof':
      return proof ? 'open_draft' : 'create_proof'
    case 'send_proof':
      return proof?.state === 'signed' ? 'open' : 'open_draft'
    case 'answer_requests':
      return proof ? 'answer' : 'open'
    case 'open_proof':
    case 'decide':
      return proof ? 'nudge' : 'open'
    case 'start_making':
    case 'reply':
    case 'send_update':
    case 'review':
    case 'ship':
      return move.reason
    case 'held':
      return 'look'
    default:
      return 'open'
  }
}
