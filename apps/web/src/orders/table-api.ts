import type {
  ChangedOrdersDto,
  ChangeOrdersInput,
  CustomerDto,
  CustomerListDto,
  DueDaysDto,
  OrderChoicesDto,
  OrderListDto,
  OrderViewsDto,
  SaveOrderViewInput,
  UpdateCustomerInput,
} from '@proofroom/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import { type OrdersSearch, searchText } from './table-search.ts'

const withAfter = (path: string, search: string, after: string | null) => {
  const said = new URLSearchParams(search)
  if (after) said.set('after', after)
  return `${path}?${said}`
}

export const ordersQuery = (shop: string, search: OrdersSearch) =>
  infiniteQueryOptions({
    queryKey: ['s', shop, 'orders', search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<OrderListDto>(withAfter(`/api/s/${shop}/orders`, searchText(search), pageParam), { signal }),
    getNextPageParam: (page) => page.next,
  })

export const csvPath = (shop: string, search: OrdersSearch) => `/api/s/${shop}/orders.csv?${searchText(search)}`

export const choicesQuery = (shop: string) =>
  queryOptions({
    queryKey: ['s', shop, 'orders', 'choices'],
    queryFn: ({ signal }) => api.get<OrderChoicesDto>(`/api/s/${shop}/order-choices`, { signal }),
  })

export const viewsQuery = (shop: string) =>
  queryOptions({
    queryKey: ['s', shop, 'orders', 'views'],
    queryFn: ({ signal }) => api.get<OrderViewsDto>(`/api/s/${shop}/order-views`, { signal }),
  })

export const saveView = (shop: string, input: SaveOrderViewInput) =>
  api.post<OrderViewsDto>(`/api/s/${shop}/order-views`, input)
export const removeView = (shop: string, id: string) => api.delete<OrderViewsDto>(`/api/s/${shop}/order-views/${id}`)

type Changes = Omit<Partial<ChangeOrdersInput>, 'orders'>
export const changeOrders = (shop: string, orders: string[], changes: Changes) =>
  api.post<ChangedOrdersDto>(`/api/s/${shop}/orders/bulk`, { orders, ...changes })

export const customersQuery = (shop: string, q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['s', shop, 'orders', 'customers', q ?? ''],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<CustomerListDto>(
        withAfter(`/api/s/${shop}/customers`, q ? `q=${encodeURIComponent(q)}` : '', pageParam),
        {
          signal,
        },
      ),
    getNextPageParam: (page) => page.next,
  })

export const customerQuery = (shop: string, id: string) =>
  queryOptions({
    queryKey: ['s', shop, 'orders', 'customer', id],
    queryFn: ({ signal }) => api.get<CustomerDto>(`/api/s/${shop}/customers/${id}`, { signal }),
  })

export const updateCustomer = (shop: string, id: string, input: UpdateCustomerInput) =>
  api.patch<CustomerDto>(`/api/s/${shop}/customers/${id}`, input)

export const dueQuery = (shop: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['s', shop, 'orders', 'due', from, to],
    queryFn: ({ signal }) => api.get<DueDaysDto>(`/api/s/${shop}/due?from=${from}&to=${to}`, { signal }),
  })
