import { z } from 'zod'

/** Every refusal: a stable code, a sentence a person can act on, and the id that the logs know it by. */
export const ProblemDto = z
  .object({
    code: z.string().describe('Stable, for programs'),
    message: z.string().describe('What happened and what to do next'),
    requestId: z.string(),
    fields: z.record(z.string(), z.string()).optional().describe('Per field of the input, a sentence'),
  })
  .meta({ id: 'Problem' })
export type ProblemDto = z.infer<typeof ProblemDto>

/** A policy's answer as the screen gets it: a button is live, or off and says why. */
export const PermissionDto = z
  .object({ allowed: z.boolean(), reason: z.string().nullable() })
  .meta({ id: 'Permission' })
export type PermissionDto = z.infer<typeof PermissionDto>

/** ISO 8601 in UTC. */
export const Instant = z.iso.datetime()
/** YYYY-MM-DD */
export const Day = z.iso.date({ error: 'Please give a date like 2026-12-01.' })

export const DoneDto = z.object({ done: z.literal(true) }).meta({ id: 'Done' })
export type DoneDto = z.infer<typeof DoneDto>

/** One line of the event stream: something changed; read it again. */
export const StreamEventDto = z
  .object({
    id: z.string(),
    type: z.string(),
    orderCode: z.string().nullable(),
    subjectId: z.string().nullable(),
    at: Instant,
  })
  .meta({ id: 'StreamEvent' })
export type StreamEventDto = z.infer<typeof StreamEventDto>
