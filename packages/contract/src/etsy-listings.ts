import { z } from 'zod'
import { Instant, PermissionDto } from './platform.ts'

/** `GET /api/s/{shop}/etsy/sections`: a shop's own words for its parts at Etsy, read there now and kept nowhere. */
export const EtsySectionListDto = z
  .object({ sections: z.array(z.object({ id: z.string(), name: z.string() })) })
  .meta({ id: 'EtsySectionList' })
export type EtsySectionListDto = z.infer<typeof EtsySectionListDto>

export const EtsyListingState = z.enum(['active', 'draft', 'sold_out', 'expired', 'inactive'])
export type EtsyListingState = z.infer<typeof EtsyListingState>

/** A listing as it is at Etsy now: never kept, and not to be shown for longer than minutes. */
export const EtsyListingDto = z
  .object({
    listingId: z.string(),
    title: z.string(),
    state: z.string(),
    url: z.string().nullable(),
    picture: z.string().nullable().describe('Passed on by us: no page of ours asks another host'),
    price: z.object({ value: z.number(), currency: z.string() }).nullable(),
    sectionId: z.string().nullable(),
    tags: z.array(z.string()),
    skus: z.array(z.string()),
    isDigital: z.boolean(),
    asksQuestions: z.boolean(),
    updatedAt: Instant.nullable(),
  })
  .meta({ id: 'EtsyListing' })
export type EtsyListingDto = z.infer<typeof EtsyListingDto>

/** `GET /api/s/{shop}/etsy/listings` */
export const EtsyListingsQuery = z.object({
  state: EtsyListingState.default('active'),
  after: z.coerce.number().int().min(0).max(12_000, 'Etsy counts no further than this.').default(0),
})
export const EtsyListingListDto = z
  .object({
    listings: z.array(EtsyListingDto),
    total: z.number().int(),
    next: z.number().int().nullable().describe('`after` of the next page'),
  })
  .meta({ id: 'EtsyListingList' })
export type EtsyListingListDto = z.infer<typeof EtsyListingListDto>

/** The kinds of question that can be edited here. Another one is shown as it is, and keeps all of them as they are. */
export const EtsyQuestionKind = z.enum(['text_input', 'dropdown', 'unlabeled_upload', 'labeled_upload'])
export type EtsyQuestionKind = z.infer<typeof EtsyQuestionKind>

/** What Etsy asks a buyer of a listing. */
export const EtsyQuestionDto = z
  .object({
    questionId: z.string().nullable(),
    kind: z.string(),
    text: z.string(),
    instructions: z.string().nullable(),
    isRequired: z.boolean(),
    mostCharacters: z.number().nullable(),
    mostFiles: z.number().nullable(),
    options: z.array(z.object({ optionId: z.string().nullable(), label: z.string() })),
    addOn: z.object({ value: z.number(), currency: z.string() }).nullable().describe('What an answer costs'),
  })
  .meta({ id: 'EtsyQuestion' })
export type EtsyQuestionDto = z.infer<typeof EtsyQuestionDto>

/** `GET /api/s/{shop}/etsy/listings/{listing}` */
export const EtsyListingPageDto = z
  .object({
    listing: EtsyListingDto,
    description: z.string(),
    materials: z.array(z.string()),
    editUrl: z.string().describe('Where at Etsy all the rest is changed'),
    questions: z.array(EtsyQuestionDto),
    canAsk: PermissionDto.describe('Whether the questions may be changed here'),
    can: z.object({ edit: PermissionDto }),
  })
  .meta({ id: 'EtsyListingPage' })
export type EtsyListingPageDto = z.infer<typeof EtsyListingPageDto>

