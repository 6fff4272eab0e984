import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { AreaField } from '../../ui/Field.tsx'
import { sentenceOf } from '../../ui/Told.tsx'

type ReasonDialogProps = {
  title: string
  lead?: ReactNode
  label: string
  hint?: string
  go: string
  keep?: string
  /** It cannot be taken back. */
  destructive?: boolean
  /** As few characters as say something. */
  least?: number
  initial?: string
  isOpen: boolean
  onClose: () => void
  onGo: (reason: string) => Promise<unknown>
}

/** Something that is done with a reason, which stays where it can be read. */
export function ReasonDialog({ title, lead, isOpen, onClose, destructive, ...form }: ReasonDialogProps) {
  return (
    <Dialog title={title} lead={lead} isOpen={isOpen} onClose={onClose} {...(destructive ? { alert: true } : {})}>
      <ReasonForm {...form} destructive={destructive} onClose={onClose} />
    </Dialog>
  )
}

type ReasonFormProps = Omit<ReasonDialogProps, 'title' | 'lead' | 'isOpen' | 'destructive'> & {
  destructive: boolean | undefined
}

function ReasonForm({ label, hint, go, keep, destructive, least = 1, initial = '', onClose, onGo }: ReasonFormProps) {
  const { t } = useTranslation(['orders', 'ui'])
  const [reason, setReason] = useState(initial)
  const [problem, setProblem] = useState<string | undefined>()
  const [isPending, setPending] = useState(false)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (reason.trim().length < least) return setProblem(t('life.reasonNeeded'))
    setPending(true)
    try {
      await onGo(reason.trim())
      onClose()
    } catch (error) {
      const field = error instanceof ApiProblem ? error.fields.reason : undefined
      setProblem(field ?? sentenceOf(error, t('ui:failed.unknown')))
      setPending(false)
    }
  }
  return (
    <form className="lf-form" onSubmit={(event) => void submit(event)} noValidate>
      <AreaField
        label={label}
        hint={hint}
        error={problem}
        rows={3}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="acts">
        <Button onPress={onClose}>{keep ?? t('ui:cancel')}</Button>
        <Button type="submit" look={destructive ? 'red' : 'ink'} isPending={isPending}>
          {go}
        </Button>
      </div>
    </form>
  )
}
