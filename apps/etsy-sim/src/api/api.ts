import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { World } from '../world/world.ts'
import { type Env, gate } from './access.ts'
import { listingRoutes } from './listings.ts'
import { personalizationRoutes } from './personalization.ts'
import { receiptRoutes } from './receipts.ts'
import { refused } from './refusals.ts'
import { sectionRoutes } from './sections.ts'
import { shopRoutes } from './shops.ts'

/** Everything below `/v3/application`. */
export function api(world: World, url: string): Hono<Env> {
  return new Hono<Env>()
    .use(gate(world))
    .route('/', shopRoutes(world, url))
    .route('/', receiptRoutes(world))
    .route('/', listingRoutes(world, url))
    .route('/', personalizationRoutes(world))
    .route('/', sectionRoutes(world))
    .all('*', (c) => refused(404, `There is no ${c.req.method} ${c.req.path} in this simulation.`))
    .onError((error) => {
      if (error instanceof HTTPException) return error.getResponse()
      console.error(error)
      return refused(500, 'The simulator failed; its log says why.')
    })
}
