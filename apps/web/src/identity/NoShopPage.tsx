export function NoShopPage() {
  return null
}
