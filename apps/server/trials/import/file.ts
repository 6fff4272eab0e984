/** A file of orders, with the lines that are bad and the orders that should come in all the same. */
export type TrialFile = { rows: string[][]; badLines: Set<number>; good: Set<string> }

const HEADING = [
  'Order number',
  'Customer',
  'E-mail',
  'Item',
  'Quantity',
  'Ship by',
  'Tags',
  'Rush',
  'Name',
  'Date on it',
]
const [NUMBER, CUSTOMER, EMAIL, ITEM, QUANTITY, SHIP_BY, , RUSH, NAME] = HEADING.keys()

/** Every way a row can be wrong; each leaves its order out. */
const DAMAGES: ((row: string[]) => string[])[] = [
  (row) => row.with(QUANTITY ?? 0, 'two'),
  (row) => row.with(QUANTITY ?? 0, '0'),
  (row) => row.with(ITEM ?? 0, ''),
  (row) => row.with(SHIP_BY ?? 0, '31/02/2027'),
  (row) => row.with(SHIP_BY ?? 0, 'before Christmas'),
  (row) => row.with(EMAIL ?? 0, 'ruth at example'),
  (row) => row.with(RUSH ?? 0, 'perhaps'),
  (row) => row.with(NAME ?? 0, 'x'.repeat(501)),
  (row) => row.with(ITEM ?? 0, 'x'.repeat(161)),
  (row) => row.slice(0, 5),
  (row) => [...row, 'and', 'more'],
  (row) => row.with(NUMBER ?? 0, ''),
  (row) => row.with(NUMBER ?? 0, '3.14E+09'),
  (row) => row.with(CUSTOMER ?? 0, 'Somebody else altogether'),
]

const ITEMS = ['Walnut serving board', 'Oak ring dish', 'Slate coaster', '=Brass key fob', 'Kissenhülle “Größe M”']
const PEOPLE = ['Ruth Hartley', 'Daniel Cho', 'Zoë Lindqvist', 'Anaïs O’Hara', '田中 さくら']

/** Orders of one to three lines. A bad line is always an order's last, so that those before it are good ones of a lost order. */
export function makeFile(lines: number, bad: number, random: () => number): TrialFile {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T
  const orders: string[][][] = []
  for (let left = lines, number = 10_001; left > 0; number++) {
    const size = Math.min(left, 1 + Math.floor(random() * 3))
    const customer = pick(PEOPLE)
    const email = random() < 0.5 ? '' : `person${Math.floor(random() * 900)}@example.com`
    orders.push(Array.from({ length: size }, () => rowOf(String(number), customer, email, pick, random)))
    left -= size
  }
  const damaged = new Set<number>()
  const several = [...orders.keys()].filter((at) => (orders[at]?.length ?? 0) > 1)
  while (damaged.size < Math.min(bad, several.length)) damaged.add(pick(several))
  const [badLines, good, rows] = [new Set<number>(), new Set<string>(), [HEADING]]
  let next = 0
  for (const [at, order] of orders.entries()) {
    const kept = order.map((row) => row)
    if (damaged.has(at)) {
      const damage = DAMAGES[next++ % DAMAGES.length] ?? ((row) => row)
      kept[kept.length - 1] = damage(kept.at(-1) ?? [])
      badLines.add(rows.length + kept.length)
    }
    // Without a number nobody can tell which order a line belongs to: the others of it are whole.
    if (!damaged.has(at) || kept.at(-1)?.[NUMBER ?? 0] !== order.at(-1)?.[NUMBER ?? 0])
      good.add(order[0]?.[NUMBER ?? 0] ?? '')
    rows.push(...kept)
  }
  return { rows, badLines, good }
}

function rowOf(
  number: string,
  customer: string,
  email: string,
  pick: <T>(from: readonly T[]) => T,
  random: () => number,
): string[] {
  const day = String(1 + Math.floor(random() * 28)).padStart(2, '0')
  const dates = [`2027-02-${day}`, `${day}.02.2027`, `${day} Feb 2027`, '']
  return [
    ...[number, customer, email, pick(ITEMS), String(1 + Math.floor(random() * 9)), pick(dates)],
    ...[
      pick(['', 'oak', 'wedding; oak']),
      pick(['', 'yes', 'no']),
      pick(['The Hartleys', 'Line one\nline two', 'He said "yes"', '']),
      '',
    ],
  ]
}
