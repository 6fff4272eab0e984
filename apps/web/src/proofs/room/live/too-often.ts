/** Within a minute: a server that refuses a fresh start again and again will not take the next one either. */
const MOST = 3
const RECENT_MS = 60_000

/** Counts what happens, and says when it happened too often to be tried once more. */
export function createTooOften(): { happened(): void; isReached(): boolean } {
  let times: number[] = []
  const recent = () => times.filter((at) => Date.now() - at < RECENT_MS)
  return {
    happened() {
      times = [...recent(), Date.now()]
    },
    isReached: () => recent().length >= MOST,
  }
}
