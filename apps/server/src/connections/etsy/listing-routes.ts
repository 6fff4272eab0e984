import {
  DoneDto,
  EtsyListingInput,
  EtsyListingListDto,
  EtsyListingPageDto,
  EtsyListingsQuery,
  EtsyQuestionsInput,
  EtsySectionListDto,
} from '@proofroom/contract'
import { managers, staff } from '../../platform/policy.ts'
import { handmade, route, slice } from '../../platform/route.ts'
import { passPicture } from './listing-picture.ts'
import { changeListing, getListing, listListings, listSections } from './listings.ts'
import { pushQuestions } from './questions.ts'

const ETSY = '/api/s/{shop}/etsy'
const LISTING = '/api/s/{shop}/etsy/listings/{listing}' as const
const tag = 'Etsy'
const changing = { access: managers, answer: DoneDto, tag }

/** What stands at Etsy now: read there each time, kept nowhere. */
export const listingRoutes = () =>
  slice()
    .openapi(
      route({
        ...{ method: 'get', path: `${ETSY}/sections`, access: staff, answer: EtsySectionListDto, tag },
        summary: 'What the shop’s parts are called at Etsy',
      }),
      async (c) => c.json(await listSections(c.var.ctx), 200),
    )
    .openapi(
      route({
        ...{ method: 'get', path: `${ETSY}/listings`, access: managers, answer: EtsyListingListDto, tag },
        ...{ query: EtsyListingsQuery, summary: 'Listings, as they are at Etsy now' },
      }),
      async (c) => c.json(await listListings(c.var.ctx, c.req.valid('query')), 200),
    )
    .openapi(
      route({
        ...{ method: 'get', path: LISTING, access: managers, answer: EtsyListingPageDto, tag },
        summary: 'A listing with its questions, as it is at Etsy now',
      }),
      async (c) => c.json(await getListing(c.var.ctx, c.req.valid('param').listing), 200),
    )
    .openapi(
      route({
        ...changing,
        ...{ method: 'patch', path: LISTING, body: EtsyListingInput, summary: 'Change a listing’s words at Etsy' },
      }),
      async (c) => c.json(await changeListing(c.var.ctx, c.req.valid('param').listing, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        ...changing,
        ...{ method: 'put', path: `${LISTING}/questions`, body: EtsyQuestionsInput },
        summary: 'Replace what Etsy asks the buyers of a listing',
      }),
      async (c) => c.json(await pushQuestions(c.var.ctx, c.req.valid('param').listing, c.req.valid('json')), 200),
    )
    .get('/api/s/:shop/etsy/listing-picture', handmade('get', `${ETSY}/listing-picture`, managers), async (c) =>
      passPicture(c, c.req.query('of') ?? ''),
    )
