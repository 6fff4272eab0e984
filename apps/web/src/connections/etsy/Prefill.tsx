import type { EtsyConnectionDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../../identity/api.ts'
import { Button } from '../../ui/Button.tsx'
import { takeOver } from './api.ts'
import { Topic } from './Topic.tsx'
import { useEtsyAct } from './useEtsyAct.ts'

/** Where Etsy calls the shop otherwise, and whoever owns it may take that over. */
export function Prefill({ data: { prefill, can } }: { data: EtsyConnectionDto }) {
  const { t } = useTranslation('etsy')
  const client = useQueryClient()
  const { act, pending } = useEtsyAct()
  if (!prefill || !can.connect.allowed || (!prefill.name && !prefill.currency)) return null
  const take = async (what: { name?: true; currency?: true }) => {
    await act((shop) => takeOver(shop, what), t('prefill.done'))
    await client.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  return (
    <Topic title={t('prefill.title')}>
      <div className="es-acts">
        {prefill.name ? (
          <Button isPending={pending} onPress={() => void take({ name: true })}>
            {t('prefill.name', { name: prefill.name })}
          </Button>
        ) : null}
        {prefill.currency ? (
          <Button isPending={pending} onPress={() => void take({ currency: true })}>
            {t('prefill.currency', { currency: prefill.currency })}
          </Button>
        ) : null}
      </div>
    </Topic>
  )
}
