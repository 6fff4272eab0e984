import type { CardDto } from '@proofroom/contract'

type Seen = Pick<CardDto, 'id' | 'version'>

/**
 * Which version of a card a change of ours has to name. What this person did a moment ago raised it, and the board may
 * show them the outcome before it shows the version; what somebody else did is not theirs to step over unseen.
 */
export class OwnVersions {
  readonly #waiting = new Map<string, number>()
  readonly #made = new Map<string, number>()
  readonly #told = new Map<string, number>()

  begin(cards: Seen[]): void {
    for (const { id } of cards) this.#waiting.set(id, (this.#waiting.get(id) ?? 0) + 1)
  }

  /** The cards as a change is to name them, asked when it is sent and those before it are answered. */
  named(cards: Seen[]): Seen[] {
    return cards.map(({ id, version }) => ({ id, version: Math.max(version, this.#made.get(id) ?? 0) }))
  }

  changed(cards: Seen[]): void {
    for (const { id, version } of cards) {
      this.#made.set(id, version)
      this.#told.set(id, version)
    }
  }

  /** Not changed by us; told as what it is instead. */
  refused(cards: Seen[]): void {
    for (const { id, version } of cards) this.#told.set(id, version)
  }

  /** Those of which nothing is under way any more. */
  end(cards: Seen[]): string[] {
    return cards.flatMap(({ id }) => {
      const left = (this.#waiting.get(id) ?? 1) - 1
      if (left > 0) this.#waiting.set(id, left)
      else this.#waiting.delete(id)
      return left > 0 ? [] : id
    })
  }

  /** Whether this person knows of the version already, since it answered what they did. */
  isKnown({ id, version }: Seen): boolean {
    return this.#waiting.has(id) || this.#told.get(id) === version
  }
}
