import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { sentenceOf } from '../ui/Told.tsx'
import './privacy.css'

type EraseDialogProps = {
  title: string
  lead: string
  /** What is to be typed. */
  name: string
  isOpen: boolean
  onClose: () => void
  onErase: (confirm: string) => Promise<unknown>
}

/** For what cannot be undone: the name is typed, and what may not be erased says why. */
export function EraseDialog({ title, lead, isOpen, onClose, ...form }: EraseDialogProps) {
  return (
    <Dialog alert title={title} lead={lead} isOpen={isOpen} onClose={onClose}>
      <EraseForm {...form} onClose={onClose} />
    </Dialog>
  )
}

function EraseForm({ name, onClose, onErase }: Pick<EraseDialogProps, 'name' | 'onClose' | 'onErase'>) {
  const { t } = useTranslation(['privacy', 'ui'])
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const [isPending, setPending] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    try {
      await onErase(typed)
    } catch (error) {
      setProblem(sentenceOf(error, t('ui:failed.unknown')))
      setPending(false)
    }
  }
  return (
    <form className="pv-form" noValidate onSubmit={(event) => void submit(event)}>
      <Field
        label={t('data.type', { name })}
        value={typed}
        error={problem}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="acts">
        <Button onPress={onClose}>{t('data.keep')}</Button>
        <Button type="submit" look="red" isPending={isPending}>
          {t('data.go')}
        </Button>
      </div>
    </form>
  )
}
