import type { CustomerPageDto } from '@proofroom/contract'

type Named = Pick<CustomerPageDto['order'], 'title' | 'customerName' | 'personalization'>

/** "Walnut serving board" → "Your walnut serving board"; a title that begins with a name stays as it is. */
export function headingOf({ title: given, customerName, personalization }: Named): string {
  const title = given.trim()
  const first = title.split(/\s+/)[0] ?? ''
  const names = [customerName, ...personalization.map((line) => line.value)].join(' ')
  const isName = !/^\p{Lu}\p{Ll}+$/u.test(first) || names.split(/\s+/).includes(first)
  return isName ? title : `Your ${first.toLowerCase()}${title.slice(first.length)}`
}
