import type { EtsyRuleDto } from '@proofroom/contract'
import { expect, test } from 'vitest'
import { ruleOf, skuRulesOf } from './listing-rules.ts'

const rule = (kind: EtsyRuleDto['kind'], value: string, productId: string | null): EtsyRuleDto => ({
  ...{ id: `${kind} ${value}`, kind, value, label: value, productId, productName: productId },
})
const products = [
  { id: 'boards', name: 'Boards' },
  { id: 'signs', name: 'Signs' },
]
const listing = { listingId: '7', tags: ['Oak', 'gift'], sectionId: '3', skus: ['B-1', 'B-2'] }

test('the narrowest rule decides', () => {
  const rules = [rule('section', '3', 'boards'), rule('tag', 'oak', 'signs'), rule('listing', '7', null)]
  expect(ruleOf(listing, { rules, products })?.kind).toBe('listing')
  expect(ruleOf({ ...listing, listingId: '8' }, { rules, products })?.productId).toBe('signs')
  expect(ruleOf({ ...listing, listingId: '8', tags: [] }, { rules, products })?.productId).toBe('boards')
  expect(ruleOf({ ...listing, listingId: '8', tags: [], sectionId: null }, { rules, products })).toBeNull()
})

test('a product that was put away says nothing', () => {
  const rules = [rule('listing', '7', 'gone'), rule('section', '3', 'boards'), rule('sku', 'b-1', 'gone')]
  expect(ruleOf(listing, { rules, products })?.kind).toBe('section')
  expect(skuRulesOf(listing, { rules, products })).toEqual([])
})

test('each SKU may be something of its own', () => {
  const rules = [rule('sku', 'b-2', 'signs'), rule('sku', 'c', 'boards')]
  expect(skuRulesOf(listing, { rules, products }).map(({ value }) => value)).toEqual(['b-2'])
})
