import type { EtsyListingQuestionDto, EtsyMappingDto, EtsyRuleDto, EtsyRuleInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { asc, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Member } from '../../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { record } from '../../platform/events/record.ts'
import { authorize } from '../../platform/policy.ts'
import { alikeOf } from './alike.ts'
import { canMap } from './policy.ts'
import {
  findAsked,
  findProducts,
  findWaiting,
  type ListingRow,
  type Product,
  type RuleRow,
  settleUnknown,
} from './products.ts'
import { suggest } from './suggesting.ts'

const { etsyListings, etsyRules, products } = schema

export const getMapping = (ctx: Context): Promise<EtsyMappingDto> => inTransaction(ctx, readMapping)

async function readMapping(ctx: InTx): Promise<EtsyMappingDto> {
  const there = await findProducts(ctx)
  const rules = await ctx.tx.select().from(etsyRules).orderBy(asc(etsyRules.createdAt))
  const listings = await ctx.tx.select().from(etsyListings)
  return {
    questions: await readQuestions(ctx, { there, rules, listings }),
    rules: await presentRules(ctx, rules, new Map(listings.map((row) => [row.listingId, row.title]))),
    products: there,
  }
}

type Here = { there: Product[]; rules: RuleRow[]; listings: ListingRow[] }

async function readQuestions(ctx: InTx, here: Here): Promise<EtsyListingQuestionDto[]> {
  const asked = await findAsked(ctx)
  const waiting = await findWaiting(ctx)
  return here.listings.flatMap((listing) => {
    const { listingId, title, url, sectionId, tags, skus } = listing
    const orders = asked.get(listingId)
    if (!orders) return []
    const question = { listingId, title, url, sectionId, tags, skus, orders, suggestions: suggest(listing, here) }
    return [{ ...question, alike: alikeOf(listing, here.listings, waiting) }]
  })
}

async function presentRules(ctx: InTx, rules: RuleRow[], titles: Map<string, string>): Promise<EtsyRuleDto[]> {
  const rows = await ctx.tx.select({ id: products.id, name: products.name }).from(products)
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return rules.map(({ id, kind, value, productId }) => ({
    ...{ id, kind, value, productId },
    label: (kind === 'listing' && titles.get(value)) || value,
    productName: productId && (names.get(productId) ?? null),
  }))
}

/** Said once for all that are like it; orders that waited for it go on. */
export const setRule = (ctx: Context, { kind, value: said, productId }: EtsyRuleInput): Promise<EtsyMappingDto> =>
  inTransaction(ctx, async (tx) => {
    authorize(canMap(ctx.actor))
    const value = said.toLowerCase()
    if (productId !== null && !(await findProducts(tx)).some(({ id }) => id === productId))
      throw invalid('etsy.product', 'This product is not there any more. Choose another one, or none.')
    const { memberId } = ctx.actor as Member
    const row = { id: uuidv7(), shopId: shopOf(tx), kind, value, productId, memberId, createdAt: tx.platform.now() }
    await tx.tx
      .insert(etsyRules)
      .values(row)
      .onConflictDoUpdate({
        target: [etsyRules.shopId, etsyRules.kind, etsyRules.value],
        set: { productId, memberId },
      })
    const settled = await settleUnknown(tx)
    await record(tx, { type: 'etsy.mapped', subjectId: productId, data: { kind, orders: settled } })
    return readMapping(tx)
  })

/** Orders that went by it stay as they are; the next ones are asked about. */
export const forgetRule = (ctx: Context, id: string): Promise<EtsyMappingDto> =>
  inTransaction(ctx, async (tx) => {
    authorize(canMap(ctx.actor))
    const gone = await tx.tx.delete(etsyRules).where(eq(etsyRules.id, id)).returning({ id: etsyRules.id })
    if (gone.length === 0) throw notFound()
    await record(tx, { type: 'etsy.mapped', subjectId: id })
    return readMapping(tx)
  })
