import type { EtsyListingChange, EtsyListingPageDto, EtsyListingWords } from '@proofroom/contract'

/** As they stand in the form: lists with commas between. */
export type WordsForm = Record<keyof EtsyListingWords, string>

export const FIELDS = ['title', 'description', 'tags', 'materials'] as const satisfies (keyof EtsyListingWords)[]

export const wordsOf = ({
  listing: { title, tags },
  description,
  materials,
}: EtsyListingPageDto): EtsyListingWords => ({
  ...{ title, description, tags, materials },
})

export const formOf = ({ title, description, tags, materials }: EtsyListingWords): WordsForm => ({
  ...{ title, description, tags: tags.join(', '), materials: materials.join(', ') },
})

export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** Only what is different from what was seen goes to Etsy. */
export function changeOf(seen: EtsyListingWords, form: WordsForm): EtsyListingChange {
  const before = formOf(seen)
  const isOther = (field: (typeof FIELDS)[number]) => form[field].trim() !== before[field].trim()
  const [tags, materials] = [listOf(form.tags), listOf(form.materials)]
  return {
    ...(isOther('title') && { title: form.title }),
    ...(isOther('description') && { description: form.description }),
    ...(tags.join() !== seen.tags.join() && { tags }),
    ...(materials.join() !== seen.materials.join() && { materials }),
  }
}

/** Where two differ, in the order of the form. */
export const differing = (one: EtsyListingWords, other: EtsyListingWords) =>
  FIELDS.filter((field) => formOf(one)[field] !== formOf(other)[field])
