import type { CardDto, WorkerDto } from '@proofroom/contract'
import { daysBetween } from '../ui/format.ts'
import { byWords } from './filter.ts'
import { ANSWER } from './search.ts'

/** Cards that are looked at together. `name` is null where the group has words of the app's own: see `key`. */
export type Lane = { key: string; name: string | null; cards: CardDto[] }

const DUE = ['late', 'today', 'tomorrow', 'week', 'later', 'none'] as const
type DueKey = (typeof DUE)[number]
const REST = 'none'

type Known = { workers: WorkerDto[]; today: string }
type Found = { key: string; name: string | null }

/** One lane with everything, or one a group: in the order of days or of words, and last the cards that say nothing. */
export function lanesOf(cards: CardDto[], group: string | undefined, known: Known): Lane[] {
  if (!group) return [{ key: 'all', name: null, cards }]
  const lanes = new Map<string, Lane>()
  for (const card of cards) {
    const { key, name } = laneOf(card, group, known)
    const lane = lanes.get(key)
    if (lane) lane.cards.push(card)
    else lanes.set(key, { key, name, cards: [card] })
  }
  return [...lanes.values()].sort((a, b) => (group === 'due' ? byDay(a, b) : byName(a, b)))
}

function laneOf(card: CardDto, group: string, { workers, today }: Known): Found {
  if (group === 'due') return { key: dueKey(card, today), name: null }
  if (group === 'product') return found(card.product?.id, card.product?.name)
  if (group === 'assignee') return found(card.assigneeId, workers.find((one) => one.id === card.assigneeId)?.name)
  const asked = group.slice(ANSWER.length)
  const answer = card.lines.find((line) => line.name === asked)?.value.trim()
  return found(answer?.toLowerCase(), answer)
}

const found = (key: string | null | undefined, name: string | undefined): Found =>
  key && name ? { key: `is:${key}`, name } : { key: REST, name: null }

function dueKey({ due }: CardDto, today: string): DueKey {
  if (!due) return 'none'
  if (due.late) return 'late'
  const days = daysBetween(today, due.day)
  if (days <= 0) return 'today'
  if (days === 1) return 'tomorrow'
  return days < 7 ? 'week' : 'later'
}

const byDay = (a: Lane, b: Lane) => DUE.indexOf(a.key as DueKey) - DUE.indexOf(b.key as DueKey)
const byName = (a: Lane, b: Lane) =>
  Number(a.key === REST) - Number(b.key === REST) || byWords(a.name ?? '', b.name ?? '')
