import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedItem } from './facts.ts'
import { itemGate, makingGate } from './gate.ts'
import { day, itemOf, MAKING, orderOf, proofOf, SEEN, SIGNED, withProofs } from './testing.ts'

const shopGate = itemOf({ gate: 'shop' })

describe('may an item be made', () => {
  it('G1: not without a proof, not while any is unsigned, and then at once', () => {
    expect(itemGate(orderOf(), itemOf())).toMatchObject({ open: false, code: 'making.no_proof' })
    expect(itemGate(withProofs(SIGNED, SEEN), itemOf()).open).toBe(false)
    expect(itemGate(withProofs(SIGNED, SIGNED), itemOf())).toEqual({ open: true })
  })

  it('G2: names the proof that keeps it closed', () => {
    expect(itemGate(withProofs(SIGNED, { ...SEEN, number: 3 }), itemOf())).toEqual({
      open: false,
      code: 'making.unsigned',
      reason: 'Proof 3 isn’t signed yet. Making starts once the customer has signed it.',
    })
    expect(itemGate(withProofs({}), itemOf())).toMatchObject({ code: 'making.no_proof' })
  })

  it('G3: with the shop’s own gate once it was reviewed, or signed all the same', () => {
    expect(itemGate(orderOf(), shopGate)).toMatchObject({ open: false, code: 'making.unreviewed' })
    expect(itemGate(orderOf(), { ...shopGate, reviewedAt: day(3) })).toEqual({ open: true })
    expect(itemGate(withProofs(SIGNED), shopGate)).toEqual({ open: true })
    expect(itemGate(withProofs(SEEN), shopGate).open).toBe(false)
    expect(itemGate(orderOf(), itemOf({ reviewedAt: day(3) })).open, 'a review is no signature').toBe(false)
  })

  it('G4: a proof of other items opens nothing and closes nothing', () => {
    const others = proofOf({ proofId: 'other', itemIds: ['i2'] })
    expect(itemGate(orderOf({ proofs: [{ ...others, ...SIGNED }] }), itemOf()).open).toBe(false)
    expect(itemGate(orderOf({ proofs: [proofOf(SIGNED), others] }), itemOf()).open).toBe(true)
  })
})

describe('what changed after it was agreed', () => {
  it('G8: closes the gate and names the proof, until a newer one is signed', () => {
    const changed = changedItem(itemOf(), day(6))
    expect(itemGate(withProofs({ ...SIGNED, number: 2 }), changed)).toEqual({
      open: false,
      code: 'making.changed',
      reason:
        'What is to be made changed after proof 2 was signed. Making goes on once the customer has signed the next proof.',
    })
    expect(itemGate(withProofs({ ...SEEN, number: 3 }), changed)).toMatchObject({ code: 'making.unsigned' })
    expect(itemGate(withProofs({ ...SIGNED, signedAt: day(7) }), changed)).toEqual({ open: true })
    expect(itemGate(withProofs(SIGNED), changedItem(itemOf(), day(4))), 'signed as it is now').toEqual({ open: true })
  })

  it('G8: of several proofs each has to be signed on what it is now', () => {
    const changed = changedItem(itemOf(), day(6))
    const newer = { ...SIGNED, signedAt: day(7) }
    expect(itemGate(withProofs(newer, SIGNED), changed).open).toBe(false)
    expect(itemGate(withProofs(newer, newer), changed).open).toBe(true)
  })

  it('G9: takes a review and an override back', () => {
    const reviewed = itemOf({ gate: 'shop', reviewedAt: day(3), overriddenAt: day(4) })
    const changed = changedItem(reviewed, day(6))
    expect(changed).toMatchObject({ reviewedAt: null, overriddenAt: null })
    expect(itemGate(orderOf(), changed)).toMatchObject({ open: false, code: 'making.unreviewed' })
    expect(itemGate(orderOf(), { ...changed, reviewedAt: day(7) })).toEqual({ open: true })
  })

  it('G8: whatever is signed and changed in whatever order, open means that the last word was a signature', () => {
    const acts = fc.array(fc.constantFrom('sign', 'change'), { maxLength: 20 })
    fc.assert(
      fc.property(acts, (all) => {
        let [item, signedAt] = [itemOf(), null as string | null]
        for (const [i, act] of all.entries()) {
          if (act === 'sign') signedAt = day(i + 1)
          else item = changedItem(item, day(i + 1))
        }
        const isOpen = itemGate(withProofs({ ...SEEN, signedAt }), item).open
        expect(isOpen).toBe(signedAt !== null && all.at(-1) === 'sign')
      }),
    )
  })
})

describe('may making start', () => {
  const two = [itemOf(), itemOf({ itemId: 'i2' })]

  it('G5: when one item at least may be made', () => {
    const signed = proofOf({ ...SIGNED, itemIds: ['i2'] })
    expect(makingGate(orderOf({ proofs: [signed] }, two))).toEqual({ open: true })
    expect(makingGate(orderOf({}, two))).toMatchObject({ open: false, code: 'making.no_proof' })
  })

  it('G6: not when the order was cancelled or is on hold', () => {
    expect(makingGate({ ...withProofs(SIGNED), cancelledAt: day(9) })).toMatchObject({ code: 'order.cancelled' })
    expect(makingGate({ ...withProofs(SIGNED), heldAt: day(9) })).toMatchObject({ code: 'order.held' })
  })

  it('G7: not with nothing left to start', () => {
    const gate = makingGate(orderOf({ proofs: [proofOf(SIGNED)] }, [itemOf(MAKING)]))
    expect(gate).toMatchObject({ open: false, code: 'making.started' })
  })

  it('G1, G2: for any proofs, open means all signed; closed means a code and a sentence', () => {
    const proofs = fc.array(
      fc.record({ number: fc.nat(9), signed: fc.boolean() }).map(({ number, signed }) => ({
        ...SEEN,
        number,
        signedAt: signed ? day(5) : null,
      })),
    )
    fc.assert(
      fc.property(proofs, (all) => {
        const gate = makingGate(withProofs(...all))
        expect(gate.open).toBe(all.length > 0 && all.every((one) => one.signedAt !== null))
        if (!gate.open) expect(gate.reason).toMatch(/^[A-Z].*\.$/)
      }),
    )
  })
})
