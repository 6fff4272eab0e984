type Price = { value: number; currency: string }

export const formatPrice = ({ value, currency }: Price): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(value)
