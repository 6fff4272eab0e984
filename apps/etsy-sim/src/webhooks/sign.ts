import { createHmac } from 'node:crypto'
import type { Event } from '../world/world.ts'

/** Thin on purpose: whoever wants to know more asks the API. */
export const bodyOf = ({ type, shopId, receiptId }: Event): string =>
  JSON.stringify({
    event_type: type,
    resource_url: `https://api.etsy.com/v3/application/shops/${shopId}/receipts/${receiptId}`,
    shop_id: shopId,
  })

/** Standard Webhooks: HMAC-SHA256 over id, time and body, with what `whsec_` stands in front of. */
export function signature(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
