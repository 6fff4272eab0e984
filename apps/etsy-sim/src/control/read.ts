import type { Context } from 'hono'
import type { z } from 'zod'
import { checked } from '../api/input.ts'
import { refuse } from '../api/refusals.ts'

/** An empty body is an empty object: many switches need no more. */
export async function read<Shape extends z.ZodType>(c: Context, shape: Shape): Promise<z.output<Shape>> {
  const text = await c.req.text()
  return checked(shape, text === '' ? {} : parsed(text))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refuse(400, 'The body is no JSON.')
  }
}
