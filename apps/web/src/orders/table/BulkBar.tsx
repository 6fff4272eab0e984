import type { ChangedOrdersDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { changeOrders } from '../table-api.ts'
import type { Selection } from './useSelection.ts'

type Changes = Parameters<typeof changeOrders>[2]
type Asking = 'tag' | 'untag' | 'due' | 'hold'

/** What can be done to the chosen orders together. Says which ones stayed as they were, and why. */
export function BulkBar({ selection }: { selection: Selection }) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [refused, setRefused] = useState<ChangedOrdersDto['refused']>([])
  const [busy, setBusy] = useState(false)
  const apply = async (changes: Changes) => {
    setBusy(true)
    setAsking(null)
    try {
      const done = await changeOrders(shop.code, [...selection.codes], changes)
      setRefused(done.refused)
      toast(t('bulk.changed', { count: done.changed.length }))
      if (done.refused.length === 0) selection.clear()
      await client.invalidateQueries({ queryKey: ['s', shop.code, 'orders'] })
    } catch (error) {
      toast(sentenceOf(error, t('ui:failed.unknown')))
    } finally {
      setBusy(false)
    }
  }
  const count = selection.codes.size
  if (count === 0) return null
  return (
    <section className="ot-bulk" aria-label={t('bulk.label')}>
      <p className="w5 num" role="status">
        {t('bulk.chosen', { count })}
      </p>
      <Button size="sm" isPending={busy} onPress={() => setAsking('tag')}>
        {t('bulk.tag')}
      </Button>
      <Button size="sm" isPending={busy} onPress={() => setAsking('untag')}>
        {t('bulk.untag')}
      </Button>
      <Button size="sm" isPending={busy} onPress={() => setAsking('due')}>
        {t('bulk.due')}
      </Button>
      <Button size="sm" isPending={busy} onPress={() => void apply({ priority: 'rush' })}>
        {t('bulk.rush')}
      </Button>
      <Button size="sm" isPending={busy} onPress={() => void apply({ priority: 'normal' })}>
        {t('bulk.normal')}
      </Button>
      <Button size="sm" isPending={busy} onPress={() => setAsking('hold')}>
        {t('bulk.hold')}
      </Button>
      <Button size="sm" isPending={busy} onPress={() => void apply({ hold: null })}>
        {t('bulk.goOn')}
      </Button>
      <span className="sp" />
      <span className="ot-go">
        <Button size="sm" look="quiet" onPress={selection.clear}>
          {t('bulk.clear')}
        </Button>
      </span>
      {asking ? <Ask what={asking} onClose={() => setAsking(null)} onApply={(changes) => void apply(changes)} /> : null}
      <Refused refused={refused} onClose={() => setRefused([])} />
    </section>
  )
}

type AskProps = { what: Asking; onClose: () => void; onApply: (changes: Changes) => void }

function Ask({ what, onClose, onApply }: AskProps) {
  const { t } = useTranslation(['orders', 'ui'])
  const [value, setValue] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const words = value.trim()
    if (what === 'due') onApply({ dueOn: value || null })
    else if (words && what === 'hold') onApply({ hold: { reason: words } })
    else if (words) onApply(what === 'tag' ? { addTags: [words] } : { removeTags: [words] })
  }
  return (
    <Dialog title={t(`bulk.ask.${what}`)} isOpen onClose={onClose}>
      <form className="ot-form" onSubmit={submit}>
        <Field
          label={t(`bulk.field.${what}`)}
          hint={what === 'due' ? t('bulk.dueHint') : undefined}
          type={what === 'due' ? 'date' : 'text'}
          maxLength={what === 'hold' ? 200 : 40}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <div className="ot-acts">
          <Button onPress={onClose}>{t('ui:cancel')}</Button>
          <Button look="ink" type="submit">
            {t(`bulk.go.${what}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Refused({ refused, onClose }: { refused: ChangedOrdersDto['refused']; onClose: () => void }) {
  const { t } = useTranslation('orders')
  return (
    <Dialog
      title={t('bulk.refused', { count: refused.length })}
      lead={t('bulk.refusedLead')}
      isOpen={refused.length > 0}
      onClose={onClose}
    >
      <ul className="ot-refused">
        {refused.map(({ order, label, reason }) => (
          <li key={order}>
            <b className="num">{label ?? order}</b> {reason}
          </li>
        ))}
      </ul>
      <div className="ot-acts">
        <Button look="ink" onPress={onClose}>
          {t('bulk.understood')}
        </Button>
      </div>
    </Dialog>
  )
}
