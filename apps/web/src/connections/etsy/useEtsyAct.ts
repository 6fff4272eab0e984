import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { etsyKey } from './api.ts'

/** One act at a time; afterwards everything about the connection is read again, and a refusal is said in its sentence. */
export function useEtsyAct() {
  const { t } = useTranslation('ui')
  const { shop } = useShop()
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const act = async <T>(work: (shop: string) => Promise<T>, said?: string): Promise<T | null> => {
    if (pending) return null
    setPending(true)
    try {
      const answer = await work(shop.code)
      if (said) toast(said)
      return answer
    } catch (error) {
      toast(sentenceOf(error, t('failed.unknown')))
      return null
    } finally {
      await client.invalidateQueries({ queryKey: etsyKey(shop.code) })
      setPending(false)
    }
  }
  return { act, pending }
}
