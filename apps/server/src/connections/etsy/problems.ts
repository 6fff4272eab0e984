import { EtsyError, type EtsyErrorCode } from '@proofroom/etsy'

/** What a refusal of Etsy's means for the seller, and what they can do. */
const WORDS: Record<EtsyErrorCode, string> = {
  'etsy.token_expired': 'Etsy did not accept our access just now. We try again by ourselves.',
  'etsy.grant_lost': 'Etsy does not let us in any more: access was taken back, or ran out. Connect the shop again.',
  'etsy.key_refused': 'Etsy refuses the key of the app. Check the key, then connect again.',
  'etsy.not_allowed': 'Etsy does not give this to this shop. Connect again and allow everything that is asked for.',
  'etsy.not_found': 'Etsy does not know this shop or order any more.',
  'etsy.conflict': 'Etsy has changed meanwhile. We look again by ourselves.',
  'etsy.invalid': 'Etsy could not read what we sent. Please tell whoever runs Proofroom.',
  'etsy.limited': 'Etsy wants no more calls for a while. We go on as soon as it lets us.',
  'etsy.unavailable': 'Etsy cannot be reached just now. We try again by ourselves.',
  'etsy.unreadable': 'Etsy answered in a way we do not understand. We try again by ourselves.',
}

export const wordsOf = (code: string): string =>
  WORDS[code as EtsyErrorCode] ?? 'Something went wrong on our side. We try again by ourselves.'

/** Only a person can help with these. */
const FOR_GOOD = new Set<string>(['etsy.grant_lost', 'etsy.key_refused'])
export const isForGood = (code: string): boolean => FOR_GOOD.has(code)

export const codeOf = (error: unknown): string => (error instanceof EtsyError ? error.code : 'etsy.ours')
