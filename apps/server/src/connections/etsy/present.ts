export const isoOf = (at: Date | null | undefined): string | null => at?.toISOString() ?? null

/** An order's page at Etsy, for its seller. */
export const orderPage = (receiptId: string) => `https://www.etsy.com/your/orders/sold?order_id=${receiptId}`
