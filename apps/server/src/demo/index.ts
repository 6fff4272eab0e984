import type { Context } from '../platform/context.ts'
import type { Ingest } from '../proofs/index.ts'

export async function makeDemo(_ctx: Context, _ingest: Ingest): Promise<void> {}

export async function demoLinks(_ctx: Context): Promise<{ seller: string; customer: string } | null> {
  return null
}
