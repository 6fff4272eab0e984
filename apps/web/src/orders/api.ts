import type {
  CreateLinkInput,
  CreateOrderInput,
  LinkDto,
  OrderDto,
  OrderFileListDto,
  QueueDto,
  TimelineDto,
  UpdateOrderInput,
  WorkshopDto,
} from '@proofroom/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

const orderPath = (shop: string, order: string) => `/api/s/${shop}/orders/${order}`

export const queueQuery = (shop: string) =>
  queryOptions({
    queryKey: ['s', shop, 'queue'],
    queryFn: ({ signal }) => api.get<QueueDto>(`/api/s/${shop}/queue`, { signal }),
  })

export const orderQuery = (shop: string, order: string) =>
  queryOptions({
    queryKey: ['s', shop, 'order', order],
    queryFn: ({ signal }) => api.get<OrderDto>(orderPath(shop, order), { signal }),
  })

export const timelineQuery = (shop: string, order: string) =>
  queryOptions({
    queryKey: ['s', shop, 'order', order, 'timeline'],
    queryFn: ({ signal }) => api.get<TimelineDto>(`${orderPath(shop, order)}/timeline`, { signal }),
  })

/** Puts one of the shop's files on the customer's page, or takes it off again. */
export const handOver = (shop: string, order: string, file: string) =>
  api.post<OrderFileListDto>(`${orderPath(shop, order)}/files/${file}/hand-over`)
export const takeFileBack = (shop: string, order: string, file: string) =>
  api.post<OrderFileListDto>(`${orderPath(shop, order)}/files/${file}/take-back`)

export const filesQuery = (shop: string, order: string) =>
  queryOptions({
    queryKey: ['s', shop, 'order', order, 'files'],
    queryFn: ({ signal }) => api.get<OrderFileListDto>(`${orderPath(shop, order)}/files`, { signal }),
  })

export const linksQuery = (shop: string, order: string) =>
  queryOptions({
    queryKey: ['s', shop, 'order', order, 'links'],
    queryFn: ({ signal }) => api.get<{ links: LinkDto[] }>(`${orderPath(shop, order)}/links`, { signal }),
  })

/** What the shop makes; below its workshop, which changes with it. */
export const productsQuery = (shop: string) =>
  queryOptions({
    queryKey: ['s', shop, 'workshop'],
    queryFn: ({ signal }) => api.get<WorkshopDto>(`/api/s/${shop}/workshop`, { signal }),
    select: ({ products }) => products,
  })

export const createOrder = (shop: string, input: CreateOrderInput, key: string) =>
  api.post<OrderDto>(`/api/s/${shop}/orders`, input, { key })
export const updateOrder = (shop: string, order: string, input: UpdateOrderInput) =>
  api.patch<OrderDto>(orderPath(shop, order), input)
export const startMaking = (shop: string, order: string) => api.post<OrderDto>(`${orderPath(shop, order)}/making`)
export const createLink = (shop: string, order: string, input: CreateLinkInput) =>
  api.post<LinkDto>(`${orderPath(shop, order)}/links`, input)
export const rotateLink = (shop: string, order: string, link: string) =>
  api.post<LinkDto>(`${orderPath(shop, order)}/links/${link}/rotate`)
export const revokeLink = (shop: string, order: string, link: string) =>
  api.delete<LinkDto>(`${orderPath(shop, order)}/links/${link}`)
