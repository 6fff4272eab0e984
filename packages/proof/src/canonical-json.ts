/**
 * The one spelling of a JSON value (RFC 8785: keys sorted by code unit, no spaces, numbers and strings as
 * `JSON.stringify` writes them), so that equal values have equal hashes. Fields that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('JSON has no such number')
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') return `{${fieldsOf(value as Record<string, unknown>).join(',')}}`
  throw new TypeError(`JSON has no ${typeof value}`)
}

const fieldsOf = (object: Record<string, unknown>): string[] =>
  Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`)
