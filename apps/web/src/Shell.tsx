import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { ListChecks, LogOut, Package, Plus, Settings, SquareKanban, Store } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Bell } from './alerts/Bell.tsx'
import { siteQuery } from './identity/api.ts'
import { useShop } from './identity/shop.ts'
import { useSignOut } from './identity/useSignOut.ts'
import { queueQuery } from './orders/api.ts'
import { NewShop } from './privacy/NewShop.tsx'
import { Avatar } from './ui/Avatar.tsx'
import { Icon } from './ui/Icon.tsx'
import { Logo } from './ui/Logo.tsx'
import { Menu, type MenuEntry } from './ui/Menu.tsx'

/** The rail of the seller's app; a tab bar on a phone. Only what exists is in it. */
export function Shell() {
  const { t } = useTranslation('ui')
  const { shop } = useShop()
  const params = { shop: shop.code }
  // Customers and the calendar are other ways to look at the orders.
  const ofOrders = useLocation({ select: ({ pathname }) => /^\/s\/[^/]+\/(customers|calendar)/.test(pathname) })
  const yours = useQuery(queueQuery(shop.code)).data?.yours.length ?? 0
  return (
    <div className="app">
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <nav className="rail" aria-label={t('nav.main')}>
        <Link className="logo" to="/s/$shop" params={params}>
          <Logo />
        </Link>
        <Link className="ni" to="/s/$shop" params={params} activeOptions={{ exact: true }} activeProps={ON}>
          <Icon of={ListChecks} size={20} />
          {t('nav.queue')}
          {yours > 0 ? (
            <span className="unread">
              {yours}
              <span className="sr"> {t('nav.yours')}</span>
            </span>
          ) : null}
        </Link>
        <Link className="ni" to="/s/$shop/board" params={params} activeProps={ON}>
          <Icon of={SquareKanban} size={20} />
          {t('nav.board')}
        </Link>
        <Link className={ofOrders ? 'ni on' : 'ni'} to="/s/$shop/orders" params={params} activeProps={ON}>
          <Icon of={Package} size={20} />
          {t('nav.orders')}
        </Link>
        <span className="sp" />
        <Bell />
        <Link className="ni" to="/s/$shop/settings" params={params} activeProps={ON}>
          <Icon of={Settings} size={20} />
          {t('nav.settings')}
        </Link>
        <PersonMenu />
      </nav>
      <main className="main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}

const ON = { className: 'on' }

function PersonMenu() {
  const { t } = useTranslation('ui')
  const { shop, me } = useShop()
  const navigate = useNavigate()
  const leave = useSignOut()
  const mayAdd = useQuery(siteQuery).data?.signup ?? false
  const [isAdding, setAdding] = useState(false)
  const others = me.memberships.filter((one) => one.shop.code !== shop.code)
  const entries: MenuEntry[] = [
    ...others.map((one) => ({
      id: one.shop.code,
      label: t('nav.open', { shop: one.shop.name }),
      icon: Store,
      onAction: () => void navigate({ to: '/s/$shop', params: { shop: one.shop.code } }),
    })),
    ...(mayAdd ? [{ id: 'add', label: t('nav.newShop'), icon: Plus, onAction: () => setAdding(true) }] : []),
    { id: 'leave', label: t('nav.signOut'), icon: LogOut, onAction: leave },
  ]
  return (
    <>
      <Menu
        label={t('nav.you', { name: me.name })}
        placement="right bottom"
        entries={entries}
        header={
          <p className="mi-who">
            <b>{me.name}</b>
            <span>{shop.name}</span>
          </p>
        }
        trigger={
          <AriaButton className="ni ni-you">
            <Avatar name={me.name} colour={4} />
            <span className="sr">{t('nav.you', { name: me.name })}</span>
          </AriaButton>
        }
      />
      <NewShop isOpen={isAdding} onClose={() => setAdding(false)} />
    </>
  )
}
