import type { Listing } from '../world/shapes.ts'
import type { World } from '../world/world.ts'

const FOUR_MONTHS = 120 * 24 * 60 * 60

export function listingAnswer(world: World, url: string, listing: Listing) {
  const { listingId, shopId, created, updated } = listing
  return {
    listing_id: listingId,
    user_id: world.shops.get(shopId)?.userId ?? 1,
    shop_id: shopId,
    title: listing.title,
    description: listing.description,
    rich_description: null,
    state: listing.state,
    ...{ creation_timestamp: created, created_timestamp: created, original_creation_timestamp: created },
    ending_timestamp: created + FOUR_MONTHS,
    ...{ last_modified_timestamp: updated, updated_timestamp: updated, state_timestamp: updated },
    quantity: listing.quantity,
    shop_section_id: listing.sectionId,
    featured_rank: 0,
    url: `${url}/buy/listings/${listingId}`,
    num_favorers: 0,
    ...{ non_taxable: false, is_taxable: true, is_customizable: true },
    is_personalizable: listing.questions.length > 0,
    listing_type: listing.type,
    ...{ tags: listing.tags, materials: listing.materials },
    ...{
      shipping_profile_id: listing.shippingProfileId,
      return_policy_id: null,
      processing_min: null,
      processing_max: null,
    },
    ...{ who_made: listing.whoMade, when_made: listing.whenMade, is_supply: false },
    ...{ item_weight: null, item_weight_unit: null, item_length: null, item_width: null, item_height: null },
    ...{ item_dimensions_unit: null, is_private: false, style: [], file_data: null, has_variations: false },
    ...{ should_auto_renew: true, language: 'en', price: listing.price, converted_price: null },
    ...{ taxonomy_id: listing.taxonomyId, readiness_state_id: readinessOf(listing), suggested_title: null },
  }
}

/** Told of active ones only. */
const readinessOf = ({ state, type, readinessStateId }: Listing): number | null =>
  state === 'active' && type === 'physical' ? readinessStateId : null

/** With what goes along when it is asked for. */
export function fullListingAnswer(world: World, url: string, listing: Listing, includes: readonly string[]) {
  const has = (one: string) => includes.includes(one)
  return {
    ...listingAnswer(world, url, listing),
    skus: [listing.sku],
    ...{ production_partners: [], views: 0, user: null, videos: [], inventory: null, translations: null },
    ...{ shipping_profile: null, buyer_price: null },
    shop: has('Shop') ? shopAnswer(world, url, listing.shopId) : null,
    images: has('Images') ? imagesAnswer(url, listing) : [],
    personalization: has('Personalization') ? personalizationAnswer(listing) : null,
  }
}

export const personalizationAnswer = ({ questions }: Listing) => ({ personalization_questions: questions })

export const imagesAnswer = (url: string, listing: Listing) =>
  listing.images.map((image, at) => imageAnswer(url, listing, image, at))

function imageAnswer(url: string, { listingId, created }: Listing, image: Listing['images'][number], at: number) {
  const drawn = `${url}/images/${listingId}/${image.id}.svg`
  return {
    ...{ listing_id: listingId, listing_image_id: image.id, hex_code: image.colour.slice(1).toUpperCase() },
    ...{ red: null, green: null, blue: null, hue: null, saturation: null, brightness: null },
    ...{ is_black_and_white: false, creation_tsz: created, created_timestamp: created, rank: at + 1 },
    ...{ url_75x75: drawn, url_170x135: drawn, url_570xN: drawn, url_fullxfull: drawn },
    ...{ full_height: 1200, full_width: 1600, alt_text: image.alt },
  }
}

export function shopAnswer(world: World, url: string, shopId: number) {
  const shop = world.shops.get(shopId)
  if (!shop) return null
  const { created } = shop
  const ratings = world.reviews.filter((one) => one.shopId === shopId).map(({ rating }) => rating)
  const active = world.listingsOf(shopId).filter(({ state }) => state === 'active')
  return {
    ...{ shop_id: shopId, user_id: shop.userId, shop_name: shop.name, title: shop.title, login_name: shop.name },
    ...{ create_date: created, created_timestamp: created, update_date: created, updated_timestamp: created },
    ...{ announcement: null, currency_code: shop.currency, is_vacation: false, vacation_message: null },
    ...{ sale_message: null, digital_sale_message: null, listing_active_count: active.length },
    digital_listing_count: active.filter(({ type }) => type !== 'physical').length,
    accepts_custom_requests: true,
    ...{ policy_welcome: null, policy_payment: null, policy_shipping: null, policy_refunds: null },
    ...{ policy_additional: null, policy_seller_info: null, policy_update_date: created, policy_privacy: null },
    ...{ policy_has_private_receipt_info: false, has_unstructured_policies: false, vacation_autoreply: null },
    ...{ url: `${url}/buy`, image_url_760x100: null, num_favorers: 0, languages: ['en'], icon_url_fullxfull: null },
    ...{ is_using_structured_policies: true, has_onboarded_structured_policies: true },
    ...{ include_dispute_form_link: false, is_direct_checkout_onboarded: true, is_etsy_payments_onboarded: true },
    ...{ is_calculated_eligible: true, is_opted_in_to_buyer_promise: false, is_shop_us_based: false },
    transaction_sold_count: world.receiptsOf(shopId).reduce((sum, one) => sum + one.transactions.length, 0),
    ...{ shipping_from_country_iso: 'DE', shop_location_country_iso: 'DE' },
    review_count: ratings.length,
    review_average: ratings.length > 0 ? ratings.reduce((sum, one) => sum + one, 0) / ratings.length : null,
  }
}
