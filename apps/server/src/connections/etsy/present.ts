export const isoOf = (at: Date | null | undefined): string | null => at?.toISOString() ?? null

/** Where a listing is changed at Etsy, by its seller. */
export const listingPage = (listingId: string) => `https://www.etsy.com/your/shops/me/tools/listings/${listingId}`

/** An order's page at Etsy, for its seller. */
export const orderPage = (receiptId: string) => `https://www.etsy.com/your/orders/sold?order_id=${receiptId}`
