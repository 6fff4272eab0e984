import type { OrderListDto, OrderRowDto } from '@proofroom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../api.ts'

const PAUSE_MS = 120

/** Orders that match, asked for once the fingers rest; what was found before stays until then. */
export function useFound(shop: string, query: string): { rows: OrderRowDto[]; isSearching: boolean } {
  const words = query.trim()
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(words), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [words])
  const found = useQuery({
    queryKey: ['s', shop, 'orders', 'find', asked],
    queryFn: ({ signal }) =>
      api.get<OrderListDto>(`/api/s/${shop}/orders?${new URLSearchParams({ q: asked })}`, { signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  if (words === '') return { rows: [], isSearching: false }
  return { rows: found.data?.orders ?? [], isSearching: asked !== words || found.isFetching }
}
