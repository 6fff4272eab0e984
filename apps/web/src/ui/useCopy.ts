import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from './copy.ts'
import { toast } from './toasts.ts'

/** Copies and says so in a toast; or says honestly that the browser did not allow it. */
export function useCopy() {
  const { t } = useTranslation('ui')
  return useCallback(
    async (text: string, said: string = t('copied')) => {
      const worked = await copyText(text)
      toast(worked ? said : t('copyRefused'))
      return worked
    },
    [t],
  )
}
