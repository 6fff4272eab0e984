/** How many places its smallest coin needs: two, for nearly all of them; a yen has none. */
export function placesOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** A price as Etsy's forms take it: a decimal number, out of hundredths of the currency. */
export const decimalOf = (hundredths: number, currency: string): string =>
  (hundredths / 100).toFixed(Math.min(2, placesOf(currency)))

/** Whether there are coins for it: half a yen cannot be paid. */
export const isPayable = (hundredths: number, currency: string): boolean =>
  Math.round(Number(decimalOf(hundredths, currency)) * 100) === hundredths
