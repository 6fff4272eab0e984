import type { AlertDto, AlertListDto, AlertMailDto } from '@proofroom/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { wordDue } from '../orders/due-words.ts'
import { say } from '../orders/say.ts'
import { Button } from '../ui/Button.tsx'
import { MoveMark } from '../ui/MoveMark.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { Switch } from '../ui/Switch.tsx'
import { sentenceOf, ToldFailure } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { useNow } from '../ui/useNow.ts'
import { alertsQuery, readAlerts, setAlertMail } from './api.ts'

/** What is due soon, each with the way to its order, and what of it one wants by mail besides. */
export default function DueSoon({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('alerts')
  const { shop } = useShop()
  const list = useQuery(alertsQuery(shop.code))
  const change = useAlertsChange()
  const alerts = list.data?.alerts ?? []
  const unread = alerts.filter((alert) => !alert.isRead).map((alert) => alert.id)
  return (
    <>
      <header className="al-head">
        <h2 className="h2">{t('title')}</h2>
        {unread.length > 0 ? (
          <Button size="sm" look="quiet" onPress={() => void change(() => readAlerts(shop.code, unread))}>
            {t('readAll')}
          </Button>
        ) : null}
      </header>
      {list.isPending ? <RowsSkeleton rows={3} thumb={14} /> : null}
      {list.error && !list.data ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data && alerts.length === 0 ? <p className="al-none">{t('none')}</p> : null}
      {alerts.length > 0 ? (
        <ul className="al-list">
          {alerts.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              onOpen={() => {
                if (!alert.isRead) void change(() => readAlerts(shop.code, [alert.id]))
                onClose()
              }}
            />
          ))}
        </ul>
      ) : null}
      {list.data ? <MailChoice mail={list.data.mail} change={change} /> : null}
    </>
  )
}

/** Every change answers with the whole list as it is then. */
function useAlertsChange() {
  const { t } = useTranslation('ui')
  const { shop } = useShop()
  const client = useQueryClient()
  return async (act: () => Promise<AlertListDto>) => {
    try {
      client.setQueryData(alertsQuery(shop.code).queryKey, await act())
    } catch (error) {
      toast(sentenceOf(error, t('failed.unknown')))
    }
  }
}

function AlertRow({ alert, onOpen }: { alert: AlertDto; onOpen: () => void }) {
  const { t } = useTranslation('alerts')
  const { t: tOrders } = useTranslation('orders')
  const { shop } = useShop()
  const due = wordDue(alert.due, null, { timeZone: shop.timezone, locale: shop.locale, now: useNow() })
  return (
    <li className={alert.isRead ? 'al-row' : 'al-row al-new'}>
      <MoveMark kind={due.late ? 'late' : 'you'} />
      <div className="el">
        <p className="el">
          <Link to="/s/$shop/orders/$order" params={{ shop: shop.code, order: alert.order.code }} onClick={onOpen}>
            {alert.customerName}
          </Link>
          {alert.isRead ? null : <span className="sr"> {t('new')}</span>}
        </p>
        <p className="c2 t13 el">{t('order', alert.order)}</p>
      </div>
      <span className={due.late ? 'al-due red' : 'al-due'}>{say(tOrders, due)}</span>
    </li>
  )
}

type MailChoiceProps = { mail: AlertMailDto; change: ReturnType<typeof useAlertsChange> }

function MailChoice({ mail, change }: MailChoiceProps) {
  const { t } = useTranslation('alerts')
  const { shop } = useShop()
  return (
    <fieldset className="al-mail">
      <legend>{t('mail')}</legend>
      {mail.available ? (
        (['digest', 'beforeReply'] as const).map((one) => (
          <Switch
            key={one}
            isSelected={mail[one]}
            onChange={(isOn) => void change(() => setAlertMail(shop.code, { [one]: isOn }))}
          >
            {t(one)}
          </Switch>
        ))
      ) : (
        <p className="c3 t13">{t('mailOff')}</p>
      )}
    </fieldset>
  )
}
