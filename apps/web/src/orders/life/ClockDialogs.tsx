import type { OrderDto } from '@proofroom/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../api.ts'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { AreaField, Field } from '../../ui/Field.tsx'
import { firstName } from '../../ui/format.ts'
import { sentenceOf } from '../../ui/Told.tsx'
import { oweReply, promiseUpdate } from './api.ts'
import { hoursAhead, instantOf, localOf } from './moments.ts'
import type { Life } from './useLife.ts'

type ClockDialogProps = { order: OrderDto; life: Life; now: Date; isOpen: boolean; onClose: () => void }

/** Sellers are judged by whether the first answer comes within a day. */
const REPLY_HOURS = 24
const UPDATE_HOURS = 48

/** The customer wrote: until when should they have an answer? */
export function ReplyDialog({ order, life, now, isOpen, onClose }: ClockDialogProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const name = firstName(order.customer.name)
  return (
    <Dialog title={t('life.replyTitle', { name })} lead={t('life.replyLead')} isOpen={isOpen} onClose={onClose}>
      <ClockForm
        at={order.reply?.at ?? hoursAhead(now, REPLY_HOURS)}
        label={t('life.replyAt')}
        go={t('life.replyGo')}
        onClose={onClose}
        onGo={({ at }) => life.keep(oweReply(shop.code, order.code, { at }), t('life.replySet'))}
      />
    </Dialog>
  )
}

/** "I send you a picture once it is oiled": what, and until when. */
export function PromiseDialog({ order, life, now, isOpen, onClose }: ClockDialogProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const name = firstName(order.customer.name)
  return (
    <Dialog title={t('life.promiseTitle', { name })} lead={t('life.promiseLead')} isOpen={isOpen} onClose={onClose}>
      <ClockForm
        at={order.promise?.at ?? hoursAhead(now, UPDATE_HOURS)}
        text={{ initial: order.promise?.text ?? '', label: t('life.promiseText'), hint: t('life.promiseHint') }}
        label={t('life.promiseAt')}
        go={t('life.promiseGo')}
        onClose={onClose}
        onGo={(input) => life.keep(promiseUpdate(shop.code, order.code, input), t('life.promiseSet'))}
      />
    </Dialog>
  )
}

type ClockFormProps = {
  at: string
  text?: { initial: string; label: string; hint: string }
  label: string
  go: string
  onClose: () => void
  onGo: (input: { at: string; text: string }) => Promise<unknown>
}

function ClockForm({ at, text, label, go, onClose, onGo }: ClockFormProps) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const [local, setLocal] = useState(() => localOf(at, shop.timezone))
  const [words, setWords] = useState(text?.initial ?? '')
  const [told, setTold] = useState<{ at?: string | undefined; text?: string | undefined }>({})
  const [isPending, setPending] = useState(false)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    const instant = instantOf(local, shop.timezone)
    if (!instant) return setTold({ at: t('life.whenNeeded') })
    setPending(true)
    try {
      await onGo({ at: instant, text: words })
      onClose()
    } catch (error) {
      const fields = error instanceof ApiProblem ? error.fields : {}
      const placed = fields.at || fields.text
      setTold(placed ? fields : { at: sentenceOf(error, t('ui:failed.unknown')) })
      setPending(false)
    }
  }
  return (
    <form className="lf-form" onSubmit={(event) => void submit(event)} noValidate>
      {text ? (
        <AreaField
          label={text.label}
          hint={text.hint}
          rows={2}
          maxLength={300}
          value={words}
          error={told.text}
          onChange={(event) => setWords(event.target.value)}
        />
      ) : null}
      <Field
        label={label}
        type="datetime-local"
        value={local}
        error={told.at}
        onChange={(event) => setLocal(event.target.value)}
      />
      <div className="acts">
        <Button onPress={onClose}>{t('ui:cancel')}</Button>
        <Button type="submit" look="ink" isPending={isPending}>
          {go}
        </Button>
      </div>
    </form>
  )
}
