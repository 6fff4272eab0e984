import type { Context } from 'hono'
import { z } from 'zod'
import { refuse } from './refusals.ts'

/** What a call brings is read as strictly as Etsy does; a 400 names the first thing that is wrong. */

const TRUE = new Set(['true', '1'])
const FALSE = new Set(['false', '0'])

export const flag = z.string().transform((said, ctx) => {
  if (TRUE.has(said)) return true
  if (FALSE.has(said)) return false
  ctx.addIssue({ code: 'custom', message: 'Expected a boolean' })
  return z.NEVER
})
/** Absent and empty mean: either. */
export const maybeFlag = z.union([z.enum(['', 'null']).transform(() => undefined), flag]).optional()

export const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.string().regex(/^\d+$/, 'Expected an integer').transform(Number).pipe(z.number().int().min(least).max(most))

/** Before this there was no second; Etsy's specification says so. */
const EARLIEST = 946_684_800
export const second = whole(EARLIEST)

export const commaList = z.string().transform((said) => (said === '' ? [] : said.split(',')))

export const paging = {
  limit: whole(1, 100).default(25),
  offset: whole(0, 12_000).default(0),
}

export function readQuery<Shape extends z.ZodType>(c: Context, shape: Shape): z.output<Shape> {
  return checked(shape, c.req.query())
}

export async function readForm<Shape extends z.ZodType>(c: Context, shape: Shape): Promise<z.output<Shape>> {
  mustBe(c, 'application/x-www-form-urlencoded')
  return checked(shape, Object.fromEntries(new URLSearchParams(await c.req.text())))
}

export async function readJson<Shape extends z.ZodType>(c: Context, shape: Shape): Promise<z.output<Shape>> {
  mustBe(c, 'application/json')
  const body: unknown = await c.req.json().catch(() => refuse(400, 'The body is no JSON.'))
  return checked(shape, body)
}

export function mustBe(c: Context, type: string): void {
  const given = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (given !== type) refuse(400, `Expected a body of the type ${type}${given ? `, not ${given}` : ''}.`)
}

export function checked<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const read = shape.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  return refuse(400, `Invalid parameter ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`)
}
