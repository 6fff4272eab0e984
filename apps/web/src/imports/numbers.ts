/** "6,009": as the rest of the app writes. */
export const formatNumber = (value: number): string => new Intl.NumberFormat('en-GB').format(value)
