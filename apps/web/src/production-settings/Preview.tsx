import type { WorkshopDto } from '@proofroom/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../ui/SelectField.tsx'

/** What all this does: the board's columns, and what a customer reads of one workflow. */
export function Preview({ workshop }: { workshop: WorkshopDto }) {
  const { t } = useTranslation('setup')
  const { stages, workflows } = workshop
  const [chosen, setChosen] = useState<string | null>(null)
  const workflow = workflows.find((one) => one.id === chosen) ?? workflows.find((one) => one.isDefault)
  const own = stages.filter((stage) => workflow?.stageIds.includes(stage.id))
  const steps = [...own.flatMap((stage) => stage.customerWords ?? []), t('preview.ready'), t('preview.shipped')]
  return (
    <aside className="stp-preview" aria-label={t('preview.title')}>
      <h2 className="stp-label">{t('preview.board')}</h2>
      <ol className="stp-columns">
        <li className="c2">{t('preview.toStart')}</li>
        {stages.map((stage) => (
          <li key={stage.id}>
            <span className="stp-dot" data-colour={stage.colour} />
            <span className="el">{stage.name}</span>
            {stage.cards > 0 ? <span className="count">{stage.cards}</span> : null}
          </li>
        ))}
        <li className="c2">{t('preview.ready')}</li>
        <li className="c2">{t('preview.packed')}</li>
      </ol>
      <h2 className="stp-label">{t('preview.customer')}</h2>
      {workflows.length > 1 && workflow ? (
        <SelectField
          bare
          label={t('preview.of')}
          value={workflow.id}
          options={workflows.map((one) => ({ value: one.id, label: one.name }))}
          onChange={setChosen}
        />
      ) : null}
      <ol className="stp-steps">
        {steps.map((words, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two stages may have the same words
          <li key={index}>{words}</li>
        ))}
      </ol>
    </aside>
  )
}
