const KNOWN = [
  'connected',
  'consent_refused',
  'no_shop',
  'other_shop',
  'shop_taken',
  'scopes_missing',
  'consent_over',
] as const

export type Answered = (typeof KNOWN)[number] | 'failed'

/** What Etsy's page led to, out of the address that it sent the browser back to. */
export function readAnswered(value: unknown): Answered | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  const code = value.replace(/^etsy\./, '')
  return KNOWN.find((one) => one === code) ?? 'failed'
}
