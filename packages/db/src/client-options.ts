/** text[], uuid[], bigint[], integer[]: the lists that our statements take, by PostgreSQL's own numbers. */
const LISTS = [1009, 2951, 1016, 1007]

/**
 * How postgres.js is opened, everywhere. It would ask for the types of all lists on each new connection, and a connection
 * that is cut while it asks ends the process: nobody can catch that error. So it is told the few there are. And its pause
 * before it connects again would grow to many seconds, which would outlast every outage.
 */
export const CLIENT_OPTIONS = {
  onnotice() {},
  backoff: () => 0.2,
  fetch_types: false,
  types: { list: { to: 1009, from: LISTS, serialize: writeList, parse: (text: string) => text } },
}

/** A list as PostgreSQL reads it; what is a list's text already stays as it is. */
export function writeList(values: readonly unknown[] | string): string {
  if (typeof values === 'string') return values
  const written = values.map((value) =>
    value === null ? 'null' : `"${String(value).replace(/[\\"]/g, (sign) => `\\${sign}`)}"`,
  )
  return `{${written.join()}}`
}
