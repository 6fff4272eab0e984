import { expect, test } from 'vitest'
import { createInOrder } from './in-order.ts'

test('what was asked for last begins last, however long the others take', async () => {
  const order = createInOrder()
  const done: string[] = []
  const first = Promise.withResolvers<void>()
  const acts = [
    order.add(() => first.promise.then(() => done.push('first'))),
    order.add(async () => done.push('second')),
  ]
  await Promise.resolve()
  expect(done).toEqual([])
  first.resolve()
  await Promise.all(acts)
  expect(done).toEqual(['first', 'second'])
})

test('one that fails is told to whoever waits, and keeps none of the others from their turn', async () => {
  const order = createInOrder()
  const failing = order.add(() => Promise.reject(new Error('Away')))
  const after = order.add(async () => 'saved')
  await expect(order.settled()).rejects.toThrow('Away')
  await expect(failing).rejects.toThrow('Away')
  expect(await after).toBe('saved')
  // It was told; it does not stand in the way of the next.
  await order.settled()
})
