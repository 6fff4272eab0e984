import type { Context } from 'hono'
import type { Listing, Receipt, Shop } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import type { Env } from './access.ts'
import { checked, whole } from './input.ts'
import { refuse } from './refusals.ts'

/** A number in the path; 0 and words are a 400, as with Etsy. */
export const numberIn = (c: Context, name: string): number => checked(whole(1), c.req.param(name))

export function shopIn(world: World, c: Context): Shop {
  const shop = world.shops.get(numberIn(c, 'shop_id'))
  return shop ?? refuse(404, 'A resource could not be found: Shop.')
}

/** The shop in the path, which must be the one of whoever said yes. */
export function ownShopIn(world: World, c: Context<Env>): Shop {
  const shop = shopIn(world, c)
  if (shop.userId !== c.var.grant.userId) refuse(403, 'The user is not the owner of this shop.')
  return shop
}

export function ownReceiptIn(world: World, c: Context<Env>): Receipt {
  const shop = ownShopIn(world, c)
  const receipt = world.receipts.get(numberIn(c, 'receipt_id'))
  return receipt?.shopId === shop.shopId ? receipt : refuse(404, 'A resource could not be found: Receipt.')
}

export function listingIn(world: World, c: Context): Listing {
  const listing = world.listings.get(numberIn(c, 'listing_id'))
  return listing ?? refuse(404, 'A resource could not be found: Listing.')
}

export function ownListingIn(world: World, c: Context<Env>): Listing {
  const shop = ownShopIn(world, c)
  const listing = listingIn(world, c)
  return listing.shopId === shop.shopId ? listing : refuse(404, 'A resource could not be found: Listing.')
}

export const page = <Row>(rows: Row[], { limit, offset }: { limit: number; offset: number }): Row[] =>
  rows.slice(offset, offset + limit)
