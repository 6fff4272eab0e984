import type { Offer } from '../marks.ts'

/** Why it cannot be sent yet: nothing to send, or a pin that does not say what should change. A drawing may speak for itself. */
export function missingWords(
  offers: Offer[],
  textOf: (offer: Offer) => string,
  message: string,
): 'nothing' | 'needs_words' | null {
  if (message.trim()) return null
  if (offers.length === 0) return 'nothing'
  const silent = offers.some((offer) => offer.own && offer.mark.shape === 'pin' && textOf(offer).trim() === '')
  return silent ? 'needs_words' : null
}
