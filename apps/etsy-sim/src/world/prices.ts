import type { Money, Receipt } from './shapes.ts'

export function goodsOf({ transactions, shippingCost }: Receipt): Money {
  const amount = transactions.reduce((sum, { price, quantity }) => sum + price.amount * quantity, 0)
  return { ...shippingCost, amount }
}

export function totalOf(receipt: Receipt): Money {
  const goods = goodsOf(receipt)
  return { ...goods, amount: goods.amount + receipt.shippingCost.amount }
}
