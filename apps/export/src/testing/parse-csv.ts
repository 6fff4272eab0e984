/** Reads RFC 4180, strictly: what it does not know is an error. */
export function parseCsv(text: string): Record<string, string>[] {
  const [head = [], ...rows] = lines(text)
  return rows.map((row) => {
    if (row.length !== head.length) throw new Error(`${row.length} cells under ${head.length} columns.`)
    return Object.fromEntries(head.map((column, i) => [column, row[i] as string]))
  })
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y

function lines(text: string): string[][] {
  const found: string[][] = []
  let row: string[] = []
  let end = 0
  while (end < text.length) {
    CELL.lastIndex = end
    const match = CELL.exec(text)
    if (!match) throw new Error(`No cell at ${end}: ${text.slice(end, end + 40)}`)
    end = CELL.lastIndex
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] !== ',') {
      found.push(row)
      row = []
    }
  }
  if (row.length > 0) throw new Error('The last line has no end.')
  return found
}
