import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../identity/shop.ts'
import { useSignOut } from '../identity/useSignOut.ts'
import { queueQuery } from '../orders/api.ts'
import { openKeys } from './open.ts'

/** Screens of a shop by what they are called here. One that is not there is not offered. */
const SCREENS = [
  ['queue', '/s/$shop'],
  ['board', '/s/$shop/board'],
  ['orders', '/s/$shop/orders'],
  ['customers', '/s/$shop/customers'],
  ['calendar', '/s/$shop/calendar'],
  ['settings', '/s/$shop/settings'],
  ['workshop', '/s/$shop/settings/workshop'],
] as const

export type Act = { id: string; label: string; run: () => void }

/** Everything there is to do from anywhere, in the order in which it is offered. */
export function useActs(onNewOrder: () => void): Act[] {
  const { t } = useTranslation('palette')
  const { shop, role, me } = useShop()
  const others = me.memberships.filter((one) => one.shop.code !== shop.code)
  const router = useRouter()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const next = useQueryClient().getQueryData(queueQuery(shop.code).queryKey)?.yours[0]
  const screens = SCREENS.filter(([, path]) => path in router.routesByPath).map(([id, path]) => ({
    ...{ id, label: t(`act.${id}`) },
    run: () => void navigate({ href: path.replace('$shop', shop.code) }),
  }))
  return [
    ...(next
      ? [
          {
            ...{ id: 'next', label: t('act.next') },
            run: () => void navigate({ to: '/s/$shop/orders/$order', params: { shop: shop.code, order: next.code } }),
          },
        ]
      : []),
    ...(manages(role) ? [{ id: 'new', label: t('act.new'), run: onNewOrder }] : []),
    ...screens,
    ...others.map(({ shop: other }) => ({
      ...{ id: `shop-${other.code}`, label: t('act.shop', { shop: other.name }) },
      run: () => void navigate({ to: '/s/$shop', params: { shop: other.code } }),
    })),
    { id: 'keys', label: t('act.keys'), run: openKeys },
    { id: 'leave', label: t('act.leave'), run: signOut },
  ]
}
