import { decimalOf } from '@proofroom/etsy'
import { wordsOf } from '../problems.ts'
import type { ExtraRow } from './store.ts'

/** What it is recognised by at Etsy, wherever its listing's description is read. */
export const markOf = (id: string): string => `Ref. ${id.slice(-12)}`
const MARK = /\bRef\. ([0-9a-f]{12})\b/

/** The end of the id whose mark this is. */
export const markIn = (description: string | null): string | null => MARK.exec(description ?? '')?.[1] ?? null

/** A listing is for everybody to see, and this one is for one. */
export const descriptionOf = ({ id, description }: Pick<ExtraRow, 'id' | 'description'>): string =>
  `${description}\n\nThis is for one order: please buy it only if the shop sent you here. ${markOf(id)}`

type Priced = Pick<ExtraRow, 'amount' | 'currency'>

const priceOf = ({ amount, currency }: Priced): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount / 100)

type Extra = Pick<ExtraRow, 'id' | 'title' | 'description' | 'amount' | 'currency'>

export const messageOf = ({ title, ...extra }: Extra, url: string): string =>
  `Here is what we talked about, to add to your order: “${title}”, ${priceOf(extra)}. You can buy it here, and it goes with everything else: ${url}`

/** All that a listing needs, for the seller to fill it in by hand. */
export const listingCopy = (extra: Extra) => [
  { name: 'Title', value: extra.title },
  { name: 'Price', value: decimalOf(extra.amount, extra.currency) },
  { name: 'Description', value: descriptionOf(extra) },
]

/** The draft has all of it: what is left is to publish it, and to tell the buyer. */
export const draftCopy = (extra: Extra, url: string) => [
  { name: 'Title', value: extra.title },
  { name: 'Price', value: decimalOf(extra.amount, extra.currency) },
  ...messageCopy(extra, url),
]

export const messageCopy = (extra: Extra, url: string) => [
  { name: 'Message to the buyer', value: messageOf(extra, url) },
]

/** What a refusal means for extra work, where it means something else than elsewhere. */
const WORDS: Record<string, string> = {
  'etsy.not_allowed': 'Etsy does not let this app make listings. Make it there; all of it to copy is in the task.',
  'etsy.invalid': 'Etsy did not take it as a draft. Make it there; all of it to copy is in the task.',
  'etsy.not_found':
    'Etsy does not know this shop or listing any more. Make it there; all of it to copy is in the task.',
  'etsy.unreadable': 'Etsy answered in a way we do not understand. Look among your drafts there before you make it.',
  'etsy.nothing_alike':
    'No listing of your shop says how such a thing is sent, so none could be made like it. Make it on Etsy; all of it to copy is in the task.',
  'etsy.waits': 'The shop is not connected with Etsy. It goes on once it is connected again.',
  'etsy.not_published': 'Etsy did not publish it. It may lack a picture: open it there, and publish it.',
  'etsy.not_taken_off': 'Etsy still has it for sale. Take it off there, so that nobody buys it.',
}

export const problemOf = (code: string): { code: string; message: string } => ({
  code,
  message: WORDS[code] ?? wordsOf(code),
})