const TITLE_SIGNS = /^[\p{L}\p{Nd}\p{P}\p{Sm}\p{Zs}™©®]*$/u
const TAG_SIGNS = /^[\p{L}\p{Nd}\p{Zs}\-'™©®]*$/u
const MATERIAL_SIGNS = /^[\p{L}\p{Nd}\p{Zs}]*$/u
/** Etsy takes each of them once in a title. */
const ONCE = /([%:&+]).*\1/

const Title = z
  .string()
  .trim()
  .min(1, 'A listing has a title.')
  .max(140, 'A title has at most 140 characters at Etsy.')
  .regex(TITLE_SIGNS, 'Etsy takes letters, numbers and punctuation in a title, but no emoji or currency sign.')
  .refine((title) => !ONCE.test(title), 'Etsy takes each of the signs % : & + only once in a title.')

const words = (most: number, signs: RegExp, which: string) =>
  z
    .array(
      z
        .string()
        .trim()
        .min(1, `A ${which} cannot be empty.`)
        .max(most, `A ${which} has at most ${most} characters at Etsy.`)
        .regex(signs, `Etsy takes only letters, numbers and spaces in a ${which}.`),
    )
    .max(13, `A listing has at most 13 ${which}s at Etsy.`)
    .refine(
      (list) => new Set(list.map((one) => one.toLowerCase())).size === list.length,
      `The same ${which} is there twice.`,
    )

const Seen = z.object({
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  materials: z.array(z.string()),
})
export type EtsyListingWords = z.infer<typeof Seen>

/** What may be changed of a listing here. Nothing else: price, stock and pictures are Etsy's own pages' business. */
export const EtsyListingChange = z.object({
  title: Title.optional(),
  description: z
    .string()
    .trim()
    .min(1, 'A listing has a description.')
    .max(50_000, 'This is a longer description than we pass on.')
    .optional(),
  tags: words(20, TAG_SIGNS, 'tag').optional(),
  materials: words(45, MATERIAL_SIGNS, 'material').optional(),
})
export type EtsyListingChange = z.infer<typeof EtsyListingChange>

/**
 * `PATCH /api/s/{shop}/etsy/listings/{listing}`. `seen` is what the editor began with: where Etsy says anything else by
 * now, nothing is changed, and 409 `etsy.listing_changed` names what differs.
 */
export const EtsyListingInput = z.object({
  seen: Seen,
  change: EtsyListingChange.refine((change) => Object.keys(change).length > 0, 'Nothing was changed.'),
})
export type EtsyListingInput = z.infer<typeof EtsyListingInput>

const SHOUTED = /(?<!\p{L})\p{Lu}{2,}\s+\p{Lu}{2,}\s+\p{Lu}{2,}(?!\p{L})/u

/** The rules are Etsy's, and each says so in a sentence before Etsy has to. */
export const EtsyQuestionInput = z
  .object({
    questionId: z.string().regex(/^\d+$/).nullable(),
    kind: EtsyQuestionKind,
    text: z
      .string()
      .trim()
      .min(1, 'What is asked?')
      .max(45, 'A question has at most 45 characters at Etsy.')
      .regex(/^([\p{L}\p{N}]|$)/u, 'A question begins with a letter or a number at Etsy.'),
    instructions: z
      .string()
      .trim()
      .max(120, 'What helps to answer it has at most 120 characters at Etsy.')
      .refine((text) => !SHOUTED.test(text), 'Etsy takes no three words in capitals in a row.')
      .nullable(),
    isRequired: z.boolean(),
    mostCharacters: z
      .number({ error: 'Say how many characters an answer may have.' })
      .int('Say how many characters an answer may have.')
      .min(1, 'An answer has between 1 and 1,024 characters at Etsy.')
      .max(1024, 'An answer has between 1 and 1,024 characters at Etsy.')
      .nullable(),
    mostFiles: z
      .number({ error: 'Say how many files a buyer may send.' })
      .int('Say how many files a buyer may send.')
      .min(1, 'Etsy takes between 1 and 10 files.')
      .max(10, 'Etsy takes between 1 and 10 files.')
      .nullable(),
    options: z.array(
      z.object({
        optionId: z.string().regex(/^\d+$/).nullable(),
        label: z.string().trim().min(1, 'A choice cannot be empty.'),
      }),
    ),
    costsMore: z.boolean().describe('Etsy asks money for an answer; set there, and kept'),
  })
  .superRefine((question, { addIssue }) => {
    for (const [field, message] of wrongOf(question)) addIssue({ code: 'custom', path: [field], message })
  })
export type EtsyQuestionInput = z.infer<typeof EtsyQuestionInput>

type Asked = {
  kind: EtsyQuestionKind
  instructions: string | null
  isRequired: boolean
  mostCharacters: number | null
  mostFiles: number | null
  options: { label: string }[]
  costsMore: boolean
}
type Wrong = [keyof Asked, string][]

function wrongOf(asked: Asked): Wrong {
  const { kind, instructions, mostCharacters, mostFiles } = asked
  const wrong: Wrong = wrongOptions(asked)
  if (kind === 'text_input' && mostCharacters === null)
    wrong.push(['mostCharacters', 'Say how many characters an answer may have.'])
  if (kind === 'unlabeled_upload' && mostFiles === null)
    wrong.push(['mostFiles', 'Say how many files a buyer may send.'])
  if (kind === 'dropdown' && instructions)
    wrong.push(['instructions', 'Etsy shows nothing beside a choice. Leave this empty.'])
  if (asked.costsMore && (kind !== 'text_input' || asked.isRequired))
    wrong.push(['isRequired', 'Its answer costs extra at Etsy, so it stays a text that nobody has to write.'])
  return wrong
}

function wrongOptions({ kind, options }: Asked): Wrong {
  const labels = options.map(({ label }) => label)
  if (new Set(labels).size < labels.length) return [['options', 'The same choice is there twice.']]
  if (kind === 'dropdown') {
    if (labels.length < 1 || labels.length > 30) return [['options', 'Give between 1 and 30 choices.']]
    if (labels.some((label) => label.length > 20)) return [['options', 'A choice has at most 20 characters at Etsy.']]
  }
  if (kind === 'labeled_upload') {
    if (labels.length < 2 || labels.length > 10) return [['options', 'Name between 2 and 10 files, one a line.']]
    if (labels.some((label) => label.length > 45)) return [['options', 'A name has at most 45 characters at Etsy.']]
  }
  return []
}

const isUpload = ({ kind }: { kind: string }) => kind.endsWith('_upload')

export const MOST_QUESTIONS = 5

export const EtsyQuestions = z
  .array(EtsyQuestionInput)
  .max(MOST_QUESTIONS, `A listing asks at most ${MOST_QUESTIONS} questions at Etsy.`)
  .superRefine((questions, { addIssue }) => {
    const second = questions.map((one, at) => ({ at, one })).filter(({ one }) => isUpload(one))[1]
    if (second)
      addIssue({ code: 'custom', path: [second.at, 'kind'], message: 'A listing asks only once for files at Etsy.' })
  })

/**
 * `PUT /api/s/{shop}/etsy/listings/{listing}/questions`: all of them anew. `seen` is what the editor began with: where
 * Etsy has others by now nothing is sent (409 `etsy.questions_changed`), since what is not among them is deleted there.
 */
export const EtsyQuestionsInput = z.object({ seen: z.array(EtsyQuestionDto), questions: EtsyQuestions })
export type EtsyQuestionsInput = z.infer<typeof EtsyQuestionsInput>
