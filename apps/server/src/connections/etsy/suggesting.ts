import type { ListingRow, Product, RuleRow } from './products.ts'

export type Suggestion = { productId: string; productName: string; why: string }

const MOST = 3

type Here = { there: Product[]; rules: RuleRow[]; listings: ListingRow[] }

/** Which products a listing may be of, the likeliest first: by what they are called, and by what was chosen before. */
export function suggest(listing: ListingRow, { there, rules, listings }: Here): Suggestion[] {
  const own = wordsOf(`${listing.title} ${listing.tags.join(' ')}`)
  const titles = new Map(listings.map((row) => [row.listingId, row.title]))
  return there
    .map((product) => {
      const byName = share(wordsOf(product.name), own)
      const before = rules
        .filter(({ kind, productId }) => kind === 'listing' && productId === product.id)
        .flatMap(({ value }) => titles.get(value) ?? [])
        .map((title) => ({ title, score: share(wordsOf(title), own) * 0.9 }))
        .sort((a, b) => b.score - a.score)[0]
      const isByName = byName >= (before?.score ?? 0)
      const why = isByName ? 'It is called alike.' : `You chose it for “${before?.title}”.`
      return { score: Math.max(byName, before?.score ?? 0), productId: product.id, productName: product.name, why }
    })
    .filter(({ score }) => score > 0.2)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ score: _, ...suggestion }) => suggestion)
}

/** Short words are in every title. */
const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu)
      ?.map((word) => word.replace(/s$/, '')) ?? [],
  )

function share(words: Set<string>, of: Set<string>): number {
  if (words.size === 0) return 0
  return [...words].filter((word) => of.has(word)).length / words.size
}
