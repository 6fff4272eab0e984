import type { ProgressDto } from '@proofroom/contract'
import { placeOf, stepsFor } from '@proofroom/workflow'
import type { InTx } from '../platform/context.ts'
import { type Floor, loadFloor, workflowOf } from './floor.ts'
import { presentShipment } from './present.ts'
import { type CardRow, findCardsOf, findMoves, findShipment, type MoveRow } from './store.ts'

/** How the making of an order goes, as the customer's page tells it. */
export async function readProgress(ctx: InTx, orderId: string): Promise<ProgressDto> {
  const [floor, rows, moves, shipment] = await Promise.all([
    loadFloor(ctx),
    findCardsOf(ctx, orderId),
    findMoves(ctx, orderId),
    findShipment(ctx, orderId),
  ])
  return {
    items: rows.map((row) => ({ id: row.id, title: row.title, steps: stepsOf(row, moves, floor) })),
    shipment: shipment && presentShipment(shipment),
  }
}

function stepsOf(row: CardRow, moves: MoveRow[], floor: Floor) {
  const workflow = workflowOf(floor, row)
  const visits = moves
    .filter((move) => move.itemId === row.id)
    .map((move) => ({ place: move.toPlace, at: move.createdAt.toISOString() }))
  const journey = {
    place: placeOf(row.progress, row.stageId),
    route: (workflow && floor.routes.get(workflow.id)) ?? [],
    visits,
    shipBy: row.facts.shipBy,
  }
  return stepsFor(journey, floor.workshop.stages, floor.calendar)
}
