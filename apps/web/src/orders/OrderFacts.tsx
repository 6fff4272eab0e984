import type { OrderDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { dayIn, firstName, formatDay, formatInstant, formatMoment } from '../ui/format.ts'
import { FilesPanel } from './files/FilesPanel.tsx'
import { Marks } from './life/Marks.tsx'
import type { OrderActs } from './useOrderActs.ts'

type OrderFactsProps = { order: OrderDto; now: Date; acts: OrderActs; onEdit: () => void }

/** What was bought, what they asked for, and what was promised. */
export function OrderFacts({ order, now, acts, onEdit }: OrderFactsProps) {
  const { t } = useTranslation('orders')
  const name = firstName(order.customer.name)
  return (
    <>
      <Marks order={order} />
      {order.items.map((item) => (
        <div key={item.id} className="fc-item">
          <h3>{t('order.bought')}</h3>
          <p className="w5">
            {item.quantity > 1 ? (
              <span className="num c2">{t('order.quantity', { count: item.quantity })} </span>
            ) : null}
            {item.title}
          </p>
          <h3>{t('order.answers', { name })}</h3>
          {item.personalization.length > 0 ? (
            <dl>
              {item.personalization.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id, and two may be alike
                <div key={index}>
                  <dt>{line.name}</dt>
                  <dd>{line.value}</dd>
                </div>
              ))}
            </dl>
          ) : (
            <p className="c3">{t('order.noAnswers')}</p>
          )}
        </div>
      ))}
      <FilesPanel order={order} />
      <h3>{t('order.promise')}</h3>
      <Promised order={order} now={now} />
      <div className="fc-acts">
        {order.makingSince || order.cancelled || order.shippedAt ? null : (
          <>
            <Button
              wide
              isDisabled={!order.can.startMaking.allowed}
              onPress={acts.startMaking}
              aria-describedby="making-why"
            >
              {t('act.start_making')}
            </Button>
            {order.can.startMaking.reason ? (
              <p className="off-why" id="making-why">
                {order.can.startMaking.reason}
              </p>
            ) : null}
          </>
        )}
        {order.can.edit.allowed ? (
          <Button size="sm" look="quiet" onPress={onEdit}>
            {t('order.edit')}
          </Button>
        ) : null}
      </div>
    </>
  )
}

function Promised({ order, now }: { order: OrderDto; now: Date }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const today = dayIn(shop.timezone, now)
  const late = order.dues.some((due) => due.kind === 'ship' && due.late)
  const at = (iso: string) => formatInstant(iso, { timeZone: shop.timezone, locale: shop.locale, now })
  return (
    <div>
      <div className="kv">
        <span>{t('order.shipBy')}</span>
        <span className={late ? 'red' : undefined}>
          {order.dueOn ? formatDay(order.dueOn, { today }) : t('due.none')}
        </span>
      </div>
      {order.dues
        .filter((due) => due.kind !== 'ship')
        .map((due) => (
          <div key={due.kind} className="kv">
            <span>
              {t(`order.due.${due.kind === 'proof' && order.move.reason === 'review' ? 'review' : due.kind}`)}
            </span>
            <span className={due.late ? 'red' : undefined}>
              {due.at
                ? formatMoment(due.at, { timeZone: shop.timezone, locale: shop.locale })
                : formatDay(due.day, { today })}
            </span>
          </div>
        ))}
      <div className="kv">
        <span>{t('order.since2')}</span>
        <span>{at(order.placedAt)}</span>
      </div>
      {order.makingSince ? (
        <div className="kv">
          <span>{t('order.makingSince')}</span>
          <span>{at(order.makingSince)}</span>
        </div>
      ) : null}
      <div className="kv">
        <span>{t('order.customer')}</span>
        <span className="fc-mail">{order.customer.email ?? t('order.noEmail')}</span>
      </div>
    </div>
  )
}
