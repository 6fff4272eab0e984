import type { Platform } from '../../platform/context.ts'

export const isoOf = (at: Date | null | undefined): string | null => at?.toISOString() ?? null

/** Where a listing is changed at Etsy, by its seller. */
export const listingPage = (listingId: string) => `https://www.etsy.com/your/shops/me/tools/listings/${listingId}`

/** An order's page at Etsy, for its seller. */
export const orderPage = (receiptId: string) => `https://www.etsy.com/your/orders/sold?order_id=${receiptId}`

/** Where a seller looks after a listing of theirs; at a local Etsy it is the listing's own page. */
export function listingEditor({ config }: Pick<Platform, 'config'>, listingId: string): string {
  const { simulatorUrl } = config.etsy
  return simulatorUrl === null
    ? `https://www.etsy.com/your/shops/me/listing-editor/edit/${listingId}`
    : `${simulatorUrl}/buy/listings/${listingId}`
}

export const NEW_LISTING = 'https://www.etsy.com/your/shops/me/listing-editor/create'
