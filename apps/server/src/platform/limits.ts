import { RateLimiterMemory } from 'rate-limiter-flexible'
import { AppError } from './errors.ts'

/** Points per duration (seconds), for each address or account. Generous for people, tight for programs. */
const RULES = {
  signIn: { points: 10, duration: 60 },
  signUp: { points: 5, duration: 600 },
  passwordReset: { points: 5, duration: 600 },
  link: { points: 60, duration: 60 },
  upload: { points: 120, duration: 60 },
  ticket: { points: 120, duration: 60 },
  decide: { points: 30, duration: 60 },
} as const
export type Limited = keyof typeof RULES

export type Limits = {
  /** Throws 429 with the seconds to wait. */
  take(what: Limited, who: string): Promise<void>
}

/** In this process' memory: several API processes together allow as many times more. */
export function createLimits(factor = 1): Limits {
  const limiters = new Map<Limited, RateLimiterMemory>()
  for (const [name, rule] of Object.entries(RULES))
    limiters.set(name as Limited, new RateLimiterMemory({ ...rule, points: rule.points * factor }))
  return {
    async take(what, who) {
      try {
        await limiters.get(what)?.consume(who)
      } catch (rejection) {
        const seconds = Math.ceil(((rejection as { msBeforeNext?: number }).msBeforeNext ?? 60_000) / 1000)
        throw new AppError(429, 'too_many', `That was a lot at once. Please try again in ${seconds} seconds.`)
      }
    },
  }
}
