import { type OrderDraft, readMessage } from '@proofroom/intake/paste'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OrderForm } from '../orders/OrderForm.tsx'
import { useCreateOrder } from '../orders/useCreateOrder.ts'
import { Button } from '../ui/Button.tsx'
import { AreaField } from '../ui/Field.tsx'
import { isFound, valuesOfDraft } from './draft-values.ts'

/** A message becomes a draft, and the draft the usual form: nothing is created before a person says so. */
export default function PasteOrder({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['imports', 'ui'])
  const [text, setText] = useState('')
  const [draft, setDraft] = useState<OrderDraft | null>(null)
  if (draft) return <CheckDraft draft={draft} onAgain={() => setDraft(null)} onDone={onDone} />
  return (
    <form
      className="pa"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') setDraft(readMessage(text))
      }}
    >
      <p className="c2">{t('paste.lead')}</p>
      <AreaField
        label={t('paste.text')}
        value={text}
        rows={10}
        autoFocus
        placeholder={t('paste.placeholder')}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="acts">
        <Button onPress={onDone}>{t('ui:cancel')}</Button>
        <Button type="submit" look="ink" isDisabled={text.trim() === ''}>
          {t('paste.read')}
        </Button>
      </div>
    </form>
  )
}

function CheckDraft({ draft, onAgain, onDone }: { draft: OrderDraft; onAgain: () => void; onDone: () => void }) {
  const { t } = useTranslation(['imports', 'orders'])
  const create = useCreateOrder(onDone)
  return (
    <div className="pa">
      <p className="c2">{t('paste.checkLead')}</p>
      <section className="pa-side" aria-labelledby="pa-unread">
        <div className="row">
          <h3 id="pa-unread">{t('paste.unread')}</h3>
          <span className="sp" />
          <Button size="sm" look="quiet" onPress={onAgain}>
            {t('paste.again')}
          </Button>
        </div>
        <Unread draft={draft} />
      </section>
      <OrderForm values={valuesOfDraft(draft)} go={t('orders:new.go')} withLabel onSubmit={create} onCancel={onDone} />
    </div>
  )
}

function Unread({ draft }: { draft: OrderDraft }) {
  const { t } = useTranslation('imports')
  if (draft.unread.length === 0) return <p>{t('paste.allRead')}</p>
  return (
    <>
      <p>{isFound(draft) ? t('paste.unreadLead') : t('paste.nothing')}</p>
      <ul>
        {draft.unread.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
          <li key={index}>{line}</li>
        ))}
      </ul>
    </>
  )
}
