import type {
  CancelInput,
  DuplicateInput,
  HoldInput,
  MarksInput,
  OrderDto,
  PromiseInput,
  ReplyInput,
} from '@proofroom/contract'
import { api } from '../../api.ts'

const at = (shop: string, order: string, act: string) => `/api/s/${shop}/orders/${order}/${act}`

export const holdOrder = (shop: string, order: string, input: HoldInput) =>
  api.put<OrderDto>(at(shop, order, 'hold'), input)
export const takeOffHold = (shop: string, order: string) => api.delete<OrderDto>(at(shop, order, 'hold'))
export const cancelOrder = (shop: string, order: string, input: CancelInput) =>
  api.post<OrderDto>(at(shop, order, 'cancellation'), input)
export const duplicateOrder = (shop: string, order: string, input: DuplicateInput, key: string) =>
  api.post<OrderDto>(at(shop, order, 'duplicate'), input, { key })
export const markOrder = (shop: string, order: string, input: MarksInput) =>
  api.patch<OrderDto>(at(shop, order, 'marks'), input)
export const oweReply = (shop: string, order: string, input: ReplyInput) =>
  api.put<OrderDto>(at(shop, order, 'reply'), input)
export const replied = (shop: string, order: string) => api.delete<OrderDto>(at(shop, order, 'reply'))
export const promiseUpdate = (shop: string, order: string, input: PromiseInput) =>
  api.put<OrderDto>(at(shop, order, 'promise'), input)
export const updateSent = (shop: string, order: string) => api.delete<OrderDto>(at(shop, order, 'promise'))
