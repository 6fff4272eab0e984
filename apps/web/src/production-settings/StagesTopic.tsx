import type { StageDto } from '@proofroom/contract'
import { GripVertical } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { AddNamed } from './AddNamed.tsx'
import { StageForm } from './StageForm.tsx'
import { useReorder } from './useReorder.ts'
import type { Part } from './useWorkshop.ts'

/** The board's own columns, in their order. */
export function StagesTopic({ workshop, off, change }: Part) {
  const { t } = useTranslation('setup')
  const { stages } = workshop
  const ids = stages.map((stage) => stage.id)
  const [open, setOpen] = useState<string | null>(null)
  const arrange = (next: string[]) =>
    void change(
      (c) => c.arrangeStages(next),
      (c) => c.arrangeStages(ids),
    )
  const { list, order, dragged, handle } = useReorder(ids, arrange)
  const wordsOf = useStageWords(workshop)
  const rows = order.flatMap((id) => stages.find((stage) => stage.id === id) ?? [])
  return (
    <section className="set-topic" aria-labelledby="stp-stages">
      <div>
        <h2 className="h2" id="stp-stages">
          {t('stages.title')}
        </h2>
        <p>{t('stages.lead')}</p>
      </div>
      <div>
        <ol className="stp-list" ref={list}>
          {rows.map((stage, index) => (
            <li key={stage.id} className={stage.id === dragged ? 'stp-row stp-held' : 'stp-row'}>
              <div className="stp-line">
                {off ? (
                  <span />
                ) : (
                  <button
                    type="button"
                    className="stp-grip"
                    aria-label={t('stages.move', { name: stage.name, place: index + 1, count: rows.length })}
                    {...handle(stage.id)}
                  >
                    <Icon of={GripVertical} size={16} />
                  </button>
                )}
                <span className="stp-dot" data-colour={stage.colour} />
                <div className="el">
                  <p className="w5 el">{stage.name}</p>
                  <p className="c2 t13 el">{wordsOf(stage)}</p>
                </div>
                <Button
                  size="sm"
                  look="quiet"
                  aria-expanded={open === stage.id}
                  aria-label={t(open === stage.id ? 'foldNamed' : 'changeNamed', { name: stage.name })}
                  onPress={() => setOpen(open === stage.id ? null : stage.id)}
                >
                  {open === stage.id ? t('fold') : t('change')}
                </Button>
              </div>
              {open === stage.id ? <StageForm stage={stage} {...{ workshop, off, change }} /> : null}
            </li>
          ))}
        </ol>
        {off ? null : (
          <AddNamed
            label={t('stages.add')}
            placeholder={t('stages.example')}
            onAdd={(name) => change((c) => c.addStage({ name, colour: 1 + (stages.length % 8) }))}
          />
        )}
      </div>
    </section>
  )
}

/** What is set about a stage, and nothing about what is not. */
function useStageWords({ workers }: Part['workshop']): (stage: StageDto) => string {
  const { t } = useTranslation('setup')
  return ({ assigneeId, limit, dueOffsetDays: days, checklist, customerWords }) =>
    [
      customerWords ? t('stages.told', { words: customerWords }) : t('stages.hidden'),
      days ? t('stages.due', { count: days }) : '',
      limit ? t(`stages.limit_${limit.kind}`, { count: limit.count }) : '',
      workers.find((one) => one.id === assigneeId)?.name ?? '',
      checklist.length > 0 ? t('stages.checks', { count: checklist.length }) : '',
    ]
      .filter(Boolean)
      .join(' · ')
}
