import { z } from 'zod'
import { type Call, type Caller, call, type Values } from './call.ts'
import { EtsyError } from './errors.ts'
import type { Tokens } from './oauth.ts'
import { decimalOf } from './price.ts'
import { MOST_ROWS, walk } from './walk.ts'
import {
  Carriers,
  FullListing,
  Listing,
  type Page,
  Personalization,
  Pong,
  pageOf,
  type Question,
  Receipt,
  Scopes,
  Sections,
  Self,
  Shop,
} from './wire.ts'

/** Where a shop's tokens are kept, for all processes. */
export type TokenKeeper = {
  read(): Promise<Tokens>
  /**
   * New tokens in the place of `old`, by one process at a time: whoever comes second is given what the first one got.
   * They are kept before they are returned.
   */
  renew(old: Tokens): Promise<Tokens>
}

export type EtsyClientOptions = Caller & { tokens?: TokenKeeper; now?: () => Date }

/** Used up to this long before its end, a token may be over when it arrives. */
const SPARE_MS = 60_000
/** Before it there is nothing, and Etsy refuses to be asked. */
const EARLIEST_S = 946_684_800

/** A path leads nowhere else, wherever its number came from. */
function idOf(id: string): string {
  if (!/^\d+$/.test(id)) throw new EtsyError('etsy.invalid', `${JSON.stringify(id)} is no number of Etsy’s.`)
  return id
}

function formOf({ title, description, amount, currency, like }: Draft): Values {
  const isShipped = like.listing_type !== 'download'
  return {
    ...{ title, description, quantity: 1, price: decimalOf(amount, currency) },
    ...{ is_supply: false, should_auto_renew: false },
    ...{ who_made: like.who_made ?? 'i_did', when_made: like.when_made ?? 'made_to_order' },
    ...{ taxonomy_id: like.taxonomy_id ?? undefined, type: like.listing_type ?? 'physical' },
    ...(isShipped && {
      shipping_profile_id: like.shipping_profile_id ?? undefined,
      readiness_state_id: like.readiness_state_id ?? undefined,
      return_policy_id: like.return_policy_id ?? undefined,
    }),
    ...(like.images.length > 0 && { image_ids: like.images.map(({ listing_image_id: id }) => id) }),
  }
}

export type ReceiptQuery = {
  /** Changed at or after this second. */
  changedSince?: Date
  offset?: number
  limit?: number
}

export type ListingQuery = { state: string; offset?: number; limit?: number }

/** Only what is there is changed. */
export type ListingChange = { title?: string; description?: string; tags?: string[]; materials?: string[] }

/** A question as Etsy takes it; one that has a number stays the one it is. */
export type NewQuestion = {
  question_id?: number
  question_text: string
  question_type: string
  required: boolean
  instructions?: string
  max_allowed_characters?: number
  max_allowed_files?: number
  options?: { option_id?: number; label: string }[]
  add_on_price?: number
}

export type Parcel = { tracking: string; carrier: string; note?: string }

export type Draft = {
  title: string
  description: string
  /** In hundredths of the currency. */
  amount: number
  currency: string
  /** The listing whose kind of thing, way of shipping and pictures it has. */
  like: Listing
}

/** One shop's Etsy. Every answer is validated; every refusal is an `EtsyError`. */
export class EtsyClient {
  readonly #options: EtsyClientOptions

  constructor(options: EtsyClientOptions) {
    this.#options = options
  }

