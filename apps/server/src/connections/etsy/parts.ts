import { createHash } from 'node:crypto'
import type { EtsyItem, EtsyOrder } from '@proofroom/etsy'

/** What Etsy says of an order, part by part: a part that says the same as last time is none of its business again. */
export type Parts = Record<string, string>

export const STATUS = 'status'
export const NOTE = 'note'
export const GIFT = 'gift'
export const DUE = 'due'
export const itemPart = ({ ref }: Pick<EtsyItem, 'ref'>): string => `t${ref}`

export function partsOf({ status, note, gift, shipBy, items }: EtsyOrder): Parts {
  const said: [string, unknown][] = [
    [STATUS, status],
    [NOTE, note],
    [GIFT, gift],
    [DUE, shipBy],
    ...items.map((item): [string, unknown] => [itemPart(item), contentOf(item)]),
  ]
  return Object.fromEntries(said.map(([part, value]) => [part, digest(value)]))
}

const contentOf = ({ title, quantity, lines, files }: EtsyItem) => [
  ...[title, quantity],
  lines.map(({ name, value }) => [name, value]),
  files.map(({ url }) => url),
]

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

export const hashOf = (parts: Parts): string =>
  Object.entries(parts)
    .map(([part, hash]) => `${part}=${hash}`)
    .join(';')

export const readHash = (hash: string): Parts =>
  Object.fromEntries(hash.split(';').flatMap((pair) => (pair.includes('=') ? [pair.split('=')] : [])))
