import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { lazy } from 'react'
import { ApiProblem } from './api.ts'
import { type Answered, readAnswered } from './connections/etsy/answered.ts'
import { meQuery } from './identity/api.ts'
import { homeOf } from './identity/landing.ts'
import { type OrdersSearch, readOrdersSearch } from './orders/table-search.ts'
import { readBoardSearch } from './production/search.ts'
import { Shell } from './Shell.tsx'
import { ShopFrame } from './ShopFrame.tsx'
import { Broken } from './ui/Broken.tsx'
import { NotFound } from './ui/NotFound.tsx'

type Context = { queries: QueryClient }
type Search = Record<string, unknown>

const text = (value: unknown): string | undefined => {
  const found = typeof value === 'number' ? String(value) : value
  return typeof found === 'string' && found !== '' ? found : undefined
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <Broken error={error} reset={reset} />,
})

function readEtsySearch(search: Search): { etsy?: Answered } {
  const answered = readAnswered(search.etsy)
  return answered ? { etsy: answered } : {}
}

const NOT_FOR_SALE = ['draft', 'sold_out', 'expired', 'inactive'] as const

/** Those for sale stand at the bare address. */
function readListingsSearch(search: Search): { state?: (typeof NOT_FOR_SALE)[number] } {
  const state = NOT_FOR_SALE.find((one) => one === search.state)
  return state ? { state } : {}
}

/** Who is signed in, or the way to the door and back. */
async function signedIn(queries: QueryClient, here: string) {
  try {
    return await queries.ensureQueryData(meQuery)
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error
    throw redirect({ to: '/sign-in', search: here === '/' ? {} : { next: here } })
  }
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readEtsySearch,
  beforeLoad: async ({ context, location, search }) => {
    const me = await signedIn(context.queries, location.href)
    const shop = homeOf(me)
    // Back from Etsy with what belongs to no shop.
    if (shop && search.etsy) throw redirect({ to: '/s/$shop/settings/etsy', params: { shop }, search, replace: true })
    if (shop) throw redirect({ to: '/s/$shop', params: { shop }, replace: true })
  },
  component: lazyRouteComponent(() => import('./identity/NoShopPage.tsx'), 'NoShopPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Search): { next?: string } => {
    const next = text(search.next)
    return next ? { next } : {}
  },
  component: lazyRouteComponent(() => import('./identity/SignInPage.tsx'), 'SignInPage'),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./identity/SignUpPage.tsx'), 'SignUpPage'),
})

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => import('./identity/ForgotPage.tsx'), 'ForgotPage'),
})

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: (search: Search): { token?: string } => {
    const token = text(search.token)
    return token ? { token } : {}
  },
  component: lazyRouteComponent(() => import('./identity/ResetPage.tsx'), 'ResetPage'),
})

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyRouteComponent(() => import('./identity/JoinPage.tsx'), 'JoinPage'),
})

/** For anybody, signed in or not. */
const Disclosure = lazyRouteComponent(() => import('./privacy/DisclosurePage.tsx'), 'DisclosurePage')
const disclosure = createRoute({ getParentRoute: () => root, path: '/privacy', component: Disclosure })
const disclosureOf = createRoute({ getParentRoute: () => root, path: '/privacy/$shop', component: Disclosure })

const shop = createRoute({
  getParentRoute: () => root,
  path: '/s/$shop',
  beforeLoad: async ({ context, location }) => {
    await signedIn(context.queries, location.href)
  },
  component: ShopFrame,
})

/** The screens with the rail; the room and the preview have the whole window. */
const railed = createRoute({ getParentRoute: () => shop, id: 'railed', component: Shell })

const queue = createRoute({
  getParentRoute: () => railed,
  path: '/',
  component: lazyRouteComponent(() => import('./orders/QueuePage.tsx'), 'QueuePage'),
})

const board = createRoute({
  getParentRoute: () => railed,
  path: '/board',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import('./production/BoardPage.tsx'), 'BoardPage'),
})

const orders = createRoute({
  getParentRoute: () => railed,
  path: '/orders',
  validateSearch: (search: Search): OrdersSearch => readOrdersSearch(search),
  component: lazyRouteComponent(() => import('./orders/OrdersPage.tsx'), 'OrdersPage'),
})

