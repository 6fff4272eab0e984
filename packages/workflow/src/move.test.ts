import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newOrderFacts, type OrderFacts, type ProofFacts, withProof } from './facts.ts'
import { makingGate } from './gate.ts'
import { queueSection, whoseMove } from './move.ts'

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T09:00:00.000Z`

const proof = (given: Partial<ProofFacts> = {}): ProofFacts => ({
  proofId: 'p1',
  title: 'Walnut board',
  newest: 1,
  picture: null,
  number: 0,
  sentAt: null,
  viewedAt: null,
  requestedAt: null,
  openRequests: 0,
  firstRequest: null,
  signedAt: null,
  withdrawnAt: null,
  draftSince: null,
  ...given,
})
const order = (given: Partial<OrderFacts> = {}): OrderFacts => ({ ...newOrderFacts(day(1)), ...given })
const withProofs = (...proofs: Partial<ProofFacts>[]) =>
  order({ proofs: proofs.map((given, i) => proof({ proofId: `p${i}`, ...given })) })

const sent = { number: 1, sentAt: day(2) }
const seen = { ...sent, viewedAt: day(3) }
const asked = { ...seen, requestedAt: day(4), openRequests: 1 }
const signed = { ...seen, signedAt: day(5) }

describe('whose move it is', () => {
  it.each<[string, OrderFacts, string, string, string]>([
    ['M1 cancelled', order({ cancelledAt: day(9), makingSince: day(5) }), 'nobody', 'cancelled', day(9)],
    ['M2 shipped', order({ shippedAt: day(8), makingSince: day(5) }), 'carrier', 'deliver', day(8)],
    ['M3 being made', { ...withProofs(signed), makingSince: day(6) }, 'shop', 'finish_making', day(6)],
    ['M4 no proof', order(), 'shop', 'send_first_proof', day(1)],
    ['M4 a draft only', withProofs({ draftSince: day(2) }), 'shop', 'send_first_proof', day(1)],
    ['M5 sent', withProofs(sent), 'customer', 'open_proof', day(2)],
    ['M6 opened', withProofs(seen), 'customer', 'decide', day(3)],
    ['M7 changes asked', withProofs(asked), 'shop', 'answer_requests', day(4)],
    ['M7 and the next begun', withProofs({ ...asked, draftSince: day(5) }), 'shop', 'send_proof', day(4)],
    ['M8 signed', withProofs(signed), 'shop', 'start_making', day(5)],
    ['M9 the shop’s open work first', withProofs(seen, asked, signed), 'shop', 'answer_requests', day(4)],
    ['M9 then the customer’s', withProofs(signed, seen), 'customer', 'decide', day(3)],
    ['M9 making waits for all', withProofs(signed, {}), 'shop', 'send_first_proof', day(1)],
    [
      'M9 the one that waits longest',
      withProofs({ ...asked, requestedAt: day(7) }, asked),
      'shop',
      'answer_requests',
      day(4),
    ],
    ['M10 taken back', withProofs({ number: 1, withdrawnAt: day(4) }), 'shop', 'send_proof', day(4)],
  ])('%s', (_, facts, mover, reason, since) => {
    expect(whoseMove(facts)).toMatchObject({ mover, reason, since })
  })

  it('tells the phase of the order’s life', () => {
    const phases = [withProofs(), withProofs(sent), withProofs(asked), withProofs(signed)].map(
      (f) => whoseMove(f).phase,
    )
    expect(phases).toEqual(['in_design', 'proof_out', 'in_design', 'approved'])
  })

  it('places every move in one section of the queue', () => {
    expect(queueSection({ mover: 'shop', reason: 'answer_requests' })).toBe('yours')
    expect(queueSection({ mover: 'shop', reason: 'finish_making' })).toBe('making')
    expect(queueSection({ mover: 'customer', reason: 'decide' })).toBe('waiting')
    expect(queueSection({ mover: 'carrier', reason: 'deliver' })).toBe('none')
    expect(queueSection({ mover: 'nobody', reason: 'cancelled' })).toBe('none')
  })
})

describe('withProof', () => {
  it('replaces the proof of the same id and keeps the others', () => {
    const facts = withProof(withProofs(sent, seen), proof({ proofId: 'p0', ...signed }))
    expect(facts.proofs.map(({ proofId, signedAt }) => [proofId, signedAt])).toEqual([
      ['p1', null],
      ['p0', day(5)],
    ])
  })
})

// What holds for whatever the slices may say.

const instant = fc.integer({ min: 1, max: 28 }).map(day)
const maybe = fc.option(instant, { nil: null })
const anyProof = fc.record({
  ...{ sentAt: maybe, viewedAt: maybe, requestedAt: maybe, signedAt: maybe, withdrawnAt: maybe, draftSince: maybe },
  number: fc.integer({ min: 0, max: 5 }),
})
const anyOrder = fc
  .record({
    ...{ makingSince: maybe, shippedAt: maybe, cancelledAt: maybe },
    proofs: fc.array(anyProof, { maxLength: 4 }),
  })
  .map(({ proofs, ...facts }) => ({ ...withProofs(...proofs), ...facts }))

describe('for any facts', () => {
  it('since is one of the moments the facts name', () => {
    fc.assert(fc.property(anyOrder, (facts) => JSON.stringify(facts).includes(whoseMove(facts).since)))
  })

  it('M9: the order in which proofs were told does not matter', () => {
    fc.assert(
      fc.property(anyOrder, (facts) => {
        const reversed = { ...facts, proofs: facts.proofs.toReversed() }
        expect(whoseMove(reversed)).toEqual(whoseMove(facts))
      }),
    )
  })

  it('M8, G1: it is “start making” exactly when the gate is open, or nothing comes before', () => {
    fc.assert(
      fc.property(anyOrder, (facts) => {
        const over = facts.cancelledAt ?? facts.shippedAt ?? facts.makingSince
        if (!over) expect(whoseMove(facts).reason === 'start_making').toBe(makingGate(facts).open)
      }),
    )
  })

  it('the customer is waited for only while a proof is out and unsigned', () => {
    fc.assert(
      fc.property(anyOrder, (facts) => {
        if (whoseMove(facts).mover === 'customer')
          expect(facts.proofs.some((p) => p.sentAt && !p.signedAt && !p.requestedAt && !p.withdrawnAt)).toBe(true)
      }),
    )
  })
})
