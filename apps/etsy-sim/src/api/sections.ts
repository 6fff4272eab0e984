import { Hono } from 'hono'
import type { World } from '../world/world.ts'
import type { Env } from './access.ts'
import { shopIn } from './find.ts'

export function sectionRoutes(world: World): Hono<Env> {
  return new Hono<Env>().get('/shops/:shop_id/sections', (c) => {
    const { shopId, userId } = shopIn(world, c)
    const active = world.listingsOf(shopId).filter(({ state }) => state === 'active')
    const results = world.sectionsOf(shopId).map(({ sectionId, title }, at) => ({
      ...{ shop_section_id: sectionId, title, rank: at + 1, user_id: userId },
      active_listing_count: active.filter((one) => one.sectionId === sectionId).length,
    }))
    return c.json({ count: results.length, results })
  })
}
