/** Whether 03/04/2026 is the third of April or March the fourth. */
export type DayOrder = 'day_first' | 'month_first'

/** A date as YYYY-MM-DD; or why not: it can be read both ways, or is none. */
export type ReadDay = { day: string } | { problem: 'ambiguous' | 'none' }

const MONTHS = [
  ['jan', 'janv', 'ene', 'gen', 'january', 'januar', 'janvier', 'enero', 'gennaio', 'januari'],
  ['feb', 'fev', 'fevr', 'february', 'februar', 'fevrier', 'febrero', 'febbraio', 'februari'],
  ['mar', 'mrz', 'mars', 'march', 'marz', 'maerz', 'marzo', 'maart', 'mrt'],
  ['apr', 'avr', 'abr', 'april', 'avril', 'abril', 'aprile'],
  ['may', 'mai', 'mayo', 'mag', 'maggio', 'mei'],
  ['jun', 'june', 'juni', 'juin', 'junio', 'giu', 'giugno'],
  ['jul', 'july', 'juli', 'juil', 'juillet', 'julio', 'lug', 'luglio'],
  ['aug', 'august', 'aout', 'ago', 'agosto', 'augustus'],
  ['sep', 'sept', 'september', 'septembre', 'septiembre', 'set', 'settembre'],
  ['oct', 'okt', 'october', 'oktober', 'octobre', 'octubre', 'ott', 'ottobre'],
  ['nov', 'november', 'novembre', 'noviembre'],
  ['dec', 'dez', 'dic', 'december', 'dezember', 'decembre', 'diciembre', 'dicembre'],
]

export function readDay(text: string, order: DayOrder | null): ReadDay {
  const said = text.trim()
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*)?$/.exec(said)
  if (iso) return dayOf(iso[1], iso[2], iso[3])
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:,?\s.*)?$/.exec(said)
  if (dotted) return dayOf(dotted[3], dotted[2], dotted[1])
  const plain = numbersOf(said)
  if (plain) return readPlain(plain, order)
  return readWords(said)
}

/** The three numbers of a date that may begin with its day or its month. */
function numbersOf(said: string): [string, string, string] | null {
  const found = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:,?\s.*)?$/.exec(said)
  return found ? [found[1] ?? '', found[2] ?? '', found[3] ?? ''] : null
}

function readPlain([a, b, year]: [string, string, string], order: DayOrder | null): ReadDay {
  const [dayFirst, monthFirst] = [dayOf(year, b, a), dayOf(year, a, b)]
  if (order) return order === 'day_first' ? dayFirst : monthFirst
  if ('problem' in dayFirst) return monthFirst
  if ('problem' in monthFirst) return dayFirst
  return dayFirst.day === monthFirst.day ? dayFirst : { problem: 'ambiguous' }
}

/** "12 Dec 2026", "December 12th, 2026", "12. Dezember 2026", "Fri 12 déc. 2026" */
function readWords(said: string): ReadDay {
  const words = plainLetters(said).split(/[^a-z0-9]+/)
  const month = MONTHS.findIndex((names) => words.some((word) => names.includes(word)))
  const numbers = words.map((word) => /^(\d{1,4})(st|nd|rd|th|er)?$/.exec(word)?.[1]).filter((n) => n !== undefined)
  const year = numbers.find((n) => n.length === 4)
  const day = numbers.find((n) => n.length <= 2)
  return month < 0 || !year || !day ? { problem: 'none' } : dayOf(year, String(month + 1), day)
}

export const plainLetters = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function dayOf(year = '', month = '', day = ''): ReadDay {
  const full = year.length === 2 ? `20${year}` : year
  const written = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${written}T00:00:00Z`)
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(written)
  return isReal && full >= '1990' && full <= '2199' ? { day: written } : { problem: 'none' }
}

export type DayOrderFound =
  /** Nothing hangs on it. */
  | { needed: false; order: DayOrder | null }
  /** Every date of the file can be read both ways: a person has to say. */
  | { needed: true; example: string }

/** One file has one way of writing dates: a single 31/12 tells how the others are meant. */
export function dayOrderOf(texts: Iterable<string>): DayOrderFound {
  let example: string | null = null
  const votes = { day_first: 0, month_first: 0 }
  for (const text of texts) {
    const numbers = numbersOf(text.trim())
    if (!numbers) continue
    const [dayFirst, monthFirst] = [readPlain(numbers, 'day_first'), readPlain(numbers, 'month_first')]
    if ('problem' in dayFirst && 'problem' in monthFirst) continue
    if ('problem' in monthFirst) votes.day_first += 1
    else if ('problem' in dayFirst) votes.month_first += 1
    else if (dayFirst.day !== monthFirst.day) example ??= text.trim()
  }
  if (votes.day_first !== votes.month_first)
    return { needed: false, order: votes.day_first > votes.month_first ? 'day_first' : 'month_first' }
  return example === null ? { needed: false, order: null } : { needed: true, example }
}
