import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, notCsv } from './decode.ts'
import { readCsv } from './read.ts'
import { writeCsv } from './write.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('bytes become text', () => {
  test('UTF-8 with and without its mark', () => {
    expect(decodeText(utf8('Größe'))).toEqual({ text: 'Größe', encoding: 'utf-8' })
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8('é')])).text).toBe('é')
  })

  test('what a spreadsheet of Windows saves', () => {
    const bytes = new Uint8Array([0x47, 0x72, 0xf6, 0xdf, 0x65, 0x20, 0x80])
    expect(decodeText(bytes)).toEqual({ text: 'Größe €', encoding: 'windows-1252' })
  })

  test('“Unicode text”', () => {
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0x41, 0, 0xdf, 0])).text).toBe('Aß')
    expect(decodeText(new Uint8Array([0xfe, 0xff, 0, 0x41, 0, 0xdf])).text).toBe('Aß')
  })

  test('whatever the bytes are, the text can be stored', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { text } = decodeText(bytes)
        expect(text.isWellFormed()).toBe(true)
        expect(text.includes(String.fromCharCode(0))).toBe(false)
      }),
    )
  })

  test('workbooks, documents and pictures are told apart', () => {
    expect(notCsv(new Uint8Array([0x50, 0x4b, 3, 4, 0]))).toBe('workbook')
    expect(notCsv(utf8('%PDF-1.7'))).toBe('pdf')
    expect(notCsv(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe('picture')
    expect(notCsv(utf8('Order,Name'))).toBe(null)
  })
})

describe('text becomes a table', () => {
  test.each([',', ';', '\t'])('with %j between its cells', (delimiter) => {
    const text = `"Order, or; so"${delimiter}Name\r\n1${delimiter}"Ruth, the ""first"""\r\n`
    const table = readCsv(text)
    expect(table.delimiter).toBe(delimiter)
    expect(table.headings).toEqual(['Order, or; so', 'Name'])
    expect(table.rows).toEqual([{ line: 2, cells: ['1', 'Ruth, the "first"'] }])
  })

  test('a cell of several lines is one line, as a spreadsheet counts', () => {
    const { rows } = readCsv('a,b\n1,"one\ntwo"\n\n2,three\n')
    expect(rows).toEqual([
      { line: 2, cells: ['1', 'one\ntwo'] },
      { line: 4, cells: ['2', 'three'] },
    ])
  })

  test('headings are each there once', () => {
    expect(readCsv('Name,Name,,Name\n1,2,3,4').headings).toEqual(['Name', 'Name (2)', 'Column 3', 'Name (3)'])
  })

  test('cells too many or too few are kept as they are, empty ones at the end are not', () => {
    const { rows } = readCsv('a,b\n1,2,,\n1,2,3\n1')
    expect(rows.map(({ cells }) => cells.length)).toEqual([2, 3, 1])
  })

  test('a quotation mark that is never closed is told by line', () => {
    expect(readCsv('a,b\n1,2\n3,"four\n5,6\n').broken).toContain(3)
    expect(readCsv('a,b\n1,"2"\n').broken).toEqual([])
  })

  test('anything at all is read without failing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '\t', ' ', "'", '='), maxLength: 80 }),
        (text) => {
          const { headings, rows } = readCsv(text)
          expect(new Set(headings).size).toBe(headings.length)
          for (const { line, cells } of rows) {
            expect(line).toBeGreaterThan(1)
            expect(cells.some((cell) => cell !== '')).toBe(true)
          }
        },
      ),
    )
  })
})

const CELL = fc.string({
  unit: fc.constantFrom('a', 'ß', '"', ',', ';', '\n', '\t', ' ', "'", '=', '+', '-', '@'),
  maxLength: 12,
})

test('what is written is read again, and no cell of it runs', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(CELL, CELL), { minLength: 1, maxLength: 6 }), (rows) => {
      const text = writeCsv([['one', 'two'], ...rows])
      const kept = rows
        .map((cells) => cells.map((cell) => cell.trim()))
        .filter((cells) => cells.some((cell) => cell !== ''))
      const read = readCsv(text).rows.map(({ cells }) => cells)
      expect(read).toEqual(kept)
    }),
  )
  expect(writeCsv([['=HYPERLINK("x")', '-1', '@a', '+1']])).toBe('"\'=HYPERLINK(""x"")",\'-1,\'@a,\'+1\r\n')
})
