/**
 * postgres.js (3.4) may still write to a connection that was cut, from a timer of its own, where nobody can catch it.
 * Nothing is lost by it: what waited on that connection has been refused, and the pool opens another.
 */
export function isLateWrite(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /null \(reading 'write'\)/.test(error.message) &&
    /postgres[\\/](src|cjs[\\/]src)[\\/]connection\.js/.test(error.stack ?? '')
  )
}
