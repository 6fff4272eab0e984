import type { OrderDraft } from '@proofroom/intake/paste'
import { blankItem, blankLine, blankOrder, type OrderValues } from '../orders/order-form.ts'

/** The usual form, filled with what a message seems to say. */
export function valuesOfDraft({ label, customer, items, dueOn }: OrderDraft): OrderValues {
  return {
    ...blankOrder(),
    customer: { name: customer.name, email: customer.email ?? '' },
    items:
      items.length === 0
        ? [blankItem()]
        : items.map((item) => ({ ...blankItem(), ...item, personalization: withOne(item.personalization) })),
    dueOn: dueOn ?? '',
    label: label ?? '',
  }
}

const withOne = <T>(lines: T[]) => (lines.length > 0 ? lines : [blankLine()])

/** Whether anything of the message found a place. */
export const isFound = ({ label, customer, items, dueOn }: OrderDraft): boolean =>
  label !== null || customer.name !== '' || customer.email !== null || items.length > 0 || dueOn !== null
