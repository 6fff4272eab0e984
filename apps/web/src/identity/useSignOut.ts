import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { signOut } from './api.ts'

/** Ends this browser's session and forgets what it had read. */
export function useSignOut(): () => void {
  const navigate = useNavigate()
  const client = useQueryClient()
  return useCallback(() => {
    const leave = async () => {
      await signOut()
      client.clear()
      await navigate({ to: '/sign-in' })
    }
    void leave()
  }, [client, navigate])
}
