import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { membersQuery } from './api.ts'
import { useShop } from './shop.ts'

/** Does it, reads the list again, and says the refusal where there is one. */
export function useMembersAction() {
  const { t } = useTranslation('ui')
  const { shop } = useShop()
  const client = useQueryClient()
  return async <T>(act: () => Promise<T>, said?: string): Promise<T | null> => {
    try {
      const result = await act()
      if (said) toast(said)
      return result
    } catch (error) {
      toast(sentenceOf(error, t('failed.unknown')))
      return null
    } finally {
      await client.invalidateQueries({ queryKey: membersQuery(shop.code).queryKey })
    }
  }
}
