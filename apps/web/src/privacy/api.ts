import type {
  CreateShopInput,
  DisclosureDto,
  ErasedDto,
  LegalHoldInput,
  MembershipDto,
  OrderDto,
  PrivacyDto,
  RetentionPreviewDto,
  UpdatePrivacyInput,
} from '@proofroom/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const privacyQuery = (shop: string) =>
  queryOptions({
    queryKey: ['s', shop, 'privacy'],
    queryFn: ({ signal }) => api.get<PrivacyDto>(`/api/s/${shop}/privacy`, { signal }),
  })

/** Read anew each time it is asked: what it counts is what would go. */
export const retentionQuery = (shop: string, days: number) =>
  queryOptions({
    queryKey: ['s', shop, 'privacy', 'retention', days],
    queryFn: ({ signal }) => api.get<RetentionPreviewDto>(`/api/s/${shop}/privacy/retention?days=${days}`, { signal }),
    staleTime: 0,
  })

export const disclosureQuery = (shop: string | null) =>
  queryOptions({
    queryKey: ['disclosure', shop],
    queryFn: ({ signal }) => api.get<DisclosureDto>(`/api/disclosure${shop ? `/${shop}` : ''}`, { signal }),
  })

export const updatePrivacy = (shop: string, input: UpdatePrivacyInput) =>
  api.patch<PrivacyDto>(`/api/s/${shop}/privacy`, input)
export const eraseCustomer = (shop: string, customer: string, confirm: string) =>
  api.post<ErasedDto>(`/api/s/${shop}/customers/${customer}/erasure`, { confirm })
export const eraseShop = (shop: string, confirm: string) => api.post(`/api/s/${shop}/erasure`, { confirm })
export const holdLegally = (shop: string, order: string, input: LegalHoldInput) =>
  api.put<OrderDto>(`/api/s/${shop}/orders/${order}/legal-hold`, input)
export const endLegalHold = (shop: string, order: string) =>
  api.delete<OrderDto>(`/api/s/${shop}/orders/${order}/legal-hold`)
export const createShop = (input: CreateShopInput) => api.post<MembershipDto>('/api/me/shops', input)

export const dataUrl = (shop: string, customer: string) => `/api/s/${shop}/customers/${customer}/data.zip`
