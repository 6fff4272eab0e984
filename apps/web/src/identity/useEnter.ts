import type { MeDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { meQuery } from './api.ts'
import { homeOf, safeNext } from './landing.ts'

/** After signing in: forget what the last person saw, then to where they wanted to go. */
export function useEnter(next?: string) {
  const client = useQueryClient()
  const router = useRouter()
  return useCallback(
    (me: MeDto, shop: string | null = homeOf(me)) => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'site' })
      client.setQueryData(meQuery.queryKey, me)
      const to = safeNext(next) ?? (shop ? `/s/${shop}` : '/')
      // The way back from another service leads through the server.
      if (to.startsWith('/api/')) window.location.assign(to)
      else router.history.push(to)
    },
    [client, router, next],
  )
}
