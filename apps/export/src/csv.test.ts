import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'
import type { Comment, Exported } from './gather.ts'
import { parseCsv } from './testing/parse-csv.ts'

const RUTH = { actorId: 'ruth', name: 'Ruth', side: 'customer' } as const
const WHEN = '2026-11-20T12:00:00.000Z'
const said = (text: string, number = 1): Comment => ({
  ...{ number, ref: `ruth/${number}`, by: RUTH, text, at: WHEN, editedAt: null, hidden: false, deleted: false },
  ...{ page: null, settled: null, labels: [], replies: [] },
})
const sheet = (given: Partial<Exported>): Exported => ({
  proof: { id: 'p', title: 'Board', order: '1001', customer: 'Ruth', shop: 'Alder' },
  version: { id: 'v', number: 1, state: 'sent' },
  ...{ exportedAt: WHEN, annotations: [], comments: [], requests: [], ...given },
})
const textOf = (text: string) => parseCsv(toCsv(sheet({ comments: [said(text)] })))[0]?.text

test.each(['', 'plain', 'a, b', 'she said "no"', '"', 'two\nlines', 'two\r\nlines', ' space around ', '1,5 × 2'])(
  '%j is read back as it is',
  (text) => expect(textOf(text)).toBe(text),
)

test.each([
  '=1+1',
  '+49 30',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '  =cmd',
  '＝1+1',
  '=HYPERLINK("http://x","y")',
])('%j is no formula any more', (text) => expect(textOf(text)).toBe(`'${text}`))

test('names and labels are no formulas either', () => {
  const by = { ...RUTH, name: '=1' }
  const comments = [{ ...said('x'), by, labels: [{ label: '@x', by }], settled: { by, at: WHEN } }]
  expect(parseCsv(toCsv(sheet({ comments })))[0]).toMatchObject({ by: "'=1", labels: "'@x", settled_by: "'=1" })
})

test('marks and comments stand in the order of their numbers, each above its answers', () => {
  const answer = { ...said('answer'), ref: 'maya/1' }
  const csv = toCsv(
    sheet({
      comments: [{ ...said('second', 2), replies: [answer] }],
      annotations: [
        {
          ...said('first', 1),
          page: { id: 'a', number: 1, name: 'Front' },
          shape: 'pin',
          geometry: { x: 0.5, y: 0.25 },
        },
        { ...said('', 3), page: { id: 'a', number: 1, name: 'Front' }, deleted: true, shape: null, geometry: null },
      ],
      requests: [{ id: 'r', number: 7, text: 'Bigger', replies: [{ ...answer, ref: 'maya/2' }] }],
    }),
  )
  expect(csv.endsWith('\r\n')).toBe(true)
  expect(parseCsv(csv)).toMatchObject([
    { number: '1', kind: 'annotation', page: '1', page_name: 'Front', shape: 'pin', geometry: '{"x":0.5,"y":0.25}' },
    { number: '2', kind: 'comment', page: '', text: 'second' },
    { number: '2', kind: 'answer', answers: 'ruth/2', ref: 'maya/1' },
    { number: '3', kind: 'annotation', deleted: 'true', shape: '', geometry: '' },
    { number: '7', kind: 'request answer', answers: 'request:r', ref: 'maya/2' },
  ])
})

test('an export of nothing is its header', () => {
  expect(toCsv(sheet({}))).toMatch(/^number,kind,ref,[a-z_,]+\r\n$/)
})
