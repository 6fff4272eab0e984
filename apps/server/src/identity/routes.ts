import { slice } from '../platform/route.ts'
import { accountRoutes } from './account-routes.ts'
import type { openSessions } from './sessions.ts'
import { shopRoutes } from './shop-routes.ts'

export const identityRoutes = (sessions: ReturnType<typeof openSessions>) =>
  slice().route('/', accountRoutes(sessions)).route('/', shopRoutes())
