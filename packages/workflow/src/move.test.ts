import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OrderFacts, Progress } from './facts.ts'
import { withProof } from './facts.ts'
import { itemGate } from './gate.ts'
import { type MoveReason, queueSection, whoseMove } from './move.ts'
import { ASKED, day, itemOf, MAKING, orderOf, proofOf, SEEN, SENT, SIGNED, withProofs } from './testing.ts'

const NOW = day(20)
const shopGate = (given = {}) => orderOf({}, [itemOf({ gate: 'shop', ...given })])
const signed = { proofs: [proofOf(SIGNED)] }
const made = (progress: Progress, since: string, itemId = 'i1') =>
  itemOf({ itemId, progress, since, startedAt: day(6) })
const both = proofOf({ ...SIGNED, itemIds: ['i1', 'i2'] })

describe('whose move it is', () => {
  it.each<[string, OrderFacts, string, string, string]>([
    ['M1 cancelled', { ...orderOf(signed, [itemOf(MAKING)]), cancelledAt: day(9) }, 'nobody', 'cancelled', day(9)],
    ['M2 shipped', orderOf(signed, [made('shipped', day(8))]), 'carrier', 'deliver', day(8)],
    ['M3 being made', orderOf(signed, [itemOf(MAKING)]), 'shop', 'finish_making', day(6)],
    ['M4 no proof', orderOf(), 'shop', 'send_first_proof', day(1)],
    ['M4 a draft only', withProofs({ draftSince: day(2) }), 'shop', 'send_first_proof', day(1)],
    ['M5 sent', withProofs(SENT), 'customer', 'open_proof', day(2)],
    ['M6 opened', withProofs(SEEN), 'customer', 'decide', day(3)],
    ['M7 changes asked', withProofs(ASKED), 'shop', 'answer_requests', day(4)],
    ['M7 and the next begun', withProofs({ ...ASKED, draftSince: day(5) }), 'shop', 'send_proof', day(4)],
    ['M8 signed', withProofs(SIGNED), 'shop', 'start_making', day(5)],
    [
      'M8 since the last signature',
      withProofs(SIGNED, { ...SIGNED, signedAt: day(7) }),
      'shop',
      'start_making',
      day(7),
    ],
    ['M18 changed after', orderOf(signed, [itemOf({ changedAt: day(6) })]), 'shop', 'send_proof', day(6)],
    [
      'M18 changed while it is made',
      orderOf(signed, [itemOf({ ...MAKING, changedAt: day(8) })]),
      'shop',
      'send_proof',
      day(8),
    ],
    [
      'M18 and sent anew',
      orderOf({ proofs: [proofOf(SEEN)] }, [itemOf({ changedAt: day(2) })]),
      'customer',
      'decide',
      day(3),
    ],
    ['M18 reviewed before', shopGate({ changedAt: day(6) }), 'shop', 'review', day(6)],
    ['M8 reviewed', shopGate({ reviewedAt: day(3) }), 'shop', 'start_making', day(3)],
    ['M9 the shop’s open work first', withProofs(SEEN, ASKED, SIGNED), 'shop', 'answer_requests', day(4)],
    ['M9 then the customer’s', withProofs(SIGNED, SEEN), 'customer', 'decide', day(3)],
    ['M9 making waits for all that cover it', withProofs(SIGNED, {}), 'shop', 'send_first_proof', day(1)],
    [
      'M9 the one that waits longest',
      withProofs({ ...ASKED, requestedAt: day(7) }, ASKED),
      'shop',
      'answer_requests',
      day(4),
    ],
    [
      'M9 what may be started before what the customer looks at',
      orderOf({ proofs: [proofOf(SIGNED), proofOf({ ...SEEN, proofId: 'p2', itemIds: ['i2'] })] }, [
        itemOf(),
        itemOf({ itemId: 'i2' }),
      ]),
      'shop',
      'start_making',
      day(5),
    ],
    [
      'M9 what the customer looks at before what is under way',
      orderOf({ proofs: [proofOf(SIGNED), proofOf({ ...SEEN, proofId: 'p2', itemIds: ['i2'] })] }, [
        itemOf(MAKING),
        itemOf({ itemId: 'i2' }),
      ]),
      'customer',
      'decide',
      day(3),
    ],
    [
      'M9 a newer proof of what is being made',
      orderOf({ proofs: [proofOf(SEEN)] }, [itemOf(MAKING)]),
      'customer',
      'decide',
      day(3),
    ],
    ['M10 taken back', withProofs({ number: 1, withdrawnAt: day(4) }), 'shop', 'send_proof', day(4)],
    ['M11 to review', shopGate(), 'shop', 'review', day(1)],
    ['M11 asked all the same', { ...shopGate(), proofs: [proofOf(SEEN)] }, 'customer', 'decide', day(3)],
    [
      'M11 a draft is only the shop’s',
      { ...shopGate(), proofs: [proofOf({ draftSince: day(2) })] },
      'shop',
      'review',
      day(1),
    ],
    [
      'M12 all ready',
      orderOf({ proofs: [both] }, [made('ready', day(8)), made('packed', day(9), 'i2')]),
      'shop',
      'ship',
      day(9),
    ],
    [
      'M12 not all ready',
      orderOf({ proofs: [both] }, [made('ready', day(8)), itemOf({ ...MAKING, itemId: 'i2' })]),
      'shop',
      'finish_making',
      day(6),
    ],
    ['M13 delivered', orderOf(signed, [made('delivered', day(12))]), 'nobody', 'closed', day(12)],
    ['M14 wrote', { ...withProofs(ASKED), reply: { since: day(19), at: day(20) } }, 'shop', 'reply', day(19)],
    [
      'M14 wrote after delivery',
      { ...orderOf(signed, [made('delivered', day(12))]), reply: { since: day(19), at: day(20) } },
      'shop',
      'reply',
      day(19),
    ],
    [
      'M15 promised for tomorrow',
      { ...withProofs(SEEN), promise: { since: day(18), at: day(21) } },
      'shop',
      'send_update',
      day(18),
    ],
    [
      'M15 promised for next week',
      { ...withProofs(SEEN), promise: { since: day(18), at: day(26) } },
      'customer',
      'decide',
      day(3),
    ],
    ['M16 on hold', { ...withProofs(ASKED), heldAt: day(8) }, 'nobody', 'held', day(8)],
    [
      'M16 on hold, and wrote',
      { ...withProofs(ASKED), heldAt: day(8), reply: { since: day(19), at: day(20) } },
      'shop',
      'reply',
      day(19),
    ],
    [
      'P8 started without a signature',
      orderOf({}, [itemOf({ ...MAKING, overriddenAt: day(6) })]),
      'shop',
      'finish_making',
      day(6),
    ],
  ])('%s', (_, facts, mover, reason, since) => {
    expect(whoseMove(facts, NOW)).toMatchObject({ mover, reason, since })
  })

  it('M17: tells how far the order is, whoever has to move', () => {
    const phase = (facts: OrderFacts) => whoseMove(facts, NOW).phase
    expect([withProofs(), withProofs(SENT), withProofs(ASKED), withProofs(SIGNED)].map(phase)).toEqual([
      'in_design',
      'proof_out',
      'in_design',
      'approved',
    ])
    const lives = [itemOf(MAKING), made('ready', day(8)), made('packed', day(8)), made('shipped', day(8))]
    expect(lives.map((item) => phase(orderOf(signed, [item])))).toEqual(['in_production', 'ready', 'ready', 'shipped'])
    expect(phase(orderOf({ proofs: [proofOf(SEEN)] }, [itemOf(MAKING)]))).toBe('in_production')
    expect(phase({ ...withProofs(SENT), heldAt: day(8) })).toBe('proof_out')
  })

  it('places every move in one section of the queue', () => {
    const yours: MoveReason[] = ['reply', 'send_update', 'answer_requests', 'review', 'start_making', 'ship']
    expect(yours.map((reason) => queueSection({ mover: 'shop', reason }))).toEqual(yours.map(() => 'yours'))
    expect(queueSection({ mover: 'shop', reason: 'finish_making' })).toBe('making')
    expect(queueSection({ mover: 'customer', reason: 'decide' })).toBe('waiting')
    expect(queueSection({ mover: 'nobody', reason: 'held' })).toBe('held')
    expect(queueSection({ mover: 'carrier', reason: 'deliver' })).toBe('none')
    expect(queueSection({ mover: 'nobody', reason: 'cancelled' })).toBe('none')
  })
})

