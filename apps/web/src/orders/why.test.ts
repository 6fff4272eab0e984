import type { OrderRowDto } from '@proofroom/contract'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { dueOf } from './due.ts'
import orders from './en.json'
import { say } from './say.ts'
import { actOf, markOf, whyOf } from './why.ts'

const now = new Date('2026-11-20T12:00:00Z')

type Given = { reason: OrderRowDto['move']['reason']; since?: string; mover?: OrderRowDto['move']['mover'] } & Partial<
  Pick<OrderRowDto, 'proof' | 'openRequests' | 'firstRequest'>
>

const row = ({ reason, mover = 'shop', since = '2026-11-19T21:00:00Z', ...rest }: Given) => ({
  move: { reason, mover, since, phase: 'in_design' as const },
  proof: null,
  openRequests: 0,
  firstRequest: null,
  ...rest,
})
const proof = (number: number, state: 'draft' | 'sent' | 'signed' = 'sent') => ({ id: 'p', number, state })

beforeAll(() => i18next.init({ lng: 'en', resources: { en: { orders } }, interpolation: { escapeValue: false } }))

function said(given: Given): string {
  return say(i18next.getFixedT('en', 'orders'), whyOf(row(given), now))
}

describe('the sentence of a row', () => {
  it('counts the requests and quotes the first one', () => {
    expect(
      said({
        reason: 'answer_requests',
        proof: proof(3),
        openRequests: 3,
        firstRequest: 'Will the cord be long enough?',
      }),
    ).toBe('3 requests on proof 3: “Will the cord be long enough?”')
    expect(said({ reason: 'answer_requests', proof: proof(1), openRequests: 1, firstRequest: 'Lower, please' })).toBe(
      '1 request on proof 1: “Lower, please”',
    )
  })

  it('says that changes were asked for in words only', () => {
    expect(said({ reason: 'answer_requests', proof: proof(2) })).toBe('Asked for changes on proof 2')
  })

  it('names the proof that comes next', () => {
    expect(said({ reason: 'send_proof', proof: proof(2), openRequests: 2 })).toBe(
      'Proof 3 is a draft. Send it when it is ready',
    )
    expect(said({ reason: 'send_first_proof' })).toBe('Nothing sent yet. Draw the first proof')
  })

  it('tells how long a proof has been out', () => {
    expect(said({ reason: 'open_proof', mover: 'customer', proof: proof(2), since: '2026-11-17T12:00:00Z' })).toBe(
      'Proof 2: unopened for 3 days',
    )
    expect(said({ reason: 'decide', mover: 'customer', proof: proof(1) })).toBe('Proof 1: opened 15 h ago')
  })

  it('speaks of no proof where there was none', () => {
    expect(said({ reason: 'start_making', proof: null })).toBe('Reviewed. Making may start')
    expect(said({ reason: 'start_making', proof: proof(2, 'signed') })).toBe('Signed proof 2. Making may start')
  })

  it('has words for every reason', () => {
    const reasons = ['send_first_proof', 'send_proof', 'answer_requests', 'start_making', 'finish_making'] as const
    const others = ['reply', 'send_update', 'review', 'ship', 'held', 'closed'] as const
    for (const reason of [...reasons, ...others, 'open_proof', 'decide', 'deliver', 'cancelled'] as const)
      expect(said({ reason, proof: proof(1) })).not.toContain('why.')
  })
})

describe('the one button of a row', () => {
  it('does what the move asks for', () => {
    expect(actOf(row({ reason: 'send_first_proof' }), true)).toBe('create_proof')
    expect(actOf(row({ reason: 'send_first_proof', proof: proof(1, 'draft') }), true)).toBe('open_draft')
    expect(actOf(row({ reason: 'answer_requests', proof: proof(1) }), true)).toBe('answer')
    expect(actOf(row({ reason: 'start_making', proof: proof(1, 'signed') }), true)).toBe('start_making')
    expect(actOf(row({ reason: 'decide', mover: 'customer', proof: proof(1) }), true)).toBe('nudge')
  })

  it('only opens the order for someone who may only look', () => {
    expect(actOf(row({ reason: 'start_making', proof: proof(1, 'signed') }), false)).toBe('open')
  })
})

describe('marks and due dates', () => {
  it('lets late win over your move, never over waiting', () => {
    expect(markOf(row({ reason: 'send_proof' }).move, true)).toBe('late')
    expect(markOf(row({ reason: 'decide', mover: 'customer' }).move, true)).toBe('wait')
    expect(markOf(row({ reason: 'start_making' }).move, false)).toBe('ok')
  })

  it('counts late days and names near ones', () => {
    expect(dueOf('2026-11-19', '2026-11-20')).toEqual({ key: 'due.late', values: { count: 1 }, late: true })
    expect(dueOf('2026-11-20', '2026-11-20').key).toBe('due.today')
    expect(dueOf('2026-11-21', '2026-11-20').key).toBe('due.tomorrow')
    expect(dueOf('2026-11-27', '2026-11-20')).toEqual({ key: 'due.day', values: { day: 'Fri 27 Nov' }, late: false })
  })
})
