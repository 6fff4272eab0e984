import type { ImportDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { MoveMark } from '../ui/MoveMark.tsx'
import type { ImportActs } from './useImportActs.ts'

const ORDERS = ['day_first', 'month_first'] as const

/** Dates that can be read both ways: asked once for the whole file, and still to be changed until it runs. */
export function DayOrder({ data: { unclearDay, dayOrder }, acts }: { data: ImportDto; acts: ImportActs }) {
  const { t } = useTranslation('imports')
  const names = { day_first: t('one.dayFirst'), month_first: t('one.monthFirst') }
  return (
    <section className={unclearDay ? 'im-days open' : 'im-days'}>
      {unclearDay ? <MoveMark kind="needs" /> : null}
      <div>
        <b>{unclearDay ? t('one.unclearTitle', { example: unclearDay }) : names[dayOrder ?? 'day_first']}</b>
        <p className="c2">{t('one.unclearLead')}</p>
      </div>
      <div className="acts">
        {ORDERS.filter((one) => one !== dayOrder).map((one) => (
          <Button key={one} isPending={acts.pending === 'read'} onPress={() => acts.read({ dayOrder: one })}>
            {names[one]}
          </Button>
        ))}
      </div>
    </section>
  )
}
