import type { MeDto, ShopDto, UpdateShopInput } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { meQuery, updateShop } from './api.ts'
import { useShop } from './shop.ts'

/** Saves one change at once and offers the value before it. */
export function useSaveShop() {
  const { t } = useTranslation(['identity', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const keep = (saved: ShopDto) =>
    client.setQueryData(meQuery.queryKey, (me: MeDto | undefined) =>
      me
        ? { ...me, memberships: me.memberships.map((m) => (m.shop.code === saved.code ? { ...m, shop: saved } : m)) }
        : me,
    )
  const save = async (change: UpdateShopInput, undo?: UpdateShopInput): Promise<string | null> => {
    try {
      keep(await updateShop(shop.code, change))
      toast(t('settings.saved'), undo && { label: t('ui:undo'), onPress: () => void save(undo) })
      return null
    } catch (error) {
      if (error instanceof ApiProblem && error.fields.name) return error.fields.name
      const sentence = sentenceOf(error, t('ui:failed.unknown'))
      toast(sentence)
      return sentence
    }
  }
  return save
}
