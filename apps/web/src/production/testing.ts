import type { BoardDto, CardDto, StageDto } from '@proofroom/contract'

const stage = (id: string, change: Partial<StageDto> = {}): StageDto => ({
  ...{
    id,
    name: id,
    colour: 1,
    customerWords: null,
    assigneeId: null,
    dueOffsetDays: null,
    limit: null,
    checklist: [],
  },
  ...change,
})

/** A card that may be begun, with what a test says about it. */
export const cardOf = (id: string, change: Partial<CardDto> = {}): CardDto => ({
  ...{ id, version: 1, order: { code: id, label: id }, customerName: `Customer ${id}`, title: 'Walnut board' },
  ...{ quantity: 1, product: null, workflowId: 'usual', thumb: null, place: 'to_start', since: '2026-11-20T09:00:00Z' },
  ...{ due: null, gate: { open: true }, needs: 'customer', isReviewed: false, isOverridden: false, proof: null },
  ...{ openRequests: 0, unread: 0, isRush: false, isGift: false, held: null, tags: [], assigneeId: null, checks: [] },
  ...{ minutes: 0, lines: [] },
  ...change,
})

/** A board of two stages, of which the second takes one card. */
export function boardWith(
  cards: CardDto[],
  stages = [stage('cut'), stage('oil', { limit: { kind: 'cards', count: 1 } })],
) {
  const places = ['to_start', ...stages.map(({ id }) => id), 'ready', 'packed']
  const yes = { allowed: true, reason: null }
  const board: BoardDto = {
    columns: places.map((place) => {
      const here = cards.filter((card) => card.place === place)
      return { place, cards: here.length, minutes: 0, isFull: false }
    }),
    stages,
    workflows: [
      { id: 'usual', name: 'Usual', gate: 'customer', stageIds: stages.map(({ id }) => id), isDefault: true },
    ],
    ...{ workers: [], cards, notShown: 0, can: { move: yes, override: yes, change: yes } },
  }
  return board
}
