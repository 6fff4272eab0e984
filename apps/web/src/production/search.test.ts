import { expect, test } from 'vitest'
import { filtersIn, readBoardSearch, withoutFilters } from './search.ts'

test('an address says what is shown, and nothing that nobody understands', () => {
  expect(readBoardSearch({ q: 'oak', late: 'true', rush: true, group: 'due', at: 'ready', tag: 7 })).toEqual({
    ...{ q: 'oak', late: true, rush: true, group: 'due', at: 'ready', tag: '7' },
  })
  expect(readBoardSearch({ q: '', late: 'yes', rush: 0, group: 'mood', who: { id: 1 } })).toEqual({})
  expect(readBoardSearch({ group: 'answer:Wood' })).toEqual({ group: 'answer:Wood' })
})

test('taking the filters away leaves how it is arranged', () => {
  const search = readBoardSearch({ q: 'oak', who: 'me', group: 'due', at: 'ready' })
  expect(filtersIn(search)).toBe(2)
  expect(withoutFilters(search)).toEqual({ group: 'due', at: 'ready' })
  expect(filtersIn(withoutFilters(search))).toBe(0)
})
