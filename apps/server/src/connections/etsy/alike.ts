import type { EtsyListingQuestionDto } from '@proofroom/contract'
import type { ListingRow, Waiting } from './products.ts'

type Alike = EtsyListingQuestionDto['alike'][number]

/** What an answer about one listing may be given for as well: its section, the SKUs that wait, its tags. */
export function alikeOf(listing: ListingRow, listings: ListingRow[], waiting: Waiting[]): Alike[] {
  const rows = new Map(listings.map((row) => [row.listingId, row]))
  const rowOf = ({ listingId }: Waiting) => rows.get(listingId ?? '')
  const settled = (kind: Alike['kind'], value: string, isAlike: (one: Waiting) => boolean): Alike => {
    const of = waiting.filter(isAlike)
    const count = (ids: (string | null)[]) => new Set(ids).size
    return { kind, value, listings: count(of.map((one) => one.listingId)), orders: count(of.map((one) => one.orderId)) }
  }
  const { sectionId, tags } = listing
  const skus = new Set(waiting.flatMap((one) => (one.listingId === listing.listingId && one.sku ? [one.sku] : [])))
  return [
    ...(sectionId ? [settled('section', sectionId, (one) => rowOf(one)?.sectionId === sectionId)] : []),
    ...[...skus].map((sku) => settled('sku', sku, (one) => isSame(one.sku ?? '', sku))),
    ...tags.map((tag) => settled('tag', tag, (one) => rowOf(one)?.tags.some((own) => isSame(own, tag)) ?? false)),
  ]
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
