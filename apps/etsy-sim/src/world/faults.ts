/** What is wrong today. */
export type Faults = {
  /** Address fields come back null: apps and sellers outside Etsy's partner rule. */
  fenceAddresses: boolean
  /** Tracking is refused with 403: the same. */
  fenceTracking: boolean
  /** `buyer_email` is given to few apps. */
  fenceEmails: boolean
  /** An old refresh token is over as soon as there is a new one. */
  strictRotation: boolean
  /** The next calls fail so; 0 is a line that breaks. Done ones have done what they were asked before. */
  failures: Failure[]
  /** Each answer takes this much longer. */
  slowMs: number
  webhooks: WebhookFaults
}

export type Failure = { status: number; times: number; done: boolean; retryAfter: number | null; path: string | null }

export type WebhookFaults = {
  /** So many deliveries never leave. */
  lose: number
  /** So many are sent twice, under one id. */
  duplicate: number
  delaySeconds: number
  /** Gathered until released, then sent newest first. */
  hold: boolean
}

export const NO_FAULTS: Faults = {
  fenceAddresses: false,
  fenceTracking: false,
  fenceEmails: true,
  strictRotation: true,
  failures: [],
  slowMs: 0,
  webhooks: { lose: 0, duplicate: 0, delaySeconds: 0, hold: false },
}

/** The failure that this call runs into, which is used up by it. */
export function nextFailure(faults: Faults, path: string): Failure | null {
  const failure = faults.failures.find((one) => one.times > 0 && (one.path === null || path.includes(one.path)))
  if (!failure) return null
  failure.times--
  faults.failures = faults.failures.filter(({ times }) => times > 0)
  return failure
}
