import { setTimeout as pause } from 'node:timers/promises'

/**
 * Calls each of several people once a period, at a moment of their own, for some seconds. Timers of equal length would
 * fall into step in a busy process and stay there; people do not. What comes due late is done at once and never left out.
 */
export class Metronome {
  readonly #periodMs: number
  readonly #turns: { person: number; offset: number }[]
  readonly #act: (person: number) => void
  #done = 0

  constructor(people: number, periodMs: number, act: (person: number) => void) {
    this.#periodMs = periodMs
    this.#act = act
    this.#turns = Array.from({ length: people }, (_, person) => ({ person, offset: Math.random() * periodMs })).sort(
      (one, other) => one.offset - other.offset,
    )
  }

  /** Does what is due `elapsed` milliseconds after the beginning. */
  catchUp(elapsed: number): void {
    for (;;) {
      const turn = this.#turns[this.#done % this.#turns.length]
      if (!turn || Math.floor(this.#done / this.#turns.length) * this.#periodMs + turn.offset > elapsed) return
      this.#done++
      this.#act(turn.person)
    }
  }
}

export async function play(metronomes: readonly Metronome[], seconds: number): Promise<void> {
  const start = performance.now()
  for (;;) {
    const elapsed = Math.min(performance.now() - start, seconds * 1000)
    for (const metronome of metronomes) metronome.catchUp(elapsed)
    if (elapsed === seconds * 1000) return
    await pause(1)
  }
}
