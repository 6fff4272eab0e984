import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasRoom, isFull, type Load, minus, NOTHING, plus } from './limits.ts'
import { type Card, movedItem, type Plan, type PlanMoves, planMove, type Workshop } from './plan.ts'
import { nextPlace, type Place, placeOf, placesOf, progressAt, routeOf, type Stage } from './stages.ts'
import { day, itemOf } from './testing.ts'

const stageOf = (id: string, given: Partial<Stage> = {}): Stage => ({
  ...{ id, name: id.toUpperCase(), limit: null, checklist: [], assigneeId: null },
  ...given,
})
const SHOP = ['cut', 'engrave', 'oil'].map((id) => stageOf(id))
const shopOf = (stages = SHOP, loads: Workshop['loads'] = {}): Workshop => ({ stages, loads })
const cardOf = (given: Partial<Card> = {}): Card => ({
  title: 'Walnut board',
  place: 'to_start',
  route: ['cut', 'engrave', 'oil'],
  gate: { open: true },
  isOverridden: false,
  held: null,
  isCancelled: false,
  checks: [],
  minutes: 30,
  ...given,
})
const shut = { open: false, code: 'making.unsigned', reason: 'Proof 2 isn’t signed yet.' } as const
const codes = (plan: Plan) => (plan.moves ? [] : plan.refusals.map((refusal) => refusal.code))
const plan = (card: Partial<Card>, to: Place, workshop = shopOf(), options = {}) =>
  planMove(cardOf(card), to, workshop, options)

describe('places', () => {
  it('S1, S2: the shop’s own stages lie between start and ready', () => {
    expect(placesOf(SHOP)).toEqual(['to_start', 'cut', 'engrave', 'oil', 'ready', 'packed', 'shipped', 'delivered'])
    expect(['to_start', 'cut', 'packed'].map(progressAt)).toEqual(['to_start', 'making', 'packed'])
    expect([placeOf('making', 'cut'), placeOf('ready', null)]).toEqual(['cut', 'ready'])
  })

  it('S3: a route is in the shop’s order', () => {
    expect(routeOf(['oil', 'cut', 'gone'], SHOP)).toEqual(['cut', 'oil'])
  })

  it('S4: skips what the route has not, and goes on from what it has lost', () => {
    expect(nextPlace('to_start', ['cut', 'oil'], SHOP)).toBe('cut')
    expect(nextPlace('cut', ['cut', 'oil'], SHOP)).toBe('oil')
    expect(nextPlace('engrave', ['cut', 'oil'], SHOP)).toBe('oil')
    expect(nextPlace('oil', ['cut', 'oil'], SHOP)).toBe('ready')
    expect(nextPlace('delivered', ['cut'], SHOP)).toBeNull()
  })
})

describe('limits', () => {
  const three = { kind: 'cards', count: 3 } as const
  const hour = { kind: 'minutes', count: 60 } as const

  it('L1: so many and not one more', () => {
    expect(hasRoom({ cards: 2, minutes: 0 }, three, 0)).toBe(true)
    expect(hasRoom({ cards: 3, minutes: 0 }, three, 0)).toBe(false)
    expect(hasRoom({ cards: 1, minutes: 40 }, hour, 20)).toBe(true)
    expect(hasRoom({ cards: 1, minutes: 40 }, hour, 21)).toBe(false)
  })

  it('L2: an empty one takes any card', () => {
    expect(hasRoom(NOTHING, hour, 300)).toBe(true)
  })

  it('L3: says so before anybody tries', () => {
    expect([isFull({ cards: 3, minutes: 0 }, three), isFull({ cards: 2, minutes: 0 }, three)]).toEqual([true, false])
    expect(isFull({ cards: 9, minutes: 900 }, null)).toBe(false)
  })
})

