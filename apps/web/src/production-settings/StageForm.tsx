import type { StageDto, UpdateStageInput } from '@proofroom/contract'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Switch } from '../ui/Switch.tsx'
import { AddNamed } from './AddNamed.tsx'
import { PutAway } from './PutAway.tsx'
import { SavedField } from './SavedField.tsx'
import type { Part } from './useWorkshop.ts'

const COLOURS = [1, 2, 3, 4, 5, 6, 7, 8]

/** Everything about one stage. Only its name has to be there. */
export function StageForm({ stage, workshop, off, change }: Part & { stage: StageDto }) {
  const { t } = useTranslation('setup')
  const save = (input: UpdateStageInput, before: UpdateStageInput) =>
    change(
      (c) => c.updateStage(stage.id, input),
      (c) => c.updateStage(stage.id, before),
    )
  const { customerWords, limit, dueOffsetDays, assigneeId } = stage
  const putAway = () =>
    void change(
      (c) => c.archiveStage(stage.id),
      (c) => c.restoreStage(stage.id),
    )
  return (
    <fieldset className="stp-form" disabled={off} aria-label={t('stages.about', { name: stage.name })}>
      <SavedField
        label={t('name')}
        value={stage.name}
        maxLength={40}
        onSave={(name) => save({ name }, { name: stage.name })}
      />
      <Colours value={stage.colour} onChange={(colour) => void save({ colour }, { colour: stage.colour })} />
      <div className="stp-wide">
        <Switch
          isDisabled={off}
          isSelected={customerWords !== null}
          onChange={(isOn) => void save({ customerWords: isOn ? stage.name : null }, { customerWords })}
        >
          {t('stages.shows')}
        </Switch>
        {customerWords === null ? null : (
          <SavedField
            label={t('stages.words')}
            value={customerWords}
            maxLength={80}
            onSave={(words) => save({ customerWords: words }, { customerWords })}
          />
        )}
      </div>
      <SelectField
        label={t('stages.who')}
        value={assigneeId ?? ''}
        disabled={off}
        options={[
          { value: '', label: t('stages.nobody') },
          ...workshop.workers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => void save({ assigneeId: id || null }, { assigneeId })}
      />
      <NumberField
        label={t('stages.offset')}
        hint={t('stages.offsetHint')}
        value={dueOffsetDays}
        onSave={(days) => save({ dueOffsetDays: days }, { dueOffsetDays })}
      />
      <SelectField
        label={t('stages.limit')}
        value={limit?.kind ?? ''}
        disabled={off}
        options={[
          { value: '', label: t('stages.noLimit') },
          { value: 'cards', label: t('stages.byCards') },
          { value: 'minutes', label: t('stages.byMinutes') },
        ]}
        onChange={(kind) =>
          void save(
            { limit: kind === 'cards' || kind === 'minutes' ? { kind, count: USUAL_LIMIT[kind] } : null },
            { limit },
          )
        }
      />
      {limit ? (
        <NumberField
          label={t(`stages.most_${limit.kind}`)}
          value={limit.count}
          onSave={(count) => save({ limit: count ? { ...limit, count } : null }, { limit })}
        />
      ) : (
        <span />
      )}
      <Checklist stage={stage} off={off} save={save} />
      {off ? null : (
        <div className="stp-wide stp-end">
          <PutAway name={stage.name} onDone={putAway} />
        </div>
      )}
    </fieldset>
  )
}

const USUAL_LIMIT = { cards: 5, minutes: 240 } as const

type NumberFieldProps = {
  label: string
  hint?: string
  value: number | null
  onSave: (value: number | null) => Promise<boolean>
}

function NumberField({ label, hint, value, onSave }: NumberFieldProps) {
  const save = (text: string) => {
    const number = Number(text)
    if (text !== '' && (!Number.isInteger(number) || number < 0)) return Promise.resolve(false)
    return onSave(text === '' || number === 0 ? null : number)
  }
  return (
    <SavedField
      label={label}
      {...(hint ? { hint } : {})}
      inputMode="numeric"
      maxLength={6}
      value={value === null ? '' : String(value)}
      mayBeEmpty
      onSave={save}
    />
  )
}

function Colours({ value, onChange }: { value: number; onChange: (colour: number) => void }) {
  const { t } = useTranslation('setup')
  return (
    <fieldset className="stp-colours">
      <legend>{t('stages.colour')}</legend>
      {COLOURS.map((colour) => (
        <label key={colour}>
          <input type="radio" name="colour" checked={colour === value} onChange={() => onChange(colour)} />
          <span className="stp-dot" data-colour={colour} />
          <span className="sr">{t('stages.colourIs', { number: colour })}</span>
        </label>
      ))}
    </fieldset>
  )
}

type ChecklistProps = {
  stage: StageDto
  off: boolean
  save: (input: UpdateStageInput, before: UpdateStageInput) => Promise<boolean>
}

/** What is ticked before a card goes on. */
function Checklist({ stage, off, save }: ChecklistProps) {
  const { t } = useTranslation('setup')
  const { checklist } = stage
  const write = (next: { id?: string; text: string }[]) => save({ checklist: next }, { checklist })
  return (
    <div className="stp-wide">
      <p className="stp-label">{t('stages.checklist')}</p>
      <ul className="stp-checks">
        {checklist.map((line) => (
          <li key={line.id}>
            <span>{line.text}</span>
            {off ? null : (
              <Button
                size="sm"
                look="quiet"
                icon
                aria-label={t('stages.removeLine', { text: line.text })}
                onPress={() => void write(checklist.filter((one) => one.id !== line.id))}
              >
                <Icon of={X} size={16} />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {off ? null : (
        <AddNamed
          label={t('stages.addLine')}
          placeholder={t('stages.lineExample')}
          onAdd={(text) => write([...checklist, { text }])}
        />
      )}
    </div>
  )
}
