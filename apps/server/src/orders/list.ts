import type { DueDto, ListOrdersQuery, OrderChoicesDto, OrderListDto, OrderTableRowDto } from '@proofroom/contract'
import { dayIn, whoseMove } from '@proofroom/workflow'
import { findMembers, loadShop } from '../identity/index.ts'
import type { Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { owedBy, readsDue } from './dues.ts'
import { askedOf, countTable, cursorOf, findTable, readCursor, type TableLine, type Today } from './finding.ts'
import { presentOrderRow } from './present.ts'
import { findChoices } from './store.ts'

const PAGE = 50

/** A page of the table, in whatever order it is asked for. */
export function listOrders(ctx: Context, { after, ...filter }: ListOrdersQuery): Promise<OrderListDto> {
  const { shopCode } = ctx.actor as Member
  return inTransaction(ctx, async (tx) => {
    const asked = await askedOf(tx, filter, await todayOf(tx))
    const lines = await findTable(tx, asked, readCursor(after), PAGE + 1)
    const shown = lines.slice(0, PAGE)
    const last = shown.at(-1)
    const due = await readsDue(tx)
    return {
      orders: shown.map((line) => presentTableRow(line, due(owedBy(line)), shopCode, ctx.platform.now())),
      total: await countTable(tx, asked),
      next: lines.length > PAGE && last ? cursorOf(last) : null,
    }
  })
}

/** The day it is for the shop. */
export async function todayOf(ctx: InTx): Promise<Today> {
  const { timezone } = await loadShop(ctx, shopOf(ctx))
  return { timezone, day: dayIn(timezone, ctx.platform.now()) }
}

export function presentTableRow(line: TableLine, due: DueDto | null, shopCode: string, now: Date): OrderTableRowDto {
  const { facts, mover, reason, since, phase } = line
  const move = facts ? whoseMove(facts, now.toISOString()) : { mover, reason, since, phase }
  const { customerId, placedAt, tags, priority, isGift, places } = line
  return {
    ...presentOrderRow(line, move, due, shopCode),
    ...{ customerId, placedAt, tags, isRush: priority === 'rush', isGift, places },
  }
}

/** What the table can be filtered by: tags in use, products, people. */
export function getChoices(ctx: Context): Promise<OrderChoicesDto> {
  return inTransaction(ctx, async (tx) => {
    const [choices, members] = await Promise.all([findChoices(tx), findMembers(tx)])
    return { ...choices, members: members.map(({ member, user }) => ({ id: member.id, name: user.name })) }
  })
}