describe('a move', () => {
  it('P1: of nothing cancelled, nothing on hold, and not to where it is', () => {
    expect(codes(plan({ isCancelled: true }, 'cut'))).toEqual(['move.cancelled'])
    expect(plan({ held: 'the walnut is late' }, 'cut')).toMatchObject({
      refusals: [{ reason: 'This order is on hold: the walnut is late. Take it off hold first.', canOverride: false }],
    })
    expect(codes(plan({ place: 'cut' }, 'cut'))).toEqual(['move.here'])
    expect(codes(plan({}, 'sanding'))).toEqual(['move.unknown'])
  })

  it('P2: forward only with an open gate; back always', () => {
    expect(plan({ gate: shut }, 'cut')).toEqual({
      moves: false,
      refusals: [{ code: 'move.unsigned', reason: shut.reason, canOverride: true }],
    })
    for (const to of ['engrave', 'ready', 'packed'])
      expect(codes(plan({ gate: shut, place: 'cut' }, to))).toEqual(['move.unsigned'])
    expect(plan({ gate: shut, place: 'engrave' }, 'cut').moves).toBe(true)
    expect(plan({ gate: shut, place: 'engrave' }, 'to_start').moves).toBe(true)
    expect(codes(plan({ gate: shut, place: 'packed' }, 'shipped'))).toEqual(['move.unsigned'])
    expect(plan({ gate: shut, place: 'shipped' }, 'delivered').moves).toBe(true)
  })

  it('P3: on from a stage once its list is ticked; back always', () => {
    const list = [
      stageOf('cut', {
        checklist: [
          { id: 'a', text: 'Edges sanded' },
          { id: 'b', text: 'Size checked' },
        ],
      }),
      stageOf('oil'),
    ]
    const left = plan({ place: 'cut', route: ['cut', 'oil'], checks: ['b'] }, 'oil', shopOf(list))
    expect(left).toMatchObject({
      refusals: [{ code: 'move.checklist', reason: 'Not ticked yet in CUT: “Edges sanded”.' }],
    })
    expect(plan({ place: 'cut', checks: ['a', 'b'] }, 'oil', shopOf(list)).moves).toBe(true)
    expect(plan({ place: 'cut' }, 'to_start', shopOf(list)).moves).toBe(true)
  })

  it('P4: not into a full stage, from either side', () => {
    const one = [stageOf('cut', { limit: { kind: 'cards', count: 1 } }), stageOf('oil')]
    const full = shopOf(one, { cut: { cards: 1, minutes: 30 } })
    for (const place of ['to_start', 'oil'])
      expect(plan({ place }, 'cut', full)).toMatchObject({
        refusals: [
          { code: 'move.limit', reason: 'CUT is full: it takes 1 card at once. Move one on first.', canOverride: true },
        ],
      })
  })

  it('P5: not into a stage that its workflow has not, whoever wants it', () => {
    expect(codes(plan({ route: ['cut'] }, 'oil', shopOf(), { override: true }))).toEqual(['move.not_in_workflow'])
  })

  it('P6: shipped from ready or packed, delivered from shipped, and never moved back', () => {
    expect(plan({ place: 'ready' }, 'shipped').moves).toBe(true)
    expect(codes(plan({ place: 'oil' }, 'shipped'))).toEqual(['move.not_ready'])
    expect(codes(plan({ place: 'packed' }, 'delivered'))).toEqual(['move.not_ready'])
    for (const place of ['shipped', 'delivered'])
      for (const to of ['to_start', 'oil', 'packed']) expect(codes(plan({ place }, to))).toEqual(['move.shipped'])
  })

  it('P7: an override takes gate, list and limit away and says which', () => {
    const one = [
      stageOf('cut', { checklist: [{ id: 'a', text: 'Sanded' }] }),
      stageOf('oil', { limit: { kind: 'cards', count: 1 } }),
    ]
    const full = shopOf(one, { oil: { cards: 1, minutes: 0 } })
    const card = { place: 'cut', gate: shut }
    expect(codes(plan(card, 'oil', full))).toEqual(['move.unsigned', 'move.checklist', 'move.limit'])
    expect(plan(card, 'oil', full, { override: true })).toMatchObject({
      moves: true,
      isOverridden: true,
      overrides: ['move.unsigned', 'move.checklist', 'move.limit'],
    })
  })

  it('P8: an override of the gate is good until the card is back at the start', () => {
    expect(plan({ gate: shut, isOverridden: true, place: 'cut' }, 'ready')).toMatchObject({
      moves: true,
      isOverridden: true,
    })
    expect(plan({ gate: shut, isOverridden: true, place: 'cut' }, 'to_start')).toMatchObject({ isOverridden: false })
  })

  it('F2, P8: a beginning and an override go when it goes back to the start', () => {
    const there = plan({ gate: shut }, 'cut', shopOf(), { override: true }) as PlanMoves
    const begun = movedItem(itemOf(), there, day(6))
    expect(begun).toMatchObject({ progress: 'making', since: day(6), startedAt: day(6), overriddenAt: day(6) })
    const on = plan({ place: 'cut', gate: shut, isOverridden: true }, 'oil') as PlanMoves
    expect(movedItem(begun, on, day(7))).toMatchObject({ since: day(7), startedAt: day(6), overriddenAt: day(6) })
    const back = plan({ place: 'oil', gate: shut, isOverridden: true }, 'to_start') as PlanMoves
    expect(movedItem(begun, back, day(8))).toEqual({ ...itemOf(), since: day(8) })
  })

  it('P11: a stage gives its cards to whoever does it', () => {
    const toms = [stageOf('cut', { assigneeId: 'tom' }), stageOf('oil')]
    expect(plan({}, 'cut', shopOf(toms))).toMatchObject({ assigneeId: 'tom' })
    expect(plan({ place: 'cut' }, 'oil', shopOf(toms))).toMatchObject({ assigneeId: undefined })
  })

  it('says in words what follows', () => {
    const told = plan(
      {},
      'cut',
      shopOf([stageOf('cut', { assigneeId: 'tom', checklist: [{ id: 'a', text: 'Sanded' }] })]),
    )
    expect(told.moves && told.says).toEqual([
      'Making starts, and the customer’s page says so.',
      'It goes to whoever does CUT.',
      '1 thing is to be ticked in CUT.',
    ])
  })
})

