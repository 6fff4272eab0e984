import { CreateOrderInput, type OrderDto, UpdateOrderInput } from '@proofroom/contract'

/** One form makes an order and changes one: there its items have ids. */
export const OrderFormInput = CreateOrderInput.extend({ items: UpdateOrderInput.shape.items.unwrap() })
export type OrderFormInput = ReturnType<typeof OrderFormInput.parse>

type LineValues = { name: string; value: string }
type ItemValues = {
  /** Of an item that is there; empty for a new one. */
  itemId: string
  title: string
  quantity: number | string
  productId: string
  personalization: LineValues[]
}

/** The form as the inputs hold it: strings, and empty where the contract says "left out". */
export type OrderValues = {
  customer: { name: string; email: string }
  items: ItemValues[]
  dueOn: string
  label: string
}

export const blankLine = (): LineValues => ({ name: '', value: '' })
export const blankItem = (): ItemValues => ({
  itemId: '',
  title: '',
  quantity: 1,
  productId: '',
  personalization: [blankLine()],
})
export const blankOrder = (): OrderValues => ({
  customer: { name: '', email: '' },
  items: [blankItem()],
  dueOn: '',
  label: '',
})

export function valuesOf(order: OrderDto): OrderValues {
  return {
    customer: { name: order.customer.name, email: order.customer.email ?? '' },
    items: order.items.map((item) => ({
      itemId: item.id,
      title: item.title,
      quantity: item.quantity,
      productId: item.productId ?? '',
      personalization:
        item.personalization.length > 0 ? item.personalization.map((line) => ({ ...line })) : [blankLine()],
    })),
    dueOn: order.dueOn ?? '',
    label: order.label,
  }
}

const written = ({ name, value }: LineValues) => name.trim() !== '' || value.trim() !== ''

/** Blank lines between written ones close up before checking, so that errors stand at the line they belong to. */
export function withoutGaps(items: ItemValues[]): ItemValues[] {
  return items.map((item) => {
    const kept = item.personalization.filter(written)
    const blanks = kept.length < item.personalization.length
    return { ...item, personalization: blanks ? [...kept, blankLine()] : kept }
  })
}

/** What the contract is asked to check. */
export function inputOf({ customer, items, dueOn, label }: OrderValues) {
  const email = customer.email.trim()
  return {
    customer: { name: customer.name, ...(email ? { email } : {}) },
    items: items.map(({ itemId, title, quantity, productId, personalization }) => ({
      ...(itemId && { id: itemId }),
      title,
      quantity: Number(quantity) || 0,
      ...(productId && { productId }),
      personalization: personalization.filter(written),
    })),
    dueOn: dueOn || null,
    ...(label.trim() ? { label } : {}),
  }
}
