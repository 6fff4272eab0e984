import { z } from 'zod'
import { DueDto } from './order-life.ts'

/** Something that is due soon, or late: told once, until it is done or due at another time. */
export const AlertDto = z
  .object({
    id: z.string(),
    order: z.object({ code: z.string(), label: z.string(), title: z.string() }),
    customerName: z.string(),
    due: DueDto,
    isRead: z.boolean(),
  })
  .meta({ id: 'Alert' })
export type AlertDto = z.infer<typeof AlertDto>

/** What the member who asks wants by mail besides. */
export const AlertMailDto = z
  .object({
    available: z.boolean().describe('Mail can be sent from here'),
    digest: z.boolean().describe('Every working day’s morning, what is due before the next one'),
    beforeReply: z.boolean().describe('An hour before a reply is due'),
  })
  .meta({ id: 'AlertMail' })
export type AlertMailDto = z.infer<typeof AlertMailDto>

export const AlertListDto = z
  .object({ alerts: z.array(AlertDto).describe('Soonest first'), unread: z.number().int(), mail: AlertMailDto })
  .meta({ id: 'AlertList' })
export type AlertListDto = z.infer<typeof AlertListDto>

export const ReadAlertsInput = z.object({
  ids: z.array(z.uuid({ error: 'This is no id of ours. Please reload and try again.' })).max(500),
})
export type ReadAlertsInput = z.infer<typeof ReadAlertsInput>

/** Changes what it names. */
export const AlertMailInput = z.object({ digest: z.boolean().optional(), beforeReply: z.boolean().optional() })
export type AlertMailInput = z.infer<typeof AlertMailInput>
