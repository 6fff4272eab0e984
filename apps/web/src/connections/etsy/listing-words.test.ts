import { expect, test } from 'vitest'
import { changeOf, differing, formOf, listOf } from './listing-words.ts'

const seen = { title: 'Oak board', description: 'Oiled\ntwice', tags: ['oak', 'for mum'], materials: [] }

test('what was not touched is not sent', () => {
  expect(changeOf(seen, formOf(seen))).toEqual({})
  expect(changeOf(seen, { ...formOf(seen), title: ' Oak board ', tags: 'oak,for mum, ' })).toEqual({})
})

test('what is different is sent, and nothing beside it', () => {
  const form = { ...formOf(seen), tags: 'oak', materials: 'Oak, Linseed oil' }
  expect(changeOf(seen, form)).toEqual({ tags: ['oak'], materials: ['Oak', 'Linseed oil'] })
  expect(changeOf(seen, { ...formOf(seen), tags: '' })).toEqual({ tags: [] })
})

test('commas make a list, however they are spaced', () => {
  expect(listOf(' a , b c,,d ')).toEqual(['a', 'b c', 'd'])
})

test('where somebody else wrote is named', () => {
  expect(differing(seen, { ...seen, tags: ['oak'], title: 'Board' })).toEqual(['title', 'tags'])
})
