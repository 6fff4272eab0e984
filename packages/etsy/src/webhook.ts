import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Id } from './wire.ts'

/** Older than this, or further ahead, a delivery may be somebody's recording. */
const TOLERANCE_S = 300

export type Delivery = {
  /** `webhook-id`: the same for each attempt of one delivery. */
  id: string | null
  /** `webhook-timestamp`, Unix seconds. */
  timestamp: string | null
  /** `webhook-signature`: one or more, by spaces. */
  signature: string | null
  /** As it came, byte for byte. */
  body: string
}

/**
 * Whether a delivery was signed with the secret (`whsec_` and base64) a moment ago: HMAC-SHA256 over id, time and body.
 * Signatures come with and without their `v1,`.
 */
export function isSigned({ id, timestamp, signature, body }: Delivery, secret: string, now: Date): boolean {
  if (!id || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_S) return false
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  // Anybody can sign with nothing.
  if (key.length === 0) return false
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
  return signature.split(' ').some((one) => isSame(Buffer.from(one.replace(/^v1,/, ''), 'base64'), expected))
}

const isSame = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected)

const Body = z.object({
  event_type: z.string(),
  resource_url: z.string(),
  shop_id: Id,
})

export type Hint = { event: string; shopId: string; receiptId: string | null }

/**
 * What a delivery is about. It is a hint to ask the API, never the news itself: its address is not followed. Null when
 * it is none of ours.
 */
export function readHint(body: string): Hint | null {
  const read = Body.safeParse(parsed(body))
  if (!read.success) return null
  const { event_type: event, resource_url: url, shop_id: shopId } = read.data
  return { event, shopId, receiptId: /\/receipts\/(\d+)(?:[/?#]|$)/.exec(url)?.[1] ?? null }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
