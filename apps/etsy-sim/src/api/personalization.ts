import { Hono } from 'hono'
import { z } from 'zod'
import type { World } from '../world/world.ts'
import { type Env, scope } from './access.ts'
import { listingIn, ownListingIn } from './find.ts'
import { maybeFlag, readJson, readQuery } from './input.ts'
import { personalizationAnswer } from './listing-answer.ts'
import { Questions, replaceQuestions } from './questions.ts'

const Several = z.object({ supports_multiple_personalization_questions: maybeFlag })

export function personalizationRoutes(world: World): Hono<Env> {
  const mayWrite = scope(world, 'listings_w')
  return new Hono<Env>()
    .get('/listings/:listing_id/personalization', (c) => c.json(personalizationAnswer(listingIn(world, c))))
    .post('/shops/:shop_id/listings/:listing_id/personalization', mayWrite, async (c) => {
      const listing = ownListingIn(world, c)
      const { supports_multiple_personalization_questions: several = false } = readQuery(c, Several)
      const { personalization_questions: asked } = await readJson(c, Questions)
      replaceQuestions(world, listing, asked, several)
      return c.json(personalizationAnswer(listing), 201)
    })
    .delete('/shops/:shop_id/listings/:listing_id/personalization', mayWrite, (c) => {
      const listing = ownListingIn(world, c)
      listing.questions = []
      listing.updated = world.clock.seconds
      world.changed()
      return c.body(null, 204)
    })
}