describe('withProof', () => {
  it('replaces the proof of the same id and keeps the others', () => {
    const facts = withProof(withProofs(SENT, SEEN), proofOf({ proofId: 'p0', ...SIGNED }))
    expect(facts.proofs.map(({ proofId, signedAt }) => [proofId, signedAt])).toEqual([
      ['p1', null],
      ['p0', day(5)],
    ])
  })
})

// What holds for whatever the slices may say.

const instant = fc.integer({ min: 1, max: 28 }).map(day)
const maybe = fc.option(instant, { nil: null })
const clock = fc.option(fc.record({ since: instant, at: instant }), { nil: null })
const ITEMS = ['i1', 'i2', 'i3']
const anyProof = fc
  .record({
    ...{ sentAt: maybe, viewedAt: maybe, requestedAt: maybe, signedAt: maybe, withdrawnAt: maybe, draftSince: maybe },
    number: fc.integer({ min: 0, max: 5 }),
    itemIds: fc.subarray(ITEMS),
    proofId: fc.uuid(),
  })
  .map(proofOf)
const anyItem = (itemId: string) =>
  fc
    .record({
      gate: fc.constantFrom('customer' as const, 'shop' as const),
      progress: fc.constantFrom<Progress>('to_start', 'making', 'ready', 'packed', 'shipped', 'delivered'),
      ...{ since: instant, startedAt: instant, reviewedAt: maybe, overriddenAt: maybe },
    })
    .map((item) =>
      itemOf({ itemId, ...item, ...(item.progress === 'to_start' && { startedAt: null, overriddenAt: null }) }),
    )
