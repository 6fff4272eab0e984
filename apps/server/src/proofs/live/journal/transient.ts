import { setTimeout as pause } from 'node:timers/promises'

export { pause }

/** Wrong data, a broken rule, a wrong statement: trying again changes nothing. Everything else may pass. */
const LASTING = /^(22|23|42|P0|PR)/

export function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code !== 'string' || !(code.length === 5 && LASTING.test(code))
}
