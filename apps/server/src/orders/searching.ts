import { sql } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'

/** More words narrow nothing. */
const MOST = 8

/**
 * What somebody typed as the words that are looked for, read by the same function as what is found. `null` when they
 * typed something, and no word.
 */
export async function wordsAsked(ctx: InTx, q: string): Promise<string[] | null> {
  const [row] = await ctx.tx.execute<{ words: string[] }>(sql`select words_asked(${q}) as words`)
  const words = row?.words ?? []
  // The longest first: they leave the fewest.
  return words.length === 0 ? null : words.sort((a, b) => b.length - a.length).slice(0, MOST)
}
