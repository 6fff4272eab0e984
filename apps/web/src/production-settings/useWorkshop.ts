import type { WorkshopDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { type WorkshopCalls, workshopCalls, workshopQuery } from './api.ts'

type Act = (calls: WorkshopCalls) => Promise<WorkshopDto>
/** Does it at once, says so, and offers the way back where there is one. Answers whether it worked. */
export type Change = (act: Act, undo?: Act) => Promise<boolean>

/** What each part of the page gets. */
export type Part = { workshop: WorkshopDto; off: boolean; change: Change }

export function useWorkshopChange(): Change {
  const { t } = useTranslation(['setup', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const { queryKey } = workshopQuery(shop.code)
  const calls = workshopCalls(shop.code)
  const change: Change = async (act, undo) => {
    try {
      client.setQueryData(queryKey, await act(calls))
      void client.invalidateQueries({ queryKey: ['s', shop.code, 'board'] })
      toast(t('saved'), undo && { label: t('ui:undo'), onPress: () => void change(undo) })
      return true
    } catch (error) {
      toast(sentenceOf(error, t('ui:failed.unknown')))
      return false
    }
  }
  return change
}
