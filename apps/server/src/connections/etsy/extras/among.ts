import type { EtsyClient, Listing } from '@proofroom/etsy'

const ROWS = 100
/** As far as Etsy counts. */
const FURTHEST = 12_000

/** The first of the shop's listings in this state that it is, however many there are. */
export async function findAmong(
  client: EtsyClient,
  etsyShopId: string,
  state: 'draft' | 'active',
  is: (listing: Listing) => boolean,
): Promise<Listing | null> {
  for (let offset = 0; offset <= FURTHEST; offset += ROWS) {
    const { rows, unreadable } = await client.listings(etsyShopId, { state, offset })
    const found = rows.find(is)
    if (found) return found
    if (rows.length + unreadable.length < ROWS) return null
  }
  return null
}
