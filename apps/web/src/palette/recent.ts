/** An order somebody went to from here. Kept on this device, newest first. */
export type RecentOrder = { code: string; label: string; customerName: string; title: string }

const MOST = 6
const keyOf = (shop: string) => `proofroom.recent.${shop}`

const isRecent = (one: unknown): one is RecentOrder =>
  typeof one === 'object' && one !== null && 'code' in one && 'customerName' in one

/** What a browser gives back was perhaps written by an older page, or by nobody. */
export function readRecent(shop: string, store: Pick<Storage, 'getItem'> = localStorage): RecentOrder[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(keyOf(shop)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, MOST) : []
  } catch {
    return []
  }
}

export function rememberOrder(
  shop: string,
  { code, label, customerName, title }: RecentOrder,
  store: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): void {
  const others = readRecent(shop, store).filter((one) => one.code !== code)
  store.setItem(keyOf(shop), JSON.stringify([{ code, label, customerName, title }, ...others].slice(0, MOST)))
}
