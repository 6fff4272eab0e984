import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../identity/api.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { sentenceOf } from '../ui/Told.tsx'
import { createShop } from './api.ts'
import './privacy.css'

type NewShopProps = { isOpen: boolean; onClose: () => void }

/** Another shop of one's own; it is opened at once. */
export function NewShop({ isOpen, onClose }: NewShopProps) {
  const { t } = useTranslation('privacy')
  return (
    <Dialog title={t('newShop.title')} lead={t('newShop.lead')} isOpen={isOpen} onClose={onClose}>
      <NewShopForm onClose={onClose} />
    </Dialog>
  )
}

function NewShopForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['privacy', 'ui'])
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const [isPending, setPending] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    try {
      const { shop } = await createShop({ name })
      await client.invalidateQueries({ queryKey: meQuery.queryKey, exact: true })
      onClose()
      await navigate({ to: '/s/$shop', params: { shop: shop.code } })
    } catch (error) {
      setProblem(sentenceOf(error, t('ui:failed.unknown')))
      setPending(false)
    }
  }
  return (
    <form className="pv-form" noValidate onSubmit={(event) => void submit(event)}>
      <Field
        label={t('newShop.name')}
        value={name}
        maxLength={80}
        error={problem}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="acts">
        <Button onPress={onClose}>{t('ui:cancel')}</Button>
        <Button type="submit" look="ink" isPending={isPending}>
          {t('newShop.go')}
        </Button>
      </div>
    </form>
  )
}
