import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { AreaField } from '../ui/Field.tsx'
import { cardsOf, useBoard } from './board-context.ts'
import type { Refusal } from './useMoves.ts'

const SHORTEST = 3

/** Past a rule, by somebody who runs the shop, with a reason that stays in the order's story. */
export function OverrideDialog({ refusal, onClose }: { refusal: Refusal; onClose: () => void }) {
  const { t } = useTranslation(['production', 'ui'])
  const { board, move, nameOf, setRefusal } = useBoard()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const able = refusal.cards.filter((one) => one.canOverride)
  const words = reason.trim()
  const go = (event: React.FormEvent) => {
    event.preventDefault()
    if (words.length < SHORTEST) return setAsked(true)
    setRefusal(null)
    move({
      cards: cardsOf(
        board,
        able.map((one) => one.id),
      ),
      to: refusal.to,
      reason: words,
    })
    onClose()
  }
  return (
    <Dialog
      title={t('override.title', { count: able.length, place: nameOf(refusal.to) })}
      lead={[...new Set(able.map((one) => one.reason))].slice(0, 3).map((one) => <p key={one}>{one}</p>)}
      isOpen
      onClose={onClose}
    >
      <form onSubmit={go} noValidate>
        <AreaField
          label={t('override.why')}
          hint={t('override.hint')}
          error={asked && words.length < SHORTEST ? t('override.short') : undefined}
          value={reason}
          maxLength={500}
          rows={3}
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="acts">
          <Button onPress={onClose}>{t('ui:cancel')}</Button>
          <Button look="ink" type="submit">
            {t('override.go')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
