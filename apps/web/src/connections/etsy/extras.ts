/** "12.50" and "12,50" as hundredths; whatever else was typed is no number, and the schema says so. */
export function hundredthsOf(said: string): number {
  const [, whole = '', part = ''] = /^\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*$/.exec(said) ?? []
  return whole === '' ? Number.NaN : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}
