type Line = { name: string }

/** Beyond this many names a sentence is no longer read; the number says it better. */
const MOST_NAMED = 5

/**
 * What is signed, in the order's own words: "I have checked the name, the date and the size. Please make it exactly
 * like this." The same sentence is shown above the button and kept with the signature.
 */
export function intentSentence(lines: Line[], words: IntentWords): string {
  const names = [...new Set(lines.map((line) => lineName(line.name)))]
  if (names.length === 0) return words.everything()
  if (names.length > MOST_NAMED) return words.count(lines.length)
  const list = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names.map((name) => words.the(name)))
  return words.named(list)
}

export type IntentWords = {
  the: (name: string) => string
  named: (list: string) => string
  count: (n: number) => string
  everything: () => string
}

/** "Date" becomes "date" inside a sentence; "QR code", "2nd line" and names of things stay as they are. */
export function lineName(name: string): string {
  const trimmed = name.trim().replace(/[:：.\s]+$/, '')
  return /^\p{Lu}\p{Ll}/u.test(trimmed) && !/\s\p{Lu}\p{Ll}/u.test(trimmed)
    ? trimmed.charAt(0).toLowerCase() + trimmed.slice(1)
    : trimmed
}
