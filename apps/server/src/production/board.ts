import type { BoardDto, CardDto } from '@proofroom/contract'
import { type Load, NOTHING, type Place, placesOf, plus } from '@proofroom/workflow'
import { findMembers } from '../identity/index.ts'
import type { Member } from '../platform/actor.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { presentPermission } from '../platform/policy.ts'
import { loadFloor } from './floor.ts'
import { canChangeWorkshop, canMoveCards, canOverride } from './policy.ts'
import { presentCard, presentLoads, presentStage, presentWorker, presentWorkflow } from './present.ts'
import { findBoardCards, findLoads, type Workshop } from './store.ts'

/** More than anybody can look at, and not more than a phone can hold. What is due last is left out, and counted. */
const MOST = 3000

/** Every line item of every open order, in the column where it is. */
export function getBoard(ctx: Context): Promise<BoardDto> {
  const { shopCode } = ctx.actor as Member
  return inTransaction(ctx, async (tx) => {
    const [floor, members, rows] = await Promise.all([loadFloor(tx), findMembers(tx), findBoardCards(tx, MOST + 1)])
    const cards = rows.map((row) => presentCard(row, floor, shopCode))
    const loads = cards.length > MOST ? await findLoads(tx) : loadsOf(cards)
    const shown = cards.slice(0, MOST).sort(byUrgency)
    const { workshop } = floor
    return {
      columns: presentLoads(columnsOf(workshop), loads, workshop),
      stages: workshop.stages.map(presentStage),
      workflows: workshop.workflows.map((workflow) => presentWorkflow(workflow, workshop)),
      workers: members.map(presentWorker),
      cards: shown,
      notShown: Object.values(loads).reduce((sum, load) => sum + load.cards, 0) - shown.length,
      can: {
        move: presentPermission(canMoveCards(ctx.actor)),
        override: presentPermission(canOverride(ctx.actor)),
        change: presentPermission(canChangeWorkshop(ctx.actor)),
      },
    }
  })
}

/** What was shipped has left the board. */
export const columnsOf = ({ stages }: Workshop): Place[] =>
  placesOf(stages).filter((place) => place !== 'shipped' && place !== 'delivered')

function loadsOf(cards: CardDto[]): Record<Place, Load> {
  const loads: Record<Place, Load> = {}
  for (const { place, minutes } of cards) loads[place] = plus(loads[place] ?? NOTHING, minutes)
  return loads
}

/** Rush first; then what is due soonest, what has no day last; then what has been there longest. */
function byUrgency(a: CardDto, b: CardDto): number {
  if (a.isRush !== b.isRush) return a.isRush ? -1 : 1
  const [day, other] = [a.due?.day ?? '9999', b.due?.day ?? '9999']
  if (day !== other) return day < other ? -1 : 1
  if (a.since !== b.since) return a.since < b.since ? -1 : 1
  return a.id < b.id ? -1 : 1
}
