import type {
  EtsyListingInput,
  EtsyListingListDto,
  EtsyListingPageDto,
  EtsyListingState,
  EtsyQuestionsInput,
  EtsySectionListDto,
} from '@proofroom/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

const etsyPath = (shop: string) => `/api/s/${shop}/etsy`

/** What stands at Etsy: apart from what is ours, which is read again with every event, while each look there counts. */
export const liveKey = (shop: string) => ['s', shop, 'at-etsy']

const MINUTE_MS = 60_000
/**
 * Kept for minutes at most, and on a page that stays open read again: Etsy lets nobody show what is some hours old.
 * Where it refuses, the server has tried again already.
 */
const live = {
  ...{ staleTime: 2 * MINUTE_MS, gcTime: 5 * MINUTE_MS, refetchInterval: 30 * MINUTE_MS },
  retry: false,
} as const

export const sectionsQuery = (shop: string) =>
  queryOptions({
    ...live,
    queryKey: [...liveKey(shop), 'sections'],
    queryFn: ({ signal }) => api.get<EtsySectionListDto>(`${etsyPath(shop)}/sections`, { signal }),
  })

export const listingsQuery = (shop: string, state: EtsyListingState) =>
  infiniteQueryOptions({
    ...live,
    queryKey: [...liveKey(shop), 'listings', state],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      api.get<EtsyListingListDto>(`${etsyPath(shop)}/listings?state=${state}&after=${pageParam}`, { signal }),
    getNextPageParam: (page) => page.next,
  })

const listingPath = (shop: string, id: string) => `${etsyPath(shop)}/listings/${encodeURIComponent(id)}`

export const listingQuery = (shop: string, id: string) =>
  queryOptions({
    ...live,
    queryKey: [...liveKey(shop), 'listing', id],
    queryFn: ({ signal }) => api.get<EtsyListingPageDto>(listingPath(shop, id), { signal }),
  })

export const changeListing = (shop: string, id: string, input: EtsyListingInput) =>
  api.patch<{ done: true }>(listingPath(shop, id), input)
export const pushQuestions = (shop: string, id: string, input: EtsyQuestionsInput) =>
  api.put<{ done: true }>(`${listingPath(shop, id)}/questions`, input)
