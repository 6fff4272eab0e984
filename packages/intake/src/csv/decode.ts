/** A file's bytes as text, and what they were written in. Windows-1252 is what a spreadsheet saves that knows no better. */
export type Decoded = { text: string; encoding: 'utf-8' | 'utf-16' | 'windows-1252' }

/** A byte that no text has; databases refuse it too. */
const NOTHING = String.fromCharCode(0)

export function decodeText(bytes: Uint8Array): Decoded {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le', 'utf-16')
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be', 'utf-16')
  try {
    return { text: clean(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), encoding: 'utf-8' }
  } catch {
    return decoded(bytes, 'windows-1252', 'windows-1252')
  }
}

const decoded = (bytes: Uint8Array, label: string, encoding: Decoded['encoding']): Decoded => ({
  text: clean(new TextDecoder(label).decode(bytes)),
  encoding,
})

const clean = (text: string) => text.replaceAll(NOTHING, '').toWellFormed()

/** What people bring by mistake, by the file's first bytes; null when it may be a CSV. */
export function notCsv(bytes: Uint8Array): 'workbook' | 'pdf' | 'picture' | null {
  const begins = (...signs: number[]) => signs.every((sign, i) => bytes[i] === sign)
  if (begins(0x50, 0x4b, 3, 4) || begins(0xd0, 0xcf, 0x11, 0xe0)) return 'workbook'
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'pdf'
  if (begins(0xff, 0xd8, 0xff) || begins(0x89, 0x50, 0x4e, 0x47)) return 'picture'
  return null
}
