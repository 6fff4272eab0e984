import { ProblemDto } from '@proofroom/contract'
import type { z } from 'zod'
import { Stop } from './stop.ts'

/** A program's visit to a Proofroom: keeps the cookies that let it in. */
export class Visit {
  readonly origin: string
  readonly #cookies = new Map<string, string>()

  constructor(origin: string) {
    this.origin = origin
  }

  /** Asks the API; a refusal ends the program with the server's own sentence. */
  async ask<T>(answer: z.ZodType<T>, method: 'GET' | 'POST', path: string, json?: unknown): Promise<T> {
    const response = await this.fetch(method, path, json)
    const body: unknown = await response.json().catch(() => null)
    if (!response.ok) throw new Stop(ProblemDto.safeParse(body).data?.message ?? this.#strange(response))
    const read = answer.safeParse(body)
    if (!read.success) throw new Stop(this.#strange(response))
    return read.data
  }

  async fetch(method: 'GET' | 'POST', path: string, json?: unknown): Promise<Response> {
    const request = {
      method,
      redirect: 'manual' as const,
      headers: { cookie: this.cookie, ...(json !== undefined && { 'content-type': 'application/json' }) },
      body: json === undefined ? null : JSON.stringify(json),
    }
    const response = await fetch(this.origin + path, request).catch(() => {
      throw new Stop(`${this.origin} does not answer. Is the address right, and Proofroom running there?`)
    })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (name !== undefined && value !== undefined) this.#cookies.set(name, value)
  }

  #strange({ status }: Response): string {
    return `${this.origin} answered in a way that is not Proofroom’s (${status}). Is the address right?`
  }
}
