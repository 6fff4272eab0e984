import type { Answer, Check, Request } from './check.ts'

type Tally = { requests: number; answers: Record<string, number>; invalid: number }

/** Everything that went over the wire, checked as it goes. */
export class Recording {
  readonly tallies = new Map<string, Tally>()
  /** Answers that the specification does not name for their operation, and that are real. */
  readonly undocumented = new Map<string, number>()
  readonly #check: Check
  readonly #say: (line: object) => void

  constructor(check: Check, say: (line: object) => void) {
    this.#check = check
    this.#say = say
  }

  /** Whose requests are checked too: the client's. What is asked wrongly on purpose goes through the other one. */
  fetch({ checksRequests }: { checksRequests: boolean }): typeof fetch {
    return async (input, init) => {
      const request = requestOf(input, init)
      if (!request.url.pathname.startsWith('/v3/application/')) return fetch(input, init)
      if (checksRequests) this.#note(request, 'request', this.#check.request(request))
      const response = await fetch(input, init)
      const { status } = response
      const answer = { status, type: response.headers.get('content-type') ?? '', body: await response.clone().text() }
      this.#heard(request, answer)
      return response
    }
  }

  get invalid(): number {
    return [...this.tallies.values()].reduce((sum, one) => sum + one.invalid, 0)
  }

  #heard(request: Request, answer: Answer): void {
    const tally = this.#tally(request)
    tally.answers[answer.status] = (tally.answers[answer.status] ?? 0) + 1
    const name = `${this.#check.nameOf(request)} ${answer.status}`
    if (!this.#check.isDocumented(request, answer)) this.undocumented.set(name, (this.undocumented.get(name) ?? 0) + 1)
    const wrong = this.#check.answer(request, answer)
    if (wrong.length > 0) tally.invalid++
    for (const one of wrong) this.#say({ invalid: 'answer', operation: name, wrong: one })
  }

  #note(request: Request, kind: string, wrong: string[]): void {
    const tally = this.#tally(request)
    tally.requests++
    if (wrong.length > 0) tally.invalid++
    for (const one of wrong) this.#say({ invalid: kind, operation: this.#check.nameOf(request), wrong: one })
  }

  #tally(request: Request): Tally {
    const name = this.#check.nameOf(request)
    const tally = this.tallies.get(name) ?? { requests: 0, answers: {}, invalid: 0 }
    this.tallies.set(name, tally)
    return tally
  }
}

function requestOf(input: Parameters<typeof fetch>[0], init: RequestInit = {}): Request {
  const { body = null } = init
  const headers = new Headers(init.headers)
  // As fetch itself names it.
  if (body instanceof URLSearchParams) headers.set('content-type', 'application/x-www-form-urlencoded')
  const sent = body instanceof FormData || body === null ? body : String(body)
  return { method: init.method ?? 'GET', url: new URL(String(input)), headers, body: sent }
}
