/** A spreadsheet runs a cell that begins like this as a formula; apostrophes in front have to be told from ours. */
const FORMULA = /^'*[=+\-@\t\r]/

/** Rows as RFC 4180 has them, in text that no spreadsheet runs: what looks like a formula gets an apostrophe in front. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('')

function writeCell(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The apostrophe that was put in front, here or by a spreadsheet, is not part of what was said. */
export const withoutApostrophe = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
