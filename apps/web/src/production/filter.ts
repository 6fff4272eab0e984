import type { CardDto } from '@proofroom/contract'
import type { BoardSearch } from './search.ts'

/** The cards that the address asks for. `me` is the id of the member who looks. */
export function filterCards(cards: CardDto[], search: BoardSearch, me: string): CardDto[] {
  const words = folded(search.q ?? '')
    .split(/\s+/)
    .filter(Boolean)
  const who = search.who === 'me' ? me : search.who
  return cards.filter(
    (card) =>
      (!search.product || card.product?.id === search.product) &&
      (!who || (card.assigneeId ?? 'nobody') === who) &&
      (!search.tag || card.tags.includes(search.tag)) &&
      (!search.late || card.due?.late === true) &&
      (!search.rush || card.isRush) &&
      (words.length === 0 || says(card, words)),
  )
}

function says({ customerName, title, order, product, tags, lines }: CardDto, words: string[]): boolean {
  const all = [customerName, title, order.label, product?.name ?? '', ...tags, ...lines.map((line) => line.value)]
  const text = folded(all.join(' '))
  return words.every((word) => text.includes(word))
}

/** "Amélie" is found by "amelie". */
const folded = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export type Choice = { value: string; label: string }

/** What there is to choose from on this board. */
export function choicesOf(cards: CardDto[]): { products: Choice[]; tags: string[]; answers: string[] } {
  const products = new Map<string, string>()
  const tags = new Set<string>()
  const answers = new Map<string, number>()
  for (const card of cards) {
    if (card.product) products.set(card.product.id, card.product.name)
    for (const tag of card.tags) tags.add(tag)
    for (const name of new Set(card.lines.map((line) => line.name))) answers.set(name, (answers.get(name) ?? 0) + 1)
  }
  return {
    products: [...products].map(([value, label]) => ({ value, label })).sort((a, b) => byWords(a.label, b.label)),
    tags: [...tags].sort(byWords),
    answers: [...answers]
      .filter(([, cards]) => cards > 1)
      .map(([name]) => name)
      .sort(byWords),
  }
}

export const byWords = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true })
