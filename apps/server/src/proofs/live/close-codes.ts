import { inspect } from 'node:util'

/** Why a socket was closed, as the client is told. Codes are part of the API. */
export const CLOSE = {
  ticket: { code: 4401, reason: 'ticket' },
  access: { code: 4403, reason: 'access' },
  closed: { code: 4409, reason: 'closed' },
  refused: { code: 4422, reason: 'refused' },
  later: { code: 1013, reason: 'later' },
} as const

export type Close = (typeof CLOSE)[keyof typeof CLOSE]

/** Thrown from a hook to end a connection. Hocuspocus logs whatever it catches, so this one prints as one word. */
export class Refused extends Error {
  readonly code: number
  readonly reason: string
  constructor(close: Close) {
    super('')
    this.code = close.code
    this.reason = close.reason
  }
  [inspect.custom](): string {
    return `${this.code} ${this.reason}`
  }
}
