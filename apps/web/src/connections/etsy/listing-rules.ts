import type { EtsyListingDto, EtsyMappingDto, EtsyRuleDto } from '@proofroom/contract'

type Said = Pick<EtsyMappingDto, 'rules' | 'products'>
type Listing = Pick<EtsyListingDto, 'listingId' | 'tags' | 'sectionId' | 'skus'>

/** What was said of a listing as a whole, the narrowest first. A product that was put away since says nothing. */
export function ruleOf({ listingId, tags, sectionId }: Listing, said: Said): EtsyRuleDto | null {
  const values: [EtsyRuleDto['kind'], string[]][] = [
    ['listing', [listingId]],
    ['tag', tags.map((tag) => tag.toLowerCase())],
    ['section', sectionId ? [sectionId] : []],
  ]
  for (const [kind, any] of values) {
    const rule = said.rules.find((one) => one.kind === kind && any.includes(one.value) && isThere(one, said))
    if (rule) return rule
  }
  return null
}

/** What was said of single SKUs of it: that comes before all else. */
export function skuRulesOf({ skus }: Listing, said: Said): EtsyRuleDto[] {
  const own = skus.map((sku) => sku.toLowerCase())
  return said.rules.filter((one) => one.kind === 'sku' && own.includes(one.value) && isThere(one, said))
}

const isThere = ({ productId }: EtsyRuleDto, { products }: Said) =>
  productId === null || products.some(({ id }) => id === productId)
