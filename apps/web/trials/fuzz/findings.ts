/**
 * What a seed can find, each of it a divergence: honest people refused; words gone that were called saved; the word
 * *saved* that was not true; something else in the database than was said; screens that differ; drafts that are missing
 * or ought not to be there; people who did not get their work saved; errors that a page did not catch.
 */
const KINDS = ['refused', 'lost', 'falselySaved', 'wrong', 'unequal', 'misplaced', 'unsettled', 'broken'] as const
export type Kind = (typeof KINDS)[number]

/** What one seed did and found. */
export class Findings {
  readonly seed: number
  operations = 0
  entries = 0
  /** Words of *saved* that were looked up in the database. */
  checked = 0
  restarts = 0
  crashes = 0
  ending = ''
  settledMs = 0
  readonly words: string[] = []
  readonly story: string[] = []
  readonly #counts = new Map<Kind, number>()
  readonly #began = Date.now()

  constructor(seed: number) {
    this.seed = seed
  }

  add(kind: Kind, words: readonly string[]): void {
    if (words.length === 0) return
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + words.length)
    this.words.push(...words.map((one) => `${kind}: ${one}`))
  }

  /** For whoever has to find out what happened. */
  tell(...words: string[]): void {
    this.story.push(`${String(Date.now() - this.#began).padStart(6)}  ${words.join(' ')}`)
  }

  get isDivergence(): boolean {
    return this.#counts.size > 0
  }

  get line(): object {
    const { seed, operations, entries, checked, restarts, crashes, ending, settledMs } = this
    const counts = Object.fromEntries(KINDS.map((kind) => [kind, this.#counts.get(kind) ?? 0]))
    const ms = Date.now() - this.#began
    return { seed, operations, entries, checked, restarts, crashes, ending, ...counts, settledMs, ms }
  }
}
