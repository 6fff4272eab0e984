/** The list with one thing taken out and put in again where it was dropped. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const target = Math.min(list.length - 1, Math.max(0, to))
  const rest = list.filter((_, index) => index !== from)
  const one = list[from]
  return one === undefined ? [...list] : [...rest.slice(0, target), one, ...rest.slice(target)]
}
