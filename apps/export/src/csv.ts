import type { Annotation, Comment, Exported, Reply } from './gather.ts'

type Cell = string | number | boolean | null
type Row = Partial<Record<Column, Cell>>

const COLUMNS = [
  ...(['number', 'kind', 'ref', 'answers', 'page', 'page_name', 'shape', 'geometry'] as const),
  ...(['text', 'by', 'side', 'at', 'edited_at', 'settled_by', 'settled_at'] as const),
  ...(['hidden', 'deleted', 'labels'] as const),
]
type Column = (typeof COLUMNS)[number]

/** One row for each mark, comment and answer, an answer below what it answers. RFC 4180, in UTF-8. */
export function toCsv({ annotations, comments, requests }: Exported): string {
  const threads = [...annotations, ...comments].sort((a, b) => a.number - b.number)
  const rows = [
    ...threads.flatMap((thread) => [rowOfThread(thread), ...thread.replies.map((reply) => rowOfReply(reply, thread))]),
    ...requests.flatMap(({ id, number, replies }) =>
      replies.map((reply) => ({ ...rowOfReply(reply, { ref: `request:${id}`, number }), kind: 'request answer' })),
    ),
  ]
  return [line([...COLUMNS]), ...rows.map((row) => line(COLUMNS.map((column) => row[column] ?? null)))].join('')
}

function rowOfThread(thread: Comment | Annotation): Row {
  const { number, page, settled, labels } = thread
  const isMark = 'shape' in thread
  return {
    ...said(thread),
    ...{ number, kind: isMark ? 'annotation' : 'comment', page: page?.number ?? null, page_name: page?.name ?? null },
    ...(isMark && { shape: thread.shape, geometry: thread.geometry && JSON.stringify(thread.geometry) }),
    ...{ settled_by: settled?.by.name ?? null, settled_at: settled?.at ?? null },
    labels: labels.map(({ label }) => label).join(', '),
  }
}

const rowOfReply = (reply: Reply, { ref, number }: { ref: string; number: number | null }): Row => ({
  ...said(reply),
  ...{ number, kind: 'answer', answers: ref },
})

const said = ({ ref, by, text, at, editedAt, hidden, deleted }: Reply): Row => ({
  ...{ ref, by: by.name, side: by.side, text, at, edited_at: editedAt, hidden, deleted },
})

const line = (cells: Cell[]): string => `${cells.map(cell).join(',')}\r\n`

function cell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const text = harmless(value)
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** What a spreadsheet would run as a formula. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u

const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)
