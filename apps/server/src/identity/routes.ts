import { slice } from '../platform/route.ts'
import { accountRoutes } from './account-routes.ts'
import type { ShopBeginning } from './accounts.ts'
import type { openSessions } from './sessions.ts'
import { shopRoutes } from './shop-routes.ts'

export const identityRoutes = (sessions: ReturnType<typeof openSessions>, furnish: ShopBeginning) =>
  slice().route('/', accountRoutes(sessions, furnish)).route('/', shopRoutes())
