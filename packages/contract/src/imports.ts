import { z } from 'zod'
import { Day, Instant, PermissionDto } from './platform.ts'

/** What a column of a file of orders can be. */
export const ImportWord = z.enum([
  'order',
  'customer',
  'email',
  'item',
  'quantity',
  'product',
  'due',
  'placed',
  'line',
  'personalization',
  'variations',
  'tags',
  'rush',
  'gift',
  'gift_note',
  'ignore',
])
export type ImportWord = z.infer<typeof ImportWord>

const DayOrder = z.enum(['day_first', 'month_first'])
const Mapping = z.record(z.string().max(100), ImportWord)

/** How the file is to be read. Looked at anew with every change. */
export const ReadImportInput = z.object({
  mapping: Mapping.optional().describe('By the column’s heading; what is not named stays as it is'),
  dayOrder: DayOrder.nullable().optional().describe('Whether 03/04/2026 is the third of April or March the fourth'),
})
export type ReadImportInput = z.infer<typeof ReadImportInput>

const Counts = z.object({
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
})

const summary = {
  id: z.string(),
  fileName: z.string(),
  format: z.enum(['etsy', 'general']),
  state: z.enum(['looked_at', 'running', 'done', 'stopped']),
  by: z.string().nullable().describe('Who brought it'),
  lines: z.number().int().describe('Lines of the file beside its heading'),
  orders: z.number().int().describe('Orders these lines make'),
  done: z.number().int().describe('Orders that were dealt with so far'),
  counts: Counts.describe('What became of them'),
  badLines: z.number().int().describe('Lines with something wrong'),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
}

export const ImportSummaryDto = z.object(summary).meta({ id: 'ImportSummary' })
export type ImportSummaryDto = z.infer<typeof ImportSummaryDto>

export const ImportListDto = z.object({ imports: z.array(ImportSummaryDto) }).meta({ id: 'ImportList' })
export type ImportListDto = z.infer<typeof ImportListDto>

export const ImportDto = z
  .object({
    ...summary,
    columns: z.array(z.object({ heading: z.string(), word: ImportWord, samples: z.array(z.string()) })),
    dayOrder: DayOrder.nullable(),
    /** A date of the file that can be read both ways: someone has to say how. */
    unclearDay: z.string().nullable(),
    plan: Counts.describe('What would become of its orders'),
    preview: z.array(
      z.object({
        ref: z.string(),
        customerName: z.string(),
        email: z.string().nullable(),
        dueOn: Day.nullable(),
        tags: z.array(z.string()),
        isRush: z.boolean(),
        items: z.array(
          z.object({
            title: z.string(),
            quantity: z.number().int(),
            personalization: z.array(z.object({ name: z.string(), value: z.string() })),
          }),
        ),
      }),
    ),
    can: z.object({ read: PermissionDto, run: PermissionDto, stop: PermissionDto, forget: PermissionDto }),
  })
  .meta({ id: 'Import' })
export type ImportDto = z.infer<typeof ImportDto>

export const ImportProblemDto = z
  .object({
    id: z.string(),
    line: z.number().int().describe('As a spreadsheet counts: the heading is line 1'),
    column: z.string().nullable(),
    order: z.string().nullable(),
    code: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'ImportProblem' })
export type ImportProblemDto = z.infer<typeof ImportProblemDto>

export const ImportProblemsQuery = z.object({
  after: z.string().max(100).optional().describe('`next` of the page before'),
})

export const ImportProblemsDto = z
  .object({ problems: z.array(ImportProblemDto), total: z.number().int(), next: z.string().nullable() })
  .meta({ id: 'ImportProblems' })
export type ImportProblemsDto = z.infer<typeof ImportProblemsDto>
