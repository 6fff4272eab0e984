import { CreateOrderInput } from '@proofroom/contract'
import { describe, expect, it } from 'vitest'
import { blankOrder, inputOf, withoutGaps } from './order-form.ts'

const filled = () => {
  const values = blankOrder()
  values.customer.name = 'Ruth Hartley'
  values.items[0]!.title = 'Walnut serving board'
  values.items[0]!.personalization = [
    { name: 'Name', value: 'The Hartleys' },
    { name: '', value: ' ' },
  ]
  return values
}

describe('the order form', () => {
  it('leaves out what was left empty', () => {
    const values = filled()
    const parsed = CreateOrderInput.parse(inputOf({ ...values, items: withoutGaps(values.items) }))
    expect(parsed).toEqual({
      customer: { name: 'Ruth Hartley' },
      items: [
        { title: 'Walnut serving board', quantity: 1, personalization: [{ name: 'Name', value: 'The Hartleys' }] },
      ],
      dueOn: null,
    })
  })

  it('keeps a half-written line, so that its gap is told', () => {
    const values = filled()
    values.items[0]!.personalization = [{ name: '', value: 'est. 2019' }]
    const checked = CreateOrderInput.safeParse(inputOf({ ...values, items: withoutGaps(values.items) }))
    expect(checked.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['items.0.personalization.0.name'])
  })

  it('closes gaps and leaves one line to go on writing', () => {
    const [item] = withoutGaps([
      {
        ...{ itemId: '', title: 'Board', quantity: 1, productId: '' },
        personalization: [
          { name: '', value: '' },
          { name: 'Date', value: '2019' },
        ],
      },
    ])
    expect(item?.personalization).toEqual([
      { name: 'Date', value: '2019' },
      { name: '', value: '' },
    ])
  })

  it('asks who and what in the shop’s words', () => {
    const checked = CreateOrderInput.safeParse(inputOf(blankOrder()))
    const told = Object.fromEntries(checked.error?.issues.map((issue) => [issue.path.join('.'), issue.message]) ?? [])
    expect(told['customer.name']).toBe('Who is it for?')
    expect(told['items.0.title']).toBe('What did they buy?')
  })
})
