/** text[], uuid[], date[] and bigint[], integer[]: the lists of our statements, by PostgreSQL's own numbers. */
const WORDS = [1009, 2951, 1182]
const NUMBERS = [1016, 1007]

/**
 * How postgres.js is opened, everywhere. It would ask for the types of all lists on each new connection, and a connection
 * that is cut while it asks ends the process: nobody can catch that error. So it is told the few there are. And its pause
 * before it connects again would grow to many seconds, which would outlast every outage.
 */
export const CLIENT_OPTIONS = {
  onnotice() {},
  backoff: () => 0.2,
  fetch_types: false,
  types: {
    words: { to: 1009, from: WORDS, serialize: writeList, parse: readList },
    numbers: { to: 1007, from: NUMBERS, serialize: writeList, parse: readNumbers },
  },
}

/** A list as PostgreSQL reads it; what is a list's text already stays as it is. */
export function writeList(values: readonly unknown[] | string): string {
  if (typeof values === 'string') return values
  const written = values.map((value) =>
    value === null ? 'null' : `"${String(value).replace(/[\\"]/g, (sign) => `\\${sign}`)}"`,
  )
  return `{${written.join()}}`
}

/** The parts of a list as PostgreSQL writes it: quoted where they hold what could be mistaken. */
const PART = /"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs

/** One of one dimension. */
export function readList(text: string): (string | null)[] {
  return Array.from(text.matchAll(PART), ([, quoted, plain = null]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/gs, '$1')
    return plain === 'NULL' ? null : plain
  })
}

function readNumbers(text: string): (number | null)[] {
  return readList(text).map((part) => (part === null ? null : Number(part)))
}
