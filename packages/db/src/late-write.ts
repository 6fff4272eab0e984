type Thrown = { name?: unknown; message?: unknown; stack?: unknown } | null | undefined

/**
 * postgres.js (3.4) may still write to a connection that was cut, from a timer of its own, where nobody can catch it.
 * Nothing is lost by it: what waited on that connection has been refused, and the pool opens another. Told by name,
 * message and place, because test runners hand on a copy of what was thrown.
 */
export function isLateWrite(error: unknown): boolean {
  const { name, message, stack } = (error as Thrown) ?? {}
  return (
    name === 'TypeError' &&
    /null \(reading 'write'\)/.test(String(message)) &&
    /postgres[\\/](src|cjs[\\/]src)[\\/]connection\.js/.test(String(stack))
  )
}
