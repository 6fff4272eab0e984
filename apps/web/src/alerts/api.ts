import type { AlertListDto, AlertMailInput } from '@proofroom/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

const alertsPath = (shop: string) => `/api/s/${shop}/alerts`

export const alertsQuery = (shop: string) =>
  queryOptions({
    queryKey: ['s', shop, 'alerts'],
    queryFn: ({ signal }) => api.get<AlertListDto>(alertsPath(shop), { signal }),
  })

export const readAlerts = (shop: string, ids: string[]) => api.put<AlertListDto>(`${alertsPath(shop)}/read`, { ids })
export const setAlertMail = (shop: string, input: AlertMailInput) =>
  api.put<AlertListDto>(`${alertsPath(shop)}/mail`, input)
