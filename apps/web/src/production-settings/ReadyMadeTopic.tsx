import type { ReadyMade } from '@proofroom/contract'
import { READY_MADE, type ReadyMadeWorkflow } from '@proofroom/workflow'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import type { Part } from './useWorkshop.ts'

const ALL = Object.entries(READY_MADE) as [ReadyMade, ReadyMadeWorkflow][]

/** One tap each, and what it adds stands beside it before it does. */
export function ReadyMadeTopic({ workshop, change }: Part) {
  const { t } = useTranslation('setup')
  const has = (name: string) => workshop.workflows.some((workflow) => workflow.name === name)
  return (
    <section className="set-topic" aria-labelledby="stp-ready">
      <div>
        <h2 className="h2" id="stp-ready">
          {t('ready.title')}
        </h2>
        <p>{t('ready.lead')}</p>
      </div>
      <ul className="stp-list">
        {ALL.map(([kind, { name, stages }]) => (
          <li className="stp-row" key={kind}>
            <div className="stp-line stp-plain">
              <div className="el">
                <p className="w5 el">{name}</p>
                <p className="c2 t13 stp-chips">
                  {stages.map((stage) => (
                    <span key={stage.name}>
                      <span className="stp-dot" data-colour={stage.colour} />
                      {stage.name}
                    </span>
                  ))}
                </p>
              </div>
              {has(name) ? (
                <span className="c3 t13">{t('ready.there')}</span>
              ) : (
                <Button
                  size="sm"
                  aria-label={t('ready.addNamed', { name })}
                  onPress={() => void change((c) => c.addReadyMade(kind))}
                >
                  {t('add')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
