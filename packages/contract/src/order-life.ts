import { z } from 'zod'
import { Day, Instant } from './platform.ts'

// What becomes of an order besides its proofs and its making

const Reason = (empty: string) => z.string().trim().min(1, empty).max(300, 'Please use at most 300 characters.')

export const HoldInput = z.object({ reason: Reason('What does it wait for?') })
export type HoldInput = z.infer<typeof HoldInput>

export const CancelInput = z.object({ reason: Reason('Why was it cancelled?') })
export type CancelInput = z.infer<typeof CancelInput>

/** "Same as last year, new date." */
export const DuplicateInput = z.object({ dueOn: Day.nullable().default(null) })
export type DuplicateInput = z.infer<typeof DuplicateInput>

const MOST_TAGS = 20

/** Changes what it names. */
export const MarksInput = z.object({
  tags: z
    .array(z.string().trim().min(1, 'A tag needs a word.').max(40, 'Please use at most 40 characters for a tag.'))
    .max(MOST_TAGS, `Please use at most ${MOST_TAGS} tags.`)
    .optional()
    .describe('What says the same in other letters is one'),
  priority: z.enum(['normal', 'rush']).optional(),
  gift: z
    .object({ note: z.string().trim().max(500, 'Please use at most 500 characters.').default('') })
    .nullable()
    .optional()
    .describe('null: no gift'),
  label: z
    .string()
    .trim()
    .min(1, 'Which number does it have?')
    .max(40, 'Please use at most 40 characters.')
    .optional()
    .describe('The order’s number as the shop knows it'),
})
export type MarksInput = z.infer<typeof MarksInput>

/** The customer wrote: until when they should have an answer. */
export const ReplyInput = z.object({ at: Instant })
export type ReplyInput = z.infer<typeof ReplyInput>

export const PromiseInput = z.object({
  text: z.string().trim().min(1, 'What did you promise to tell them?').max(300, 'Please use at most 300 characters.'),
  at: Instant,
})
export type PromiseInput = z.infer<typeof PromiseInput>

export const DueDto = z
  .object({
    kind: z.enum(['reply', 'update', 'proof', 'decision', 'ship']),
    day: Day,
    at: Instant.nullable().describe('Where it is due at an hour and not some time that day'),
    late: z.boolean(),
  })
  .meta({ id: 'Due' })
export type DueDto = z.infer<typeof DueDto>
