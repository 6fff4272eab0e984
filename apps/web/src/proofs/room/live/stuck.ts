/** A count that does not settle for this long is asked about: an acknowledgement may have been lost on the way. */
const STUCK_MS = 15_000

/** Calls `ask` when `waiting` has been told, and nothing else, for a while. */
export function watchStuck(ask: () => void): (waiting: boolean) => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  return (waiting) => {
    if (!waiting) {
      if (timer) clearTimeout(timer)
      timer = null
      return
    }
    timer ??= setTimeout(() => {
      timer = null
      ask()
    }, STUCK_MS)
  }
}
