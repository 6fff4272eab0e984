import type { MeDto } from '@proofroom/contract'

const LAST_SHOP = 'proofroom.shop'

/** Where someone signed in belongs: the shop they were in last, else their first. */
export function homeOf(me: MeDto, last: string | null = localStorage.getItem(LAST_SHOP)): string | null {
  const codes = me.memberships.map((membership) => membership.shop.code)
  return codes.find((code) => code === last) ?? codes[0] ?? null
}

export function rememberShop(code: string): void {
  localStorage.setItem(LAST_SHOP, code)
}

/** Only a path of this app: never an address somebody put into the link. */
export function safeNext(next: string | undefined): string | null {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : null
}
