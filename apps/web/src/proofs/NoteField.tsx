import { useTranslation } from 'react-i18next'
import { AreaField } from '../ui/Field.tsx'
import { firstName } from '../ui/format.ts'
import type { Note } from './useNote.ts'

/** What the customer reads beside the mockup. Says truthfully whether it is saved. */
export function NoteField({ note, customer }: { note: Note; customer: string }) {
  const { t } = useTranslation(['proofs', 'ui'])
  const name = firstName(customer)
  return (
    <div className="dr-note">
      <AreaField
        label={t('note.label', { name })}
        optional={t('ui:optional')}
        rows={4}
        maxLength={2000}
        placeholder={t('note.placeholder')}
        value={note.text}
        onChange={(event) => note.write(event.target.value)}
        onBlur={() => void note.flush()}
        hint={note.text === '' ? t('note.hint') : t(`note.${note.state}`)}
        error={note.state === 'failed' ? t('note.failed') : undefined}
      />
    </div>
  )
}