const customers = createRoute({
  getParentRoute: () => railed,
  path: '/customers',
  validateSearch: (search: Search): { q?: string } => {
    const q = text(search.q)
    return q ? { q } : {}
  },
  component: lazyRouteComponent(() => import('./orders/customers/CustomersPage.tsx'), 'CustomersPage'),
})

const customer = createRoute({
  getParentRoute: () => railed,
  path: '/customers/$customer',
  component: lazyRouteComponent(() => import('./orders/customers/CustomerPage.tsx'), 'CustomerPage'),
})

const calendar = createRoute({
  getParentRoute: () => railed,
  path: '/calendar',
  validateSearch: (search: Search): { month?: string } => {
    const month = text(search.month)
    return month && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? { month } : {}
  },
  component: lazyRouteComponent(() => import('./orders/calendar/CalendarPage.tsx'), 'CalendarPage'),
})

const order = createRoute({
  getParentRoute: () => railed,
  path: '/orders/$order',
  component: lazyRouteComponent(() => import('./orders/OrderPage.tsx'), 'OrderPage'),
})

const importing = createRoute({
  getParentRoute: () => railed,
  path: '/import',
  component: lazyRouteComponent(() => import('./imports/ImportPage.tsx'), 'ImportPage'),
})

const importedFile = createRoute({
  getParentRoute: () => railed,
  path: '/import/$import',
  component: lazyRouteComponent(() => import('./imports/ImportFilePage.tsx'), 'ImportFilePage'),
})

const settings = createRoute({
  getParentRoute: () => railed,
  path: '/settings',
  component: lazyRouteComponent(() => import('./identity/SettingsPage.tsx'), 'SettingsPage'),
})

const workshop = createRoute({
  getParentRoute: () => railed,
  path: '/settings/workshop',
  component: lazyRouteComponent(() => import('./production-settings/WorkshopPage.tsx'), 'WorkshopPage'),
})

const etsy = createRoute({
  getParentRoute: () => railed,
  path: '/settings/etsy',
  validateSearch: readEtsySearch,
  component: lazyRouteComponent(() => import('./connections/etsy/EtsyPage.tsx'), 'EtsyPage'),
})

const etsyListings = createRoute({
  getParentRoute: () => railed,
  path: '/settings/etsy/listings',
  validateSearch: readListingsSearch,
  component: lazyRouteComponent(() => import('./connections/etsy/ListingsPage.tsx'), 'ListingsPage'),
})

const etsyListing = createRoute({
  getParentRoute: () => railed,
  path: '/settings/etsy/listings/$listing',
  component: lazyRouteComponent(() => import('./connections/etsy/ListingPage.tsx'), 'ListingPage'),
})

const draft = createRoute({
  getParentRoute: () => railed,
  path: '/proofs/$proof/draft',
  component: lazyRouteComponent(() => import('./proofs/DraftPage.tsx'), 'DraftPage'),
})

const preview = createRoute({
  getParentRoute: () => shop,
  path: '/proofs/$proof/preview',
  component: lazyRouteComponent(() => import('./proofs/PreviewPage.tsx'), 'PreviewPage'),
})

const RoomPage = lazy(() => import('./proofs/room/RoomPage.tsx'))
const SnapshotPage = lazy(() => import('./proofs/room/SnapshotPage.tsx'))

const room = createRoute({
  getParentRoute: () => shop,
  path: '/proofs/$proof/$number',
  component: function Room() {
    const { shop, proof, number } = room.useParams()
    if (!/^[1-9]\d{0,4}$/.test(number)) return <NotFound />
    return <RoomPage shop={shop} proofId={proof} number={Number(number)} />
  },
})

const snapshot = createRoute({
  getParentRoute: () => shop,
  path: '/proofs/$proof/snapshots/$snapshot',
  component: function Snapshot() {
    const { shop, proof, snapshot: snapshotId } = snapshot.useParams()
    return <SnapshotPage shop={shop} proofId={proof} snapshotId={snapshotId} />
  },
})

const tree = root.addChildren([
  home,
  signIn,
  signUp,
  forgot,
  reset,
  join,
  disclosure,
  disclosureOf,
  shop.addChildren([
    railed.addChildren([
      ...[queue, board, orders, order, customers, customer, calendar],
      ...[importing, importedFile, settings, workshop, draft],
      ...[etsy, etsyListings, etsyListing],
    ]),
    preview,
    room,
    snapshot,
  ]),
])

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ({ error, reset }) => <Broken error={error} reset={reset} />,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