// What holds for whatever people try, one after the other.

type Try = { card: number; to: Place; override: boolean }
const PLACES = [...placesOf(SHOP), 'nowhere']
const anyStage = (id: string) =>
  fc
    .record({
      limit: fc.option(
        fc
          .record({
            kind: fc.constantFrom('cards' as const, 'minutes' as const),
            count: fc.integer({ min: 1, max: 90 }),
          })
          .map(({ kind, count }) => ({ kind, count: kind === 'cards' ? (count % 3) + 1 : count })),
        { nil: null },
      ),
      checklist: fc.constantFrom<Stage['checklist'][]>([], [{ id: 'a', text: 'Sanded' }]),
    })
    .map((given) => stageOf(id, given))
const anyShop = fc.tuple(anyStage('cut'), anyStage('engrave'), anyStage('oil'))
const anyCard = fc
  .record({
    gate: fc.constantFrom<Card['gate']>({ open: true }, shut),
    route: fc.subarray(['cut', 'engrave', 'oil']),
    checks: fc.subarray(['a']),
    minutes: fc.integer({ min: 0, max: 60 }),
    held: fc.constantFrom(null, null, null, ''),
  })
  .map(cardOf)
const anyTries = (override: fc.Arbitrary<boolean>) =>
  fc.array(fc.record({ card: fc.nat(4), to: fc.constantFrom(...PLACES), override }), { maxLength: 60 })
const never = fc.constant(false)

type Board = { cards: Card[]; loads: Workshop['loads'] }
type Told = { before: Card; to: Place; result: Plan; board: Board }

