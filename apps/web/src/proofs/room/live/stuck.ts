/** A line on which nothing is acknowledged for this long is taken for dead: a phone in a lift is told nothing. */
const STUCK_MS = 15_000

/** Calls `giveUp` when acknowledgements are missing, and none has come for a while. */
export function watchStuck(giveUp: () => void): (missing: number) => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let before = 0
  return (missing) => {
    if (timer && missing < before) {
      clearTimeout(timer)
      timer = null
    }
    before = missing
    if (missing === 0) return
    timer ??= setTimeout(() => {
      timer = null
      giveUp()
    }, STUCK_MS)
  }
}
