import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newOrderFacts, type OrderFacts, type ProofFacts } from './facts.ts'
import { makingGate } from './gate.ts'

const AT = '2026-11-20T09:00:00.000Z'

const proofOf = (number: number, signedAt: string | null): ProofFacts => ({
  ...{
    proofId: `p${number}${signedAt}`,
    title: 'Sign',
    newest: number,
    picture: null,
    number,
    sentAt: AT,
    viewedAt: null,
  },
  ...{ requestedAt: null, openRequests: 0, firstRequest: null, signedAt, withdrawnAt: null, draftSince: null },
})
const order = (proofs: ProofFacts[], given: Partial<OrderFacts> = {}): OrderFacts => ({
  ...newOrderFacts(AT),
  proofs,
  ...given,
})

describe('may making start', () => {
  it('G1: not without a proof', () => {
    expect(makingGate(order([]))).toMatchObject({ open: false, code: 'making.no_proof' })
  })

  it('G1: not while any proof is unsigned, and then at once', () => {
    expect(makingGate(order([proofOf(1, AT), proofOf(2, null)])).open).toBe(false)
    expect(makingGate(order([proofOf(1, AT), proofOf(2, AT)]))).toEqual({ open: true })
  })

  it('G2: names the proof that keeps it closed', () => {
    expect(makingGate(order([proofOf(1, AT), proofOf(3, null)]))).toEqual({
      open: false,
      code: 'making.unsigned',
      reason: 'Proof 3 isn’t signed yet. Making starts once the customer has signed it.',
    })
    expect(makingGate(order([proofOf(0, null)]))).toMatchObject({ code: 'making.no_proof' })
  })

  it('G3: not when the order was cancelled', () => {
    const gate = makingGate(order([proofOf(1, AT)], { cancelledAt: AT }))
    expect(gate).toMatchObject({ open: false, code: 'order.cancelled' })
  })

  it('G4: only once', () => {
    const gate = makingGate(order([proofOf(1, AT)], { makingSince: AT }))
    expect(gate).toMatchObject({ open: false, code: 'making.started' })
  })

  it('G1, G2: for any proofs, open means all signed; closed means a code and a sentence', () => {
    const proofs = fc.array(
      fc.record({ number: fc.nat(9), signed: fc.boolean() }).map((p) => proofOf(p.number, p.signed ? AT : null)),
    )
    fc.assert(
      fc.property(proofs, (all) => {
        const gate = makingGate(order(all))
        expect(gate.open).toBe(all.length > 0 && all.every((one) => one.signedAt !== null))
        if (!gate.open) expect(gate.reason).toMatch(/^[A-Z].*\.$/)
      }),
    )
  })
})