/** Plays tries on a board, as the server does: loads follow every move. */
function play(stages: Stage[], start: Card[], tries: Try[], look: (told: Told) => void) {
  const board: Board = { cards: start.map((card) => ({ ...card })), loads: {} }
  for (const card of board.cards) board.loads[card.place] = plus(board.loads[card.place] ?? NOTHING, card.minutes)
  for (const { card: index, to, override } of tries) {
    const card = board.cards[index % board.cards.length] as Card
    const before = { ...card }
    const result = planMove(card, to, { stages, loads: board.loads }, { override })
    if (result.moves) {
      board.loads[card.place] = minus(board.loads[card.place] as Load, card.minutes)
      board.loads[to] = plus(board.loads[to] ?? NOTHING, card.minutes)
      Object.assign(card, { place: result.place, isOverridden: result.isOverridden })
    }
    look({ before, to, result, board })
  }
}

const cards = fc.array(anyCard, { minLength: 1, maxLength: 5 })

describe('whatever people try', () => {
  it('P12: no card whose gate is closed comes into making without an override', () => {
    fc.assert(
      fc.property(anyShop, cards, anyTries(never), (stages, start, tries) => {
        play(stages, start, tries, ({ board }) => {
          for (const card of board.cards) if (!card.gate.open) expect(card.place).toBe('to_start')
        })
      }),
      { numRuns: 300 },
    )
  })

  it('P13: no limit is exceeded by moves that were not overridden', () => {
    fc.assert(
      fc.property(anyShop, cards, anyTries(never), (stages, start, tries) => {
        play(stages, start, tries, ({ board: { loads } }) => {
          for (const { id, limit } of stages) {
            const load = loads[id] ?? NOTHING
            if (!limit || load.cards <= 1) continue
            expect(limit.kind === 'cards' ? load.cards : load.minutes).toBeLessThanOrEqual(limit.count)
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  it('P7, P9: a refusal has a code and a sentence; with an override only what nobody may is left', () => {
    fc.assert(
      fc.property(anyShop, cards, anyTries(fc.boolean()), (stages, start, tries) => {
        play(stages, start, tries, ({ before, to, result, board }) => {
          if (result.moves) return
          expect(result.refusals).not.toEqual([])
          for (const { code, reason } of result.refusals) {
            expect(code).toMatch(/^move\.[a-z_]+$/)
            expect(reason).toMatch(/^[A-Z].*\.$/)
          }
          const mayAll = result.refusals.every((refusal) => refusal.canOverride)
          const again = planMove(before, to, { stages, loads: board.loads }, { override: true })
          expect(again.moves).toBe(mayAll)
        })
      }),
    )
  })

  it('P10: a move and its opposite lead back', () => {
    fc.assert(
      fc.property(
        anyShop,
        anyCard,
        fc.constantFrom(...placesOf(SHOP)),
        fc.constantFrom(...PLACES),
        (stages, given, from, to) => {
          const open: Card = { ...given, place: from, route: ['cut', 'engrave', 'oil'], held: null }
          const workshop = { stages, loads: {} }
          const there = planMove(open, to, workshop, { override: true })
          if (!there.moves || progressAt(to) === 'shipped' || progressAt(to) === 'delivered') return
          const back = planMove({ ...open, place: there.place, isOverridden: there.isOverridden }, from, workshop, {
            override: true,
          })
          expect(back).toMatchObject({ moves: true, place: from, progress: progressAt(from) })
        },
      ),
    )
  })

  it('S4: step by step every card that may move arrives at ready', () => {
    fc.assert(
      fc.property(fc.subarray(['cut', 'engrave', 'oil']), (route) => {
        let place: Place = 'to_start'
        const seen = [place]
        while (place !== 'ready') {
          const next = nextPlace(place, route, SHOP) as Place
          expect(plan({ place, route }, next).moves).toBe(true)
          seen.push(next)
          place = next
        }
        expect(seen).toEqual(['to_start', ...route, 'ready'])
      }),
    )
  })
})
