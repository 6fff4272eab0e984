import { Stop } from './stop.ts'

/** Where a proof is, and through which door: a customer's link, or the seller's page of a proof. */
export type Address = { origin: string } & (
  | { door: 'link'; code: string; secret: string }
  | { door: 'member'; shop: string; proofId: string; number: number | null }
)

const LINK = /^\/c\/([^/.]+)\.([^/]+)$/
const OPENED = /^\/c\/[^/.]+\/?$/
const PAGE = /^\/s\/([^/]+)\/proofs\/([^/]+)(?:\/(\d+))?/

export function parseAddress(text: string): Address {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Stop(`"${text}" is no address. Paste the proof’s link as it is, beginning with http:// or https://.`)
  const { origin, pathname } = new URL(text)
  const link = LINK.exec(pathname)
  if (link) return { origin, door: 'link', code: link[1] as string, secret: link[2] as string }
  const page = PAGE.exec(pathname)
  if (page) {
    const [, shop, proofId, number] = page as unknown as [string, string, string, string | undefined]
    return { origin, door: 'member', shop, proofId, number: number === undefined ? null : Number(number) }
  }
  throw new Stop(
    OPENED.test(pathname)
      ? 'This is what the browser shows once the link is open, without its secret. Paste the link as it was sent.'
      : 'This address is no proof’s. Paste a customer’s link (…/c/…), or the page of a proof (…/s/…/proofs/…).',
  )
}

const ROOM = /^p:([\w-]{1,64})$/

/** The version whose room is named, or null when the text names no room. */
export const versionOfRoom = (text: string): string | null => ROOM.exec(text)?.[1] ?? null
