export {
  EtsyClient,
  type EtsyClientOptions,
  type ListingChange,
  type NewQuestion,
  type Parcel,
  type TokenKeeper,
} from './client.ts'
export { EtsyError, type EtsyErrorCode } from './errors.ts'
export { Limiter } from './limiter.ts'
export { decoded, type EtsyItem, type EtsyOrder, type EtsyStatus, isEtsyFile, orderOf } from './map.ts'
export {
  consentUrl,
  ETSY,
  type EtsyHosts,
  exchangeCode,
  newVerifier,
  refreshTokens,
  type Scope,
  type Tokens,
} from './oauth.ts'
export { decimalOf, isPayable } from './price.ts'
export { type Hint, isSigned, readHint } from './webhook.ts'
export type { FullListing, Listing, Page, Question, Receipt, Shop } from './wire.ts'
