import type { UpdateWorkflowInput, WorkflowDto } from '@proofroom/contract'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { Checkbox } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { AddNamed } from './AddNamed.tsx'
import { PutAway } from './PutAway.tsx'
import { SavedField } from './SavedField.tsx'
import type { Part } from './useWorkshop.ts'

/** Named ways through the stages, each with what opens it. */
export function WorkflowsTopic({ workshop, off, change }: Part) {
  const { t } = useTranslation('setup')
  const [open, setOpen] = useState<string | null>(null)
  const nameOf = (id: string) => workshop.stages.find((stage) => stage.id === id)?.name ?? ''
  const usual = workshop.workflows.find((workflow) => workflow.isDefault)
  return (
    <section className="set-topic" aria-labelledby="stp-workflows">
      <div>
        <h2 className="h2" id="stp-workflows">
          {t('workflows.title')}
        </h2>
        <p>{t('workflows.lead')}</p>
      </div>
      <div>
        <ul className="stp-list">
          {workshop.workflows.map((workflow) => (
            <li className="stp-row" key={workflow.id}>
              <div className="stp-line stp-plain">
                <div className="el">
                  <p className="w5 el">
                    {workflow.name}
                    {workflow.isDefault ? <span className="stp-tag">{t('workflows.usual')}</span> : null}
                  </p>
                  <p className="c2 t13 el">
                    {[t(`gate.${workflow.gate}`), ...workflow.stageIds.map(nameOf)].join(' → ')}
                  </p>
                </div>
                <Button
                  size="sm"
                  look="quiet"
                  aria-expanded={open === workflow.id}
                  aria-label={t(open === workflow.id ? 'foldNamed' : 'changeNamed', { name: workflow.name })}
                  onPress={() => setOpen(open === workflow.id ? null : workflow.id)}
                >
                  {open === workflow.id ? t('fold') : t('change')}
                </Button>
              </div>
              {open === workflow.id ? <WorkflowForm workflow={workflow} {...{ workshop, off, change }} /> : null}
            </li>
          ))}
        </ul>
        {off || !usual ? null : (
          <AddNamed
            label={t('workflows.add')}
            placeholder={t('workflows.example')}
            onAdd={(name) => change((c) => c.addWorkflow({ name, gate: 'customer', stageIds: usual.stageIds }))}
          />
        )}
      </div>
    </section>
  )
}

function WorkflowForm({ workflow, workshop, off, change }: Part & { workflow: WorkflowDto }) {
  const { t } = useTranslation('setup')
  const { id, name, gate, stageIds, isDefault } = workflow
  const save = (input: UpdateWorkflowInput, before: UpdateWorkflowInput) =>
    change(
      (c) => c.updateWorkflow(id, input),
      (c) => c.updateWorkflow(id, before),
    )
  const usual = workshop.workflows.find((one) => one.isDefault)
  const makeUsual = () =>
    change(
      (c) => c.updateWorkflow(id, { isDefault: true }),
      usual && ((c) => c.updateWorkflow(usual.id, { isDefault: true })),
    )
  const putAway = () =>
    void change(
      (c) => c.archiveWorkflow(id),
      (c) => c.restoreWorkflow(id),
    )
  const toggle = (stage: string, isOn: boolean) =>
    void save({ stageIds: isOn ? [...stageIds, stage] : stageIds.filter((one) => one !== stage) }, { stageIds })
  return (
    <fieldset className="stp-form" disabled={off} aria-label={t('workflows.about', { name })}>
      <SavedField label={t('name')} value={name} maxLength={60} onSave={(next) => save({ name: next }, { name })} />
      <SelectField
        label={t('workflows.gate')}
        hint={t(`gate.${gate}Hint`)}
        value={gate}
        disabled={off}
        options={[
          { value: 'customer', label: t('gate.customer') },
          { value: 'shop', label: t('gate.shop') },
        ]}
        onChange={(next) => void save({ gate: next === 'shop' ? 'shop' : 'customer' }, { gate })}
      />
      <div className="stp-wide">
        <p className="stp-label">{t('workflows.stages')}</p>
        <div className="stp-choices">
          {workshop.stages.map((stage) => {
            const isOn = stageIds.includes(stage.id)
            return (
              <Checkbox
                key={stage.id}
                className="ck"
                isSelected={isOn}
                isDisabled={off || (isOn && stageIds.length === 1)}
                onChange={(next) => toggle(stage.id, next)}
              >
                <span className="chk">
                  <Icon of={Check} size={14} />
                </span>
                {stage.name}
              </Checkbox>
            )
          })}
        </div>
      </div>
      {off || isDefault ? null : (
        <div className="stp-wide stp-end">
          <Button size="sm" onPress={() => void makeUsual()}>
            {t('workflows.makeUsual')}
          </Button>
          <PutAway name={name} onDone={putAway} />
        </div>
      )}
    </fieldset>
  )
}
