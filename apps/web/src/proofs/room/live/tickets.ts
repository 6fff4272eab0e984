import type { TicketDto } from '@proofroom/contract'

/** The problem that calling for a ticket may have; only its status matters here. */
type Refusal = { status: number; message?: string }

/** Asking again would not help: signed out, removed, revoked, expired. */
export const isAccessProblem = (problem: unknown): problem is Refusal =>
  typeof problem === 'object' && problem !== null && [401, 403, 404, 410].includes((problem as Refusal).status)

/** A ticket lives sixty seconds; one this old may not survive the way. */
const FRESH_MS = 45_000
const LONGEST_PAUSE_MS = 15_000
/** Where nothing is heard any more, the browser would wait for minutes. */
const PATIENCE_MS = 15_000

export type TicketDesk = {
  /** The first ticket, however long it takes; or the refusal. */
  first(on: { onFailed(): void }): Promise<TicketDto | Refusal>
  /** A ticket for one connection. */
  next(): Promise<TicketDto>
  /** A ticket that was not used after all. */
  handBack(ticket: TicketDto): void
  hurry(): void
  stop(): void
}

export function createTicketDesk(askForTicket: () => Promise<TicketDto>): TicketDesk {
  let spare: { ticket: TicketDto; at: number } | null = null
  let wake: (() => void) | null = null
  let stopped = false

  const getTicket = (): Promise<TicketDto> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No answer')), PATIENCE_MS)
      askForTicket()
        .then(resolve, reject)
        .finally(() => clearTimeout(timer))
    })
  const pause = (attempt: number): Promise<void> =>
    new Promise((resolve) => {
      const longest = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** attempt)
      const timer = setTimeout(resolve, 500 + Math.random() * longest)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const handBack = (ticket: TicketDto): void => {
    spare = { ticket, at: Date.now() }
  }
  return {
    async first({ onFailed }) {
      for (let attempt = 0; ; attempt++) {
        try {
          const ticket = await getTicket()
          handBack(ticket)
          return ticket
        } catch (problem) {
          if (stopped || isAccessProblem(problem)) return isAccessProblem(problem) ? problem : { status: 0 }
          onFailed()
          await pause(attempt)
        }
      }
    },
    async next() {
      const kept = spare
      spare = null
      return kept && Date.now() - kept.at < FRESH_MS ? kept.ticket : getTicket()
    },
    handBack,
    hurry: () => wake?.(),
    stop() {
      stopped = true
      wake?.()
    },
  }
}
