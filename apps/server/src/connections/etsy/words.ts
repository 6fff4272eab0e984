import type { EtsyItem, EtsyOrder } from '@proofroom/etsy'

export const wordsOn = ({ title, quantity, lines }: EtsyItem) => ({ title, quantity, personalization: lines })

/** What stands on the card: the message, and below it who it is from. */
export function giftOf({ gift }: EtsyOrder): { isGift: boolean; giftNote: string | null } {
  if (!gift) return { isGift: false, giftNote: null }
  const { message, sender } = gift
  return { isGift: true, giftNote: message && sender ? `${message}\n${sender}` : (message ?? sender) }
}
