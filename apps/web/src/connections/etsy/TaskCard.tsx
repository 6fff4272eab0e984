import type { EtsyTaskDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Download, ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../../identity/shop.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { MoveMark } from '../../ui/MoveMark.tsx'
import { tickTask } from './api.ts'
import { CopyLine } from './CopyLine.tsx'
import { useEtsyAct } from './useEtsyAct.ts'

/** Something to do on Etsy's own pages: where, with what, and the tick once it is done. */
export function TaskCard({ task, children }: { task: EtsyTaskDto; children?: ReactNode }) {
  const { t } = useTranslation('etsy')
  return (
    <article className="es-task" aria-label={t(`tasks.${task.kind}`)}>
      <header>
        <MoveMark kind={task.doneAt ? 'ok' : 'you'} />
        <div>
          <h3 className="w5">{t(`tasks.${task.kind}`)}</h3>
          {children ? <p className="c2 t13">{children}</p> : null}
        </div>
      </header>
      {task.doneAt ? <p className="c2 t13">{t(outcomeOf(task))}</p> : <Open task={task} />}
    </article>
  )
}

const outcomeOf = ({ outcome }: EtsyTaskDto) =>
  outcome === 'found' ? 'tasks.foundAt' : outcome === 'not_needed' ? 'tasks.notNeededAt' : 'tasks.ticked'

function Open({ task }: { task: EtsyTaskDto }) {
  const { t } = useTranslation('etsy')
  return (
    <>
      {task.copy.length > 0 ? (
        <div className="es-copies">
          {task.copy.map(({ name, value }) => (
            <CopyLine key={name} name={name} value={value} />
          ))}
        </div>
      ) : null}
      <div className="es-acts">
        {task.url ? (
          <a className={buttonClass({ size: 'sm' })} href={task.url} target="_blank" rel="noreferrer">
            {t('tasks.open')} <Icon of={ExternalLink} size={14} />
          </a>
        ) : null}
        {task.file ? (
          <a className={buttonClass({ size: 'sm' })} href={task.file.url} download={task.file.name}>
            <Icon of={Download} size={14} /> {t('tasks.file')}
          </a>
        ) : null}
        <Tick task={task} />
      </div>
    </>
  )
}

function Tick({ task: { id, order } }: { task: EtsyTaskDto }) {
  const { t } = useTranslation('etsy')
  const { shop, role } = useShop()
  const client = useQueryClient()
  const { act, pending } = useEtsyAct()
  if (!manages(role)) return null
  const tick = async (outcome: 'done' | 'not_needed') => {
    await act((code) => tickTask(code, id, { outcome }), t('tasks.ticked'))
    await client.invalidateQueries({ queryKey: ['s', shop.code, 'order', order.code] })
  }
  return (
    <>
      <Button size="sm" look="ink" isPending={pending} onPress={() => void tick('done')}>
        {t('tasks.done')}
      </Button>
      <Button size="sm" look="quiet" isPending={pending} onPress={() => void tick('not_needed')}>
        {t('tasks.notNeeded')}
      </Button>
    </>
  )
}
