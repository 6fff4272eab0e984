import type { StreamEventDto } from '@proofroom/contract'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery } from './identity/api.ts'
import { rememberShop } from './identity/landing.ts'
import { ShopContext } from './identity/shop.ts'
import { PaletteHost } from './palette/PaletteHost.tsx'
import { invalidateSoon, openStream, type StreamState } from './stream.ts'
import { NotFound } from './ui/NotFound.tsx'

/** What to read again after an event: the lists always, the order it names, and the proofs on screen. */
const keysOf = (shop: string) => (event: StreamEventDto) =>
  // How far an import is changes nothing else; the orders that come in tell of themselves.
  /^import\./.test(event.type)
    ? [['s', shop, 'imports']]
    : /^etsy\.(moved|parked)$/.test(event.type)
      ? [['s', shop, 'etsy']]
      : keysOfOthers(shop, event)

const keysOfOthers = (shop: string, event: StreamEventDto) => [
  ['s', shop, 'queue'],
  ['s', shop, 'orders'],
  ['s', shop, 'board'],
  ['s', shop, 'proof'],
  ['s', shop, 'alerts'],
  ...(event.orderCode ? [['s', shop, 'order', event.orderCode]] : []),
  ...(/^(etsy|order)\./.test(event.type) ? [['s', shop, 'etsy']] : []),
  ...(/^(stages?|workflow|product)\./.test(event.type) ? [['s', shop, 'workshop']] : []),
  ...(/^(member|invitation|shop)\./.test(event.type) ? [['s', shop, 'members'], ['me']] : []),
]

function useLiveShop(shop: string): StreamState {
  const client = useQueryClient()
  const [state, setState] = useState<StreamState>('live')
  useEffect(() => {
    // What was read before the stream stood may be older than what it tells of: so the first time, too.
    let lost = true
    return openStream({
      url: `/api/s/${shop}/events`,
      onChange: invalidateSoon(client, keysOf(shop)),
      onState: (next) => {
        if (next === 'live' && lost) void client.invalidateQueries({ queryKey: ['s', shop] })
        lost = next !== 'live'
        setState(next)
      },
    })
  }, [client, shop])
  return state
}

/** Says so when the screen may be old, but not for a hiccup of a few seconds. */
function Stale({ state }: { state: StreamState }) {
  const { t } = useTranslation('ui')
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (state !== 'reconnecting') return setShown(false)
    const timer = setTimeout(() => setShown(true), 4_000)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <div className="stale" role="status">
      {shown ? <span>{t('stale')}</span> : null}
    </div>
  )
}

/** Everything below /s/:shop: knows the shop, keeps its screens live. */
export function ShopFrame() {
  const { shop: code } = useParams({ from: '/s/$shop' })
  const { data: me } = useSuspenseQuery(meQuery)
  const membership = me.memberships.find((one) => one.shop.code === code)
  const session = useMemo(
    () => (membership ? { shop: membership.shop, role: membership.role, me } : null),
    [membership, me],
  )
  if (!session) return <NotFound />
  return (
    <ShopContext.Provider value={session}>
      <LiveFrame code={code} />
    </ShopContext.Provider>
  )
}

function LiveFrame({ code }: { code: string }) {
  const state = useLiveShop(code)
  useEffect(() => rememberShop(code), [code])
  return (
    <>
      <Stale state={state} />
      <Outlet />
      <PaletteHost />
    </>
  )
}
