import type { CustomerDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/toasts.ts'
import { dataUrl, eraseCustomer } from './api.ts'
import { EraseDialog } from './EraseDialog.tsx'
import './privacy.css'

/** What a customer may ask for: everything that is kept of them, and that it goes. */
export function CustomerData({ customer }: { customer: CustomerDto }) {
  const { t } = useTranslation('privacy')
  const { shop } = useShop()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isErasing, setErasing] = useState(false)
  const erase = async (confirm: string) => {
    const { orders } = await eraseCustomer(shop.code, customer.id, confirm)
    await navigate({ to: '/s/$shop/customers', params: { shop: shop.code } })
    void client.invalidateQueries({ queryKey: ['s', shop.code] })
    toast(t('data.erased', { count: orders }))
  }
  return (
    <section className="pv-data" aria-labelledby="pv-data">
      <h2 className="h2" id="pv-data">
        {t('data.title')}
      </h2>
      <p className="c2">{t('data.exportHint')}</p>
      <div className="pv-acts">
        <a className={buttonClass()} href={dataUrl(shop.code, customer.id)} download>
          <Icon of={Download} size={16} />
          {t('data.export')}
        </a>
        <Button look="quiet" onPress={() => setErasing(true)}>
          {t('data.erase')}
        </Button>
      </div>
      <EraseDialog
        title={t('data.eraseTitle', { name: customer.name })}
        lead={t('data.eraseLead')}
        name={customer.name}
        isOpen={isErasing}
        onClose={() => setErasing(false)}
        onErase={erase}
      />
    </section>
  )
}