const anyOrder = fc
  .record({
    ...{ cancelledAt: maybe, heldAt: maybe, reply: clock, promise: clock },
    proofs: fc.array(anyProof, { maxLength: 4 }),
    items: fc.subarray(ITEMS).chain((ids) => fc.tuple(...ids.map(anyItem))),
  })
  .map(({ items, ...facts }) => orderOf(facts, items))

describe('for any facts', () => {
  it('since is one of the moments the facts name', () => {
    fc.assert(fc.property(anyOrder, (facts) => JSON.stringify(facts).includes(whoseMove(facts, NOW).since)))
  })

  it('M9: the order in which proofs and items were told does not matter', () => {
    fc.assert(
      fc.property(anyOrder, (facts) => {
        const reversed = { ...facts, proofs: facts.proofs.toReversed(), items: facts.items.toReversed() }
        expect(whoseMove(reversed, NOW)).toEqual(whoseMove(facts, NOW))
      }),
    )
  })

  it('M8, G1: “start making” means that some item to start has its gate open', () => {
    fc.assert(
      fc.property(anyOrder, (facts) => {
        if (whoseMove(facts, NOW).reason !== 'start_making') return
        const startable = facts.items.filter((item) => item.progress === 'to_start' && itemGate(facts, item).open)
        expect(startable).not.toEqual([])
      }),
    )
  })

  it('M12: “ship” means that every item is ready or packed', () => {
    fc.assert(
      fc.property(anyOrder, (facts) => {
        if (whoseMove(facts, NOW).reason === 'ship')
          for (const { progress } of facts.items)
            expect(['ready', 'packed', 'shipped', 'delivered']).toContain(progress)
      }),
    )
  })

  it('the customer is waited for only while a proof is out and unsigned', () => {
    fc.assert(
      fc.property(anyOrder, (facts) => {
        if (whoseMove(facts, NOW).mover === 'customer')
          expect(facts.proofs.some((p) => p.sentAt && !p.signedAt && !p.requestedAt && !p.withdrawnAt)).toBe(true)
      }),
    )
  })

  it('M15: time alone changes it only by a promise that falls due', () => {
    fc.assert(
      fc.property(anyOrder, instant, instant, (facts, now, later) => {
        const [one, other] = [whoseMove(facts, now), whoseMove(facts, later)]
        if (one.reason !== 'send_update' && other.reason !== 'send_update') expect(one).toEqual(other)
      }),
    )
  })
})

describe('F1, F2: what holds for the order', () => {
  it('follows from its items', () => {
    fc.assert(
      fc.property(anyOrder, (facts) => {
        const begun = facts.items.flatMap((item) => item.startedAt ?? []).sort()
        expect(facts.makingSince).toBe(begun[0] ?? null)
        const gone = facts.items.every(({ progress }) => progress === 'shipped' || progress === 'delivered')
        expect(facts.shippedAt !== null).toBe(facts.items.length > 0 && gone)
      }),
    )
  })
})
