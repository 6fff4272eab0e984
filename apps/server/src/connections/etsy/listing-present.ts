import type { EtsyListingDto, EtsyListingWords, EtsyQuestionDto } from '@proofroom/contract'
import { decoded, type FullListing, type Question } from '@proofroom/etsy'
import { isoOf } from './present.ts'

/** Pictures come by way of us: `shopCode` says whose they are asked as. */
export function presentListing(shopCode: string, listing: FullListing): EtsyListingDto {
  const { price, images } = listing
  const picture = images[0]?.url_570xN ?? images[0]?.url_170x135
  return {
    listingId: listing.listing_id,
    title: titleOf(listing),
    state: listing.state ?? '',
    url: listing.url,
    picture: picture ? `/api/s/${shopCode}/etsy/listing-picture?of=${encodeURIComponent(picture)}` : null,
    price: presentMoney(price),
    ...{ sectionId: listing.shop_section_id, tags: listing.tags.map(decoded), skus: listing.skus },
    isDigital: listing.listing_type === 'download',
    asksQuestions: listing.is_personalizable,
    updatedAt: isoOf(listing.updated_timestamp ?? listing.last_modified_timestamp),
  }
}

const titleOf = ({ title, listing_id: id }: FullListing) => (title ? decoded(title) : id)

const presentMoney = (money: FullListing['price']) =>
  money && { value: money.amount / money.divisor, currency: money.currency_code }

/** What of a listing is edited here, as a browser's fields have it. */
export const wordsIn = (listing: FullListing): EtsyListingWords => ({
  title: titleOf(listing),
  description: decoded(listing.description ?? '').replace(/\r\n?/g, '\n'),
  tags: listing.tags.map(decoded),
  materials: listing.materials.map(decoded),
})

export const questionsIn = (listing: FullListing): Question[] =>
  listing.personalization?.personalization_questions ?? []

export const presentQuestion = (question: Question): EtsyQuestionDto => ({
  questionId: question.question_id,
  kind: question.question_type,
  text: decoded(question.question_text),
  instructions: question.instructions && decoded(question.instructions),
  isRequired: question.required,
  ...{ mostCharacters: question.max_allowed_characters, mostFiles: question.max_allowed_files },
  options: question.options.map(({ option_id: optionId, label }) => ({ optionId, label: decoded(label) })),
  addOn: presentMoney(question.add_on_price),
})
