import type { ImportDto } from '@proofroom/contract'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { formatNumber } from './numbers.ts'
import type { ImportActs } from './useImportActs.ts'
import { useStalled } from './useStalled.ts'

type StandingProps = { data: ImportDto; acts: ImportActs }

/** Where it stands, in one sentence, and the one button that goes on. */
export function Standing(props: StandingProps) {
  switch (props.data.state) {
    case 'looked_at':
      return <Ready {...props} />
    case 'running':
      return <Running {...props} />
    case 'stopped':
      return <Stopped {...props} />
    case 'done':
      return <Done {...props} />
  }
}

function Ready({ data: { plan }, acts }: StandingProps) {
  const { t } = useTranslation('imports')
  const { created, changed, refused } = plan
  const nothing = created + changed === 0
  const title =
    created > 0
      ? t('one.ready', { count: created, number: formatNumber(created) })
      : changed > 0
        ? t('one.readyChanged', { count: changed })
        : null
  return (
    <section className="im-stand">
      <div>
        <h2>{title ?? (refused > 0 ? t('one.ready', { count: 0 }) : t('one.same'))}</h2>
        <p className="c2">
          {created > 0 && changed > 0 ? `${t('one.readyChanged', { count: changed })}. ` : ''}
          {t('one.out', { count: refused })}
        </p>
      </div>
      <div className="acts">
        <Button look="quiet" isPending={acts.pending === 'forget'} onPress={acts.forget}>
          {t('one.forget')}
        </Button>
        {nothing ? null : (
          <Button look="ink" isPending={acts.pending !== null} onPress={acts.run}>
            {created > 0 ? t('one.go', { count: created, number: formatNumber(created) }) : t('one.goUpdate')}
          </Button>
        )}
      </div>
    </section>
  )
}

function Running({ data, acts }: StandingProps) {
  const { t } = useTranslation('imports')
  const stalled = useStalled(data.done)
  return (
    <section className="im-stand">
      <div>
        <h2>{t('one.running')}</h2>
        <p className="c2">{stalled ? t('one.stalled') : t('one.runningLead')}</p>
      </div>
      <div className="acts">
        {stalled ? (
          <Button isPending={acts.pending === 'run'} onPress={acts.run}>
            {t('one.goOn')}
          </Button>
        ) : null}
        <Button isPending={acts.pending === 'stop'} onPress={acts.stop}>
          {t('one.stop')}
        </Button>
      </div>
      <Bar data={data} />
    </section>
  )
}

function Stopped({ data, acts }: StandingProps) {
  const { t } = useTranslation('imports')
  return (
    <section className="im-stand">
      <div>
        <h2>{t('one.stopped', { done: formatNumber(data.done), total: formatNumber(data.orders) })}</h2>
        <p className="c2">{t('one.stoppedLead')}</p>
      </div>
      <div className="acts">
        <Button look="quiet" isPending={acts.pending === 'forget'} onPress={acts.forget}>
          {t('one.forget')}
        </Button>
        <Button look="ink" isPending={acts.pending === 'run'} onPress={acts.run}>
          {t('one.goOn')}
        </Button>
      </div>
      <Bar data={data} />
    </section>
  )
}

function Done({ data, acts }: StandingProps) {
  const { t } = useTranslation('imports')
  const { shop } = useShop()
  const params = { shop: shop.code }
  return (
    <section className="im-stand">
      <div role="status">
        <h2>{t('one.done', { count: data.counts.created, number: formatNumber(data.counts.created) })}</h2>
        <p className="c2">{t('one.doneLead')}</p>
      </div>
      <div className="acts">
        <Button look="quiet" isPending={acts.pending === 'forget'} onPress={acts.forget}>
          {t('one.forget')}
        </Button>
        <Link className={buttonClass()} to="/s/$shop/import" params={params}>
          {t('one.another')}
        </Link>
        <Link className={buttonClass({ look: 'ink' })} to="/s/$shop/orders" params={params} search={{}}>
          {t('one.show')}
        </Link>
      </div>
    </section>
  )
}

function Bar({ data: { done, orders } }: { data: ImportDto }) {
  const { t } = useTranslation('imports')
  const words = t('one.progress', { done: formatNumber(done), total: formatNumber(orders) })
  return (
    <div className="im-bar">
      <progress max={orders} value={done} aria-label={words} />
      <p className="c2 t13 num">{words}</p>
    </div>
  )
}
