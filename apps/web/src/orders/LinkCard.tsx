import type { LinkDto, OrderDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Copy, Ellipsis, QrCode, RefreshCw, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { dayIn, formatDay, formatInstant } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Qr } from '../ui/Qr.tsx'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { useCopy } from '../ui/useCopy.ts'
import { linksQuery, revokeLink, rotateLink } from './api.ts'

type LinkCardProps = { link: LinkDto; order: OrderDto; now: Date; mayManage: boolean }

export function LinkCard({ link, order, now, mayManage }: LinkCardProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const copy = useCopy()
  const [asking, setAsking] = useState<'rotate' | 'revoke' | 'qr' | null>(null)
  const active = link.state === 'active'
  const day = formatDay(dayIn(shop.timezone, new Date(link.expiresAt)), { today: dayIn(shop.timezone, now) })
  return (
    <li className="lk">
      <div className="row">
        <b className="el">{link.label}</b>
        <span className="tagb">{t(`links.rights.${link.rights}`)}</span>
        <span className="sp" />
        {mayManage && active ? (
          <Menu
            label={t('links.more', { label: link.label })}
            trigger={
              <Button size="sm" look="quiet" icon aria-label={t('links.more', { label: link.label })}>
                <Icon of={Ellipsis} size={16} />
              </Button>
            }
            entries={[
              { id: 'qr', label: t('links.qr'), icon: QrCode, onAction: () => setAsking('qr') },
              { id: 'rotate', label: t('links.rotate'), icon: RefreshCw, onAction: () => setAsking('rotate') },
              {
                id: 'revoke',
                label: t('links.revoke'),
                icon: X,
                destructive: true,
                onAction: () => setAsking('revoke'),
              },
            ]}
          />
        ) : null}
      </div>
      <p className={active ? 'c3 t13' : 'amber t13'}>{t(`links.state.${link.state}`, { day })}</p>
      <OpenedBy link={link} now={now} />
      {mayManage && active ? (
        <div className="row">
          <Button size="sm" onPress={() => void copy(link.url, t('links.copied', { label: link.label }))}>
            <Icon of={Copy} size={14} />
            {t('links.copy')}
          </Button>
          <Button size="sm" look="quiet" onPress={() => setAsking('qr')}>
            <Icon of={QrCode} size={14} />
            {t('links.qr')}
          </Button>
        </div>
      ) : null}
      <Ask what={asking} link={link} order={order} onClose={() => setAsking(null)} />
    </li>
  )
}

function OpenedBy({ link, now }: { link: LinkDto; now: Date }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  if (link.openedBy.length === 0) return <p className="c2 t13">{t('links.notOpened')}</p>
  return (
    <ul className="lk-by">
      {link.openedBy.map((person) => (
        <li key={`${person.name}${person.device}${person.lastSeenAt}`}>
          {person.name ?? t('links.someone')}
          <span className="c3 num">
            {t(person.device ? 'links.seenOn' : 'links.seen', {
              device: person.device,
              when: formatInstant(person.lastSeenAt, { timeZone: shop.timezone, now }),
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}

type AskProps = { what: 'rotate' | 'revoke' | 'qr' | null; link: LinkDto; order: OrderDto; onClose: () => void }

/** The QR to show, and the two things that cannot be undone. */
function Ask({ what, link, order, onClose }: AskProps) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const { label } = link
  const act = async (kind: 'rotate' | 'revoke') => {
    onClose()
    try {
      await (kind === 'rotate' ? rotateLink : revokeLink)(shop.code, order.code, link.id)
      toast(kind === 'rotate' ? t('links.rotated') : t('links.revoked'))
    } catch (error) {
      toast(sentenceOf(error, t('ui:failed.unknown')))
    }
    await client.invalidateQueries({ queryKey: linksQuery(shop.code, order.code).queryKey })
  }
  const sure = (kind: 'rotate' | 'revoke') => (
    <Dialog
      alert
      title={t(`links.${kind}Title`, { label })}
      lead={t(`links.${kind}Lead`)}
      isOpen={what === kind}
      onClose={onClose}
    >
      <div className="acts">
        <Button onPress={onClose}>{t('links.keep')}</Button>
        <Button look={kind === 'revoke' ? 'red' : 'ink'} onPress={() => void act(kind)}>
          {t(`links.${kind}`)}
        </Button>
      </div>
    </Dialog>
  )
  return (
    <>
      {sure('rotate')}
      {sure('revoke')}
      <Dialog
        title={t('links.qrTitle', { label })}
        lead={t('links.qrLead', { rights: t(`links.qrOf.${link.rights}`) })}
        isOpen={what === 'qr'}
        onClose={onClose}
      >
        <Qr text={link.url} label={t('links.qrAlt', { label })} />
        <div className="acts">
          <Button onPress={onClose}>{t('ui:close')}</Button>
        </div>
      </Dialog>
    </>
  )
}
