import type { ArrangeStagesInput, StageInput, UpdateStageInput, WorkshopDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { routeOf } from '@proofroom/workflow'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Context, shopOf } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { newCode } from '../platform/secrets.ts'
import { checkWorker } from './moves.ts'
import { findLoads, type StageRow, type Workshop } from './store.ts'
import { changeWorkshop, checkName } from './workshop.ts'

const { stages } = schema

/** A new stage comes last. */
export const addStage = (ctx: Context, input: StageInput): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    checkName(workshop.stages, input.name)
    await checkWorker(tx, input.assigneeId)
    const id = uuidv7()
    const position = Math.max(-1, ...workshop.stages.map((stage) => stage.position)) + 1
    await tx.tx.insert(stages).values({
      ...{ id, shopId: shopOf(ctx), position, name: input.name, createdAt: ctx.platform.now() },
      ...{ colour: input.colour, ...columnsOf(input) },
    })
    return { type: 'stage.created', subjectId: id }
  })

export const updateStage = (ctx: Context, id: string, input: UpdateStageInput): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    const stage = stageOf(workshop, id)
    checkName(workshop.stages, input.name, id)
    await checkWorker(tx, input.assigneeId)
    const { name, colour } = input
    const set = { ...(name && { name }), ...(colour && { colour }), ...columnsOf(input, stage) }
    if (Object.keys(set).length > 0) await tx.tx.update(stages).set(set).where(eq(stages.id, id))
    return { type: 'stage.changed', subjectId: id, data: { fields: Object.keys(input) } }
  })

/** The columns of what the input names. */
function columnsOf(input: Omit<UpdateStageInput, 'name' | 'colour'>, before?: StageRow) {
  const { customerWords, assigneeId, dueOffsetDays, limit, checklist } = input
  return {
    ...(customerWords !== undefined && { customerWords }),
    ...(assigneeId !== undefined && { assigneeId }),
    ...(dueOffsetDays !== undefined && { dueOffsetDays }),
    ...(limit !== undefined && { limitKind: limit?.kind ?? null, limitCount: limit?.count ?? null }),
    ...(checklist && { checklist: namedLines(checklist, before?.checklist ?? []) }),
  }
}

/** A line that was there keeps its id, and with it the ticks on the cards. */
function namedLines(wanted: { id?: string | undefined; text: string }[], before: StageRow['checklist']) {
  const known = new Set(before.map((line) => line.id))
  return wanted.map(({ id, text }) => {
    const keeps = id !== undefined && known.delete(id)
    return { id: keeps ? id : newCode(8), text }
  })
}

export const arrangeStages = (ctx: Context, { stageIds }: ArrangeStagesInput): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    const known = workshop.stages.map((stage) => stage.id)
    if (known.length !== stageIds.length || !known.every((id) => stageIds.includes(id)))
      throw conflict('stages.changed', 'The stages changed meanwhile. Please look again, then arrange them.')
    for (const [position, id] of stageIds.entries())
      await tx.tx.update(stages).set({ position }).where(eq(stages.id, id))
    return { type: 'stages.arranged', subjectId: shopOf(ctx) }
  })

/** Puts a stage away. Nothing may be in it, and every workflow keeps one at least. */
export const archiveStage = (ctx: Context, id: string): Promise<WorkshopDto> =>
  changeWorkshop(ctx, async (tx, workshop) => {
    const { name } = stageOf(workshop, id)
    const cards = (await findLoads(tx))[id]?.cards ?? 0
    if (cards > 0) {
      const are = cards === 1 ? 'A card is' : `${cards} cards are`
      throw conflict('stage.in_use', `${are} in “${name}”. Move ${cards === 1 ? 'it' : 'them'} on first.`)
    }
    const left = workshop.stages.filter((stage) => stage.id !== id)
    const empty = workshop.workflows.find((one) => !one.archivedAt && routeOf(one.stageIds, left).length === 0)
    if (empty)
      throw conflict(
        'stage.last',
        `“${name}” is the only stage of the workflow “${empty.name}”. Give it another first.`,
      )
    await tx.tx.update(stages).set({ archivedAt: ctx.platform.now() }).where(eq(stages.id, id))
    return { type: 'stage.archived', subjectId: id }
  })

function stageOf({ stages: all }: Workshop, id: string): StageRow {
  const stage = all.find((one) => one.id === id)
  if (!stage) throw notFound()
  return stage
}
