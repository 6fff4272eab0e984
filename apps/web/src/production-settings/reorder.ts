/** The same list with one thing at another place. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const rest = list.toSpliced(from, 1)
  return rest.toSpliced(to, 0, ...list.slice(from, from + 1))
}

/** Where among rows with these middles a pointer at that height would put its own. */
export function placeAt(middles: number[], from: number, y: number): number {
  const others = middles.filter((_, index) => index !== from)
  return others.filter((middle) => middle < y).length
}
