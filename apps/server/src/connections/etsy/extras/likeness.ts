import { type EtsyClient, EtsyError, type Listing } from '@proofroom/etsy'

/** None of the shop's listings says what a new one must: a person fills it in. */
export class NothingAlike extends Error {
  readonly code = 'etsy.nothing_alike'
}

/** More things of one order are asked about by nobody. */
const MOST_LOOKS = 3

/**
 * What a new listing is to be like: the first of these, which are the order's own. How long a thing takes to make Etsy
 * tells of active listings only, so of one that is sold out that much is taken from another of the shop's.
 */
export async function likeFor(client: EtsyClient, etsyShopId: string, listingIds: string[]): Promise<Listing> {
  const own: Listing[] = []
  for (const id of listingIds.slice(0, MOST_LOOKS)) {
    const listing = await look(client, id)
    if (!listing) continue
    if (isWhole(listing)) return listing
    own.push(listing)
  }
  const { rows } = await client.listings(etsyShopId, { state: 'active' })
  const other = rows.find((one) => one.listing_type !== 'download' && isWhole(one))
  if (!other) throw new NothingAlike('No listing of this shop says how it is sent.')
  const [first] = own
  if (!first?.taxonomy_id) return other
  const { shipping_profile_id: shipping, return_policy_id: policy } = first
  return {
    ...first,
    shipping_profile_id: shipping ?? other.shipping_profile_id,
    return_policy_id: policy ?? other.return_policy_id,
    readiness_state_id: other.readiness_state_id,
  }
}

const isWhole = ({ taxonomy_id: kind, listing_type: type, ...one }: Listing): boolean =>
  kind !== null && (type === 'download' || (one.shipping_profile_id !== null && one.readiness_state_id !== null))

async function look(client: EtsyClient, id: string): Promise<Listing | null> {
  try {
    return await client.listing(id)
  } catch (error) {
    if (error instanceof EtsyError && error.code === 'etsy.not_found') return null
    throw error
  }
}
