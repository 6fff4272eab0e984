import type {
  AssignResultDto,
  CardDto,
  MoveCardsInput,
  MoveResultDto,
  OrderProductionDto,
  ShipmentInput,
} from '@proofroom/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

const orderPath = (shop: string, order: string) => `/api/s/${shop}/orders/${order}`

/** Below the order's own key: what changes the order is read again with it. */
export const productionQuery = (shop: string, order: string) =>
  queryOptions({
    queryKey: ['s', shop, 'order', order, 'production'],
    queryFn: ({ signal }) => api.get<OrderProductionDto>(`${orderPath(shop, order)}/production`, { signal }),
  })

export const moveCards = (shop: string, input: MoveCardsInput) =>
  api.post<MoveResultDto>(`/api/s/${shop}/board/moves`, input)
export const assignCard = (shop: string, { id, version }: CardDto, assigneeId: string | null) =>
  api.post<AssignResultDto>(`/api/s/${shop}/board/assignments`, { cards: [{ id, version }], assigneeId })
export const tickCard = (shop: string, card: string, checkId: string, ticked: boolean) =>
  api.put<CardDto>(`/api/s/${shop}/cards/${card}/checks`, { checkId, ticked })
export const reviewCard = (shop: string, card: string, reviewed: boolean) =>
  api.put<CardDto>(`/api/s/${shop}/cards/${card}/review`, { reviewed })
export const shipOrder = (shop: string, order: string, input: ShipmentInput) =>
  api.put<OrderProductionDto>(`${orderPath(shop, order)}/shipment`, input)
export const takeBackShipment = (shop: string, order: string) =>
  api.delete<OrderProductionDto>(`${orderPath(shop, order)}/shipment`)
export const deliverOrder = (shop: string, order: string) =>
  api.post<OrderProductionDto>(`${orderPath(shop, order)}/delivery`)
