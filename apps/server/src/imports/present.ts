import type { ImportDto, ImportProblemDto, ImportSummaryDto, ImportWord } from '@proofroom/contract'
import type { Actor } from '../platform/actor.ts'
import { presentPermission } from '../platform/policy.ts'
import { canForget, canReadAnew, canRun, canStop } from './policy.ts'
import type { findProblems, ImportFound } from './store.ts'

export const presentSummary = ({ row, by, badLines }: ImportFound): ImportSummaryDto => ({
  ...{ id: row.id, fileName: row.fileName, format: row.format, state: row.state, by, badLines },
  ...{ lines: row.lines, orders: row.orders, done: row.done },
  counts: { created: row.created, changed: row.changed, unchanged: row.unchanged, refused: row.refused },
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
})

export function presentImport(found: ImportFound, actor: Actor): ImportDto {
  const { row } = found
  const { columns, mapping, dayOrder, unclearDay, plan, preview } = row.reading
  return {
    ...presentSummary(found),
    columns: columns.map((column) => ({ ...column, word: (mapping[column.heading] ?? 'ignore') as ImportWord })),
    ...{ dayOrder, unclearDay, plan, preview },
    can: {
      read: presentPermission(canReadAnew(actor, row)),
      run: presentPermission(canRun(actor, row)),
      stop: presentPermission(canStop(actor, row)),
      forget: presentPermission(canForget(actor, row)),
    },
  }
}

type ProblemRow = Awaited<ReturnType<typeof findProblems>>[number]

export const presentProblemLine = ({ id, line, column, orderRef, code, reason }: ProblemRow): ImportProblemDto => ({
  ...{ id, line, column, order: orderRef, code, reason },
})
