import { z } from 'zod'
import { Instant } from './platform.ts'

/** Shorter than this and an order would be forgotten while its customer may still come back about it. */
export const RETENTION_AT_LEAST = 14

const Days = z
  .number()
  .int()
  .min(RETENTION_AT_LEAST, `Please keep orders for at least ${RETENTION_AT_LEAST} days.`)
  .max(3650, 'Please keep orders for at most ten years.')

export const PrivacyDto = z
  .object({
    retentionDays: z
      .number()
      .int()
      .nullable()
      .describe('Days after an order is over until it is anonymised; null keeps it'),
    customerLinks: z.boolean().describe('Off: no link is made, mailed or honoured'),
    privacyContact: z.string().describe('Whom to ask about one’s data'),
    mayChange: z.boolean(),
  })
  .meta({ id: 'Privacy' })
export type PrivacyDto = z.infer<typeof PrivacyDto>

export const UpdatePrivacyInput = z.object({
  retentionDays: Days.nullable().optional(),
  customerLinks: z.boolean().optional(),
  privacyContact: z.string().trim().max(300, 'Please use at most 300 characters.').optional(),
})
export type UpdatePrivacyInput = z.infer<typeof UpdatePrivacyInput>

export const RetentionQuery = z.object({ days: z.coerce.number().pipe(Days) })
export type RetentionQuery = z.infer<typeof RetentionQuery>

/** What a retention would do at once. */
export const RetentionPreviewDto = z
  .object({
    orders: z.number().int().describe('Orders that would be anonymised'),
    before: Instant.describe('Those that were over before this'),
    onHold: z.number().int().describe('Of those that are old enough, kept by a legal hold'),
  })
  .meta({ id: 'RetentionPreview' })
export type RetentionPreviewDto = z.infer<typeof RetentionPreviewDto>

export const LegalHoldInput = z.object({
  reason: z.string().trim().min(1, 'Say why it must be kept.').max(300, 'Please use at most 300 characters.'),
})
export type LegalHoldInput = z.infer<typeof LegalHoldInput>

/** The name, typed, of whom or what is to be erased. */
export const EraseInput = z.object({ confirm: z.string().max(200) })
export type EraseInput = z.infer<typeof EraseInput>

export const ErasedDto = z.object({ orders: z.number().int() }).meta({ id: 'Erased' })
export type ErasedDto = z.infer<typeof ErasedDto>

/** What a shop here does with people's data, as it is set up now. */
export const DisclosureDto = z
  .object({
    shop: z.string().nullable().describe('Its name; null for the installation as a whole'),
    contact: z.string(),
    retentionDays: z.number().int().nullable(),
    customerLinks: z.boolean(),
    mail: z.boolean().describe('Mail is sent from here'),
    files: z.enum(['disk']).describe('Where uploaded files are kept'),
    roles: z.array(z.string()).describe('Who in the shop can see orders'),
    connections: z
      .array(z.object({ name: z.string(), gives: z.string(), gets: z.string() }))
      .describe('Other services it is connected with'),
    trademark: z.string().nullable().describe('To be shown wherever Etsy is spoken of'),
  })
  .meta({ id: 'Disclosure' })
export type DisclosureDto = z.infer<typeof DisclosureDto>
