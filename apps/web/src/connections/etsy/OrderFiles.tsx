import type { EtsyFileDto, OrderDto, OrderEtsyDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { fetchFileAgain, orderEtsyQuery } from './api.ts'
import { useEtsyAct } from './useEtsyAct.ts'

/** The buyer's photos that are on their way here, or did not come; those that did are among the order's files. */
export function OrderFiles({ order, etsy }: { order: OrderDto; etsy: OrderEtsyDto }) {
  const { t } = useTranslation('etsy')
  const coming = etsy.files.filter(({ state }) => state !== 'fetched')
  if (coming.length === 0) return null
  return (
    <>
      <h3 className="es-h">{t('order.files')}</h3>
      {coming.map((file) => (
        <Coming key={file.id} order={order} file={file} />
      ))}
    </>
  )
}

function Coming({ order, file: { id, name, state, problem } }: { order: OrderDto; file: EtsyFileDto }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const client = useQueryClient()
  const { act, pending } = useEtsyAct()
  const again = async () => {
    const now = await act((code) => fetchFileAgain(code, order.code, id))
    if (now) client.setQueryData(orderEtsyQuery(shop.code, order.code).queryKey, now)
  }
  return (
    <div className="es-acts">
      <p className="t13">
        {name}: <span className="c2">{state === 'failed' ? problem?.message : t('order.fileWaiting')}</span>
      </p>
      {state === 'failed' ? (
        <Button size="sm" isPending={pending} onPress={() => void again()}>
          {t('order.fileRetry')}
        </Button>
      ) : null}
    </div>
  )
}
