import type { Listing, ListingState } from './shapes.ts'
import type { World } from './world.ts'

/** What its seller does on Etsy's own pages: a draft, or what was taken off, is for sale. */
export const publishListing = (world: World, listing: Listing): void => setState(world, listing, 'active')

/** Taken off, or for good: nobody buys it any more. */
export const takeListingOff = (world: World, listing: Listing): void => setState(world, listing, 'inactive')

function setState(world: World, listing: Listing, state: ListingState): void {
  listing.state = state
  listing.updated = Math.max(world.clock.seconds, listing.updated)
  world.changed()
}
