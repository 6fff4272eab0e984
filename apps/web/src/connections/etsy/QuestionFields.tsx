import { EtsyQuestionKind } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { AreaField, Field } from '../../ui/Field.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { type Draft, hasOptions } from './question-model.ts'

type QuestionFieldsProps = {
  draft: Draft
  wrong: Partial<Record<string, string>>
  onChange: (change: Partial<Draft>) => void
}

/** All of one question, with what belongs to how it is answered. */
export function QuestionFields({ draft, wrong, onChange }: QuestionFieldsProps) {
  const { t } = useTranslation(['etsy', 'ui'])
  const { kind, text, instructions, isRequired, addOn } = draft
  return (
    <div className="es-qform">
      <Field
        label={t('asked.text')}
        value={text}
        hint={t('asked.textHint', { count: text.trim().length })}
        error={wrong.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <div>
        <SelectField
          label={t('asked.type')}
          value={kind}
          options={EtsyQuestionKind.options.map((one) => ({ value: one, label: t(`asked.kind.${one}`) }))}
          onChange={(next) => onChange({ kind: EtsyQuestionKind.parse(next) })}
        />
        <Wrong words={wrong.kind} />
      </div>
      <Answered draft={draft} wrong={wrong} onChange={onChange} />
      {kind === 'dropdown' ? null : (
        <Field
          label={t('asked.instructions')}
          optional={t('ui:optional')}
          value={instructions}
          error={wrong.instructions}
          onChange={(event) => onChange({ instructions: event.target.value })}
        />
      )}
      <div>
        <Switch isSelected={isRequired} onChange={(next) => onChange({ isRequired: next })}>
          {t('asked.required')}
        </Switch>
        <Wrong words={wrong.isRequired} />
      </div>
      {addOn ? <p className="c2 t13">{t('asked.costs')}</p> : null}
    </div>
  )
}

const Wrong = ({ words }: { words: string | undefined }) =>
  words ? (
    <p className="amber t13" role="alert">
      {words}
    </p>
  ) : null

/** What depends on the kind of answer. */
function Answered({ draft: { kind, mostCharacters, mostFiles, options }, wrong, onChange }: QuestionFieldsProps) {
  const { t } = useTranslation('etsy')
  if (hasOptions(kind))
    return (
      <AreaField
        label={t(kind === 'dropdown' ? 'asked.choices' : 'asked.names')}
        rows={4}
        value={options}
        error={wrong.options}
        onChange={(event) => onChange({ options: event.target.value })}
      />
    )
  const [field, value] =
    kind === 'text_input' ? (['mostCharacters', mostCharacters] as const) : (['mostFiles', mostFiles] as const)
  return (
    <Field
      label={t(`asked.${field}`)}
      inputMode="numeric"
      maxLength={4}
      value={value}
      error={wrong[field]}
      onChange={(event) => onChange({ [field]: event.target.value })}
    />
  )
}
