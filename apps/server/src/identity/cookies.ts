import { parse, serialize } from 'hono/utils/cookie'

export const SESSION_COOKIE = 'pr_session'
/** One cookie for each link, beside the member's: several orders of one customer live in one browser. */
export const guestCookie = (code: string) => `pr_g_${code}`

export const readCookie = (header: string, name: string): string | undefined => parse(header, name)[name]

export function setGuestCookie(code: string, secret: string, expires: Date, secure: boolean): string {
  return serialize(guestCookie(code), secret, { path: '/', httpOnly: true, sameSite: 'Lax', secure, expires })
}
