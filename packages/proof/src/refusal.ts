export type Violation = { code: string; rule: string; message: string }

/** Why the guard refuses an update. `retryable`: what is missing may simply not have reached this process yet. */
export class Refusal extends Error {
  readonly violation: Violation
  readonly retryable: boolean
  constructor(violation: Violation, retryable = false) {
    super(`[${violation.rule}] ${violation.code}: ${violation.message}`)
    this.name = 'Refusal'
    this.violation = violation
    this.retryable = retryable
  }
}

export const refuse = (rule: string, code: string, message: string): never => {
  throw new Refusal({ rule, code: `guard.${code}`, message })
}

/** A refusal that may be a matter of order: the caller reads the journal's tail and checks again before it counts. */
export const refuseForNow = (rule: string, code: string, message: string): never => {
  throw new Refusal({ rule, code: `guard.${code}`, message }, true)
}
