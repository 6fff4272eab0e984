export type ProblemKey =
  | 'open_again'
  | 'expired'
  | 'revoked'
  | 'replaced'
  | 'off'
  | 'not_found'
  | 'offline'
  | 'slow_down'
  | 'server'

const BY_CODE: Record<string, ProblemKey> = {
  'link.open_again': 'open_again',
  'link.expired': 'expired',
  'link.revoked': 'revoked',
  'link.replaced': 'replaced',
  'link.off': 'off',
  'link.not_found': 'not_found',
  network: 'offline',
}

/** Which page tells this refusal; anything unknown is our own trouble, told as such. */
export function problemKey(code: string): ProblemKey {
  const known = BY_CODE[code]
  if (known) return known
  if (/not_found$|^http\.404$/.test(code)) return 'not_found'
  return /rate|too_many|^http\.429$/.test(code) ? 'slow_down' : 'server'
}

export const worthRetrying = (key: ProblemKey): boolean => key === 'offline' || key === 'slow_down' || key === 'server'
