import type {
  EtsyConnectionDto,
  EtsyConsentDto,
  EtsyExtraInput,
  EtsyKeyInput,
  EtsyMappingDto,
  EtsyParkedListDto,
  EtsyPrefillInput,
  EtsyRuleInput,
  EtsyTaskDoneInput,
  EtsyTaskListDto,
  OrderEtsyDto,
} from '@proofroom/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

const etsyPath = (shop: string) => `/api/s/${shop}/etsy`
const orderPath = (shop: string, order: string) => `/api/s/${shop}/orders/${order}`

/** All that is read of a shop's connection stands below this key. */
export const etsyKey = (shop: string) => ['s', shop, 'etsy']

/** The stream tells when it moves; this is for when the stream is away. */
const LOOK_AGAIN_MS = 3_000
/** A look that found nothing, or failed, is no news to the stream. */
const LOOK_LATER_MS = 10_000

export const isImporting = ({ state, import: first }: EtsyConnectionDto): boolean =>
  state === 'connected' && first?.finishedAt === null

export const connectionQuery = (shop: string) =>
  queryOptions({
    queryKey: [...etsyKey(shop), 'connection'],
    queryFn: ({ signal }) => api.get<EtsyConnectionDto>(etsyPath(shop), { signal }),
    refetchInterval: ({ state: { data } }) => {
      if (data?.state !== 'connected') return false
      return isImporting(data) || !data.lastSyncedAt ? LOOK_AGAIN_MS : LOOK_LATER_MS
    },
  })

export const mappingQuery = (shop: string) =>
  queryOptions({
    queryKey: [...etsyKey(shop), 'mapping'],
    queryFn: ({ signal }) => api.get<EtsyMappingDto>(`${etsyPath(shop)}/mapping`, { signal }),
  })

export const parkedQuery = (shop: string) =>
  queryOptions({
    queryKey: [...etsyKey(shop), 'parked'],
    queryFn: ({ signal }) => api.get<EtsyParkedListDto>(`${etsyPath(shop)}/parked`, { signal }),
  })

export const tasksQuery = (shop: string) =>
  queryOptions({
    queryKey: [...etsyKey(shop), 'tasks'],
    queryFn: ({ signal }) => api.get<EtsyTaskListDto>(`${etsyPath(shop)}/tasks`, { signal }),
  })

/** Below the order's own key: whatever happens to it is read again here, too. */
export const orderEtsyQuery = (shop: string, order: string) =>
  queryOptions({
    queryKey: ['s', shop, 'order', order, 'etsy'],
    queryFn: ({ signal }) => api.get<OrderEtsyDto>(`${orderPath(shop, order)}/etsy`, { signal }),
  })

export const keepKey = (shop: string, input: EtsyKeyInput) => api.put<EtsyConnectionDto>(`${etsyPath(shop)}/key`, input)
export const forgetKey = (shop: string) => api.delete<EtsyConnectionDto>(`${etsyPath(shop)}/key`)
export const beginConsent = (shop: string) => api.post<EtsyConsentDto>(`${etsyPath(shop)}/connect`)
export const disconnect = (shop: string) => api.post<EtsyConnectionDto>(`${etsyPath(shop)}/disconnect`)
export const syncNow = (shop: string) => api.post<EtsyConnectionDto>(`${etsyPath(shop)}/sync`)
export const takeOver = (shop: string, input: EtsyPrefillInput) =>
  api.post<EtsyConnectionDto>(`${etsyPath(shop)}/prefill`, input)
export const setRule = (shop: string, input: EtsyRuleInput) => api.put<EtsyMappingDto>(`${etsyPath(shop)}/rules`, input)
export const forgetRule = (shop: string, rule: string) => api.delete<EtsyMappingDto>(`${etsyPath(shop)}/rules/${rule}`)
export const replay = (shop: string, id: string) => api.post<EtsyParkedListDto>(`${etsyPath(shop)}/parked/${id}/replay`)
export const replayAll = (shop: string) => api.post<EtsyParkedListDto>(`${etsyPath(shop)}/parked/replay`)
export const putAway = (shop: string, id: string) =>
  api.post<EtsyParkedListDto>(`${etsyPath(shop)}/parked/${id}/put-away`)
export const tickTask = (shop: string, id: string, input: EtsyTaskDoneInput) =>
  api.post<EtsyTaskListDto>(`${etsyPath(shop)}/tasks/${id}/done`, input)
export const fetchFileAgain = (shop: string, order: string, id: string) =>
  api.post<OrderEtsyDto>(`${orderPath(shop, order)}/etsy/files/${id}/retry`)

const extrasPath = (shop: string, order: string) => `${orderPath(shop, order)}/etsy/extras`
export const addExtra = (shop: string, order: string, input: EtsyExtraInput) =>
  api.post<OrderEtsyDto>(extrasPath(shop, order), input)
type ExtraAct = { id: string; what: 'publish' | 'retry' | 'withdraw' }
export const actOnExtra = (shop: string, order: string, { id, what }: ExtraAct) =>
  api.post<OrderEtsyDto>(`${extrasPath(shop, order)}/${id}/${what}`)