  /** Whether the app's key is good. */
  async ping(): Promise<string> {
    return (await this.#ask({ method: 'GET', path: '/openapi-ping', answer: Pong })).application_id
  }

  async me(): Promise<{ userId: string; shopId: string | null }> {
    const { user_id: userId, shop_id: shopId } = await this.#asSeller({
      ...{ method: 'GET', path: '/users/me', answer: Self },
    })
    return { userId, shopId }
  }

  /** What the seller allowed, whatever was asked for. */
  async scopes(): Promise<string[]> {
    const { accessToken } = await this.#tokens()
    const path = '/scopes'
    return (await this.#ask({ method: 'POST', path, body: { form: { token: accessToken } }, answer: Scopes })).scopes
  }

  async shop(shopId: string): Promise<Shop> {
    return this.#ask({ method: 'GET', path: `/shops/${idOf(shopId)}`, answer: Shop })
  }

  /** Receipts by their last change, oldest first. */
  async receipts(
    shopId: string,
    { changedSince, offset = 0, limit = MOST_ROWS }: ReceiptQuery = {},
  ): Promise<Page<Receipt>> {
    return this.#asSeller({
      method: 'GET',
      path: `/shops/${idOf(shopId)}/receipts`,
      query: {
        ...(changedSince && { min_last_modified: Math.max(EARLIEST_S, Math.floor(changedSince.getTime() / 1000)) }),
        ...{ sort_on: 'updated', sort_order: 'asc', limit, offset },
      },
      answer: pageOf(Receipt),
    })
  }

  /**
   * All receipts changed since then, a page at a time, however many there are. One may come twice; what changes again
   * within the second that is passing may not, so the next walk begins some minutes before where this one ended.
   */
  receiptsSince(shopId: string, since: Date): AsyncGenerator<Page<Receipt>> {
    return walk((place) => this.receipts(shopId, place), since)
  }

  async receipt(shopId: string, receiptId: string): Promise<Receipt> {
    return this.#asSeller({
      method: 'GET',
      path: `/shops/${idOf(shopId)}/receipts/${idOf(receiptId)}`,
      answer: Receipt,
    })
  }

  /** Marks an order shipped, without a word to the buyer about how. */
  async markShipped(shopId: string, receiptId: string): Promise<Receipt> {
    return this.#asSeller({
      ...{ method: 'PUT', path: `/shops/${idOf(shopId)}/receipts/${idOf(receiptId)}` },
      ...{ body: { form: { was_shipped: true } }, answer: Receipt },
    })
  }

  /**
   * Tells Etsy and the buyer how it travels. **Every success mails the buyer**, and a lost answer may have been a
   * success: look at the receipt's shipments before another try.
   */
  async addShipment(shopId: string, receiptId: string, { tracking, carrier, note }: Parcel): Promise<Receipt> {
    return this.#asSeller({
      method: 'POST',
      path: `/shops/${idOf(shopId)}/receipts/${idOf(receiptId)}/tracking`,
      body: { json: { tracking_code: tracking, carrier_name: carrier, ...(note && { note_to_buyer: note }) } },
      answer: Receipt,
    })
  }

  /** By the words that `addShipment` takes. */
  async carriers(countryIso: string): Promise<string[]> {
    const query = { origin_country_iso: countryIso }
    const { results } = await this.#ask({ method: 'GET', path: '/shipping-carriers', query, answer: Carriers })
    return results.map(({ name }) => name)
  }

  async listings(shopId: string, { state, offset = 0 }: { state: string; offset?: number }): Promise<Page<Listing>> {
    return this.#asSeller({
      ...{ method: 'GET', path: `/shops/${idOf(shopId)}/listings`, answer: pageOf(Listing) },
      query: { state, limit: MOST_ROWS, offset },
    })
  }

  /** Some by their numbers, a hundred at most; those that are not for sale just now are missing. */
  async listingsOf(listingIds: string[]): Promise<Page<Listing>> {
    const query = { listing_ids: listingIds.map(idOf) }
    return this.#ask({ method: 'GET', path: '/listings/batch', query, answer: pageOf(Listing) })
  }

  /**
   * One piece of something, which nobody sees before it is published. **Twice is two**: of a lost answer look among the
   * shop's drafts before another try.
   */
  async createDraft(shopId: string, draft: Draft): Promise<Listing> {
    return this.#asSeller({
      ...{ method: 'POST', path: `/shops/${idOf(shopId)}/listings`, answer: Listing },
      body: { form: formOf(draft) },
    })
  }

  /** On sale, which Etsy takes its fee for, or off it. Said again it changes nothing. */
  async setListingState(shopId: string, listingId: string, state: 'active' | 'inactive'): Promise<Listing> {
    return this.#asSeller({
      ...{ method: 'PATCH', path: `/shops/${idOf(shopId)}/listings/${idOf(listingId)}` },
      ...{ body: { form: { state } }, answer: Listing },
    })
  }

  async questions(listingId: string): Promise<Question[]> {
    const path = `/listings/${idOf(listingId)}/personalization`
    return (await this.#ask({ method: 'GET', path, answer: Personalization })).personalization_questions
  }

  /** A shop's own words for its parts, by their numbers. */
  async sections(shopId: string): Promise<{ id: string; name: string }[]> {
    const path = `/shops/${idOf(shopId)}/sections`
    const { results } = await this.#ask({ method: 'GET', path, answer: Sections })
    return results.map(({ shop_section_id: id, title }) => ({ id, name: title }))
  }

  /** Listings with their pictures, a page at a time. */
  async fullListings(
    shopId: string,
    { state, offset = 0, limit = MOST_ROWS }: ListingQuery,
  ): Promise<Page<FullListing>> {
    return this.#asSeller({
      ...{ method: 'GET', path: `/shops/${idOf(shopId)}/listings`, answer: pageOf(FullListing) },
      query: { state, limit, offset, includes: ['Images'] },
    })
  }

  /**
   * One of anybody's, with its pictures and questions, whatever state it is in: it may be the seller's own draft. Whose
   * it is, its `shop_id` says.
   */
  async listing(listingId: string): Promise<FullListing> {
    const query = { includes: ['Images', 'Personalization'] }
    return this.#asSeller({ method: 'GET', path: `/listings/${idOf(listingId)}`, query, answer: FullListing })
  }

  async changeListing(shopId: string, listingId: string, change: ListingChange): Promise<FullListing> {
    return this.#asSeller({
      ...{ method: 'PATCH', path: `/shops/${idOf(shopId)}/listings/${idOf(listingId)}` },
      ...{ body: { form: change }, answer: FullListing },
    })
  }

  /**
   * All questions of a listing anew: **what is not among them is deleted**, without a word. So whoever calls this has
   * just compared what is there with what the seller saw.
   */
  async replaceQuestions(shopId: string, listingId: string, questions: NewQuestion[]): Promise<Question[]> {
    const path = `/shops/${idOf(shopId)}/listings/${idOf(listingId)}/personalization`
    // Etsy has no way to replace by none.
    if (questions.length === 0) {
      await this.#asSeller({ method: 'DELETE', path, answer: z.unknown() })
      return []
    }
    const { personalization_questions: now } = await this.#asSeller({
      ...{ method: 'POST', path, query: { supports_multiple_personalization_questions: true } },
      ...{ body: { json: { personalization_questions: questions } }, answer: Personalization },
    })
    return now
  }

  #ask<Answer>(wanted: Call<Answer>): Promise<Answer> {
    return call(this.#options, wanted)
  }

  /** With the seller's token; one that Etsy calls over is renewed once. */
  async #asSeller<Answer>(wanted: Call<Answer>): Promise<Answer> {
    const tokens = await this.#tokens()
    try {
      return await this.#ask({ ...wanted, token: tokens.accessToken })
    } catch (error) {
      if (!(error instanceof EtsyError) || error.code !== 'etsy.token_expired') throw error
      const { accessToken } = await this.#keeper.renew(tokens)
      return this.#ask({ ...wanted, token: accessToken })
    }
  }

  async #tokens(): Promise<Tokens> {
    const { now = () => new Date() } = this.#options
    const tokens = await this.#keeper.read()
    return tokens.expiresAt.getTime() - SPARE_MS > now().getTime() ? tokens : this.#keeper.renew(tokens)
  }

  get #keeper(): TokenKeeper {
    const { tokens } = this.#options
    if (!tokens) throw new EtsyError('etsy.grant_lost', 'This shop is not connected.')
    return tokens
  }
}
