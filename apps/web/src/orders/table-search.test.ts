import { describe, expect, it } from 'vitest'
import { directionOf, filtersOf, isSameView, readOrdersSearch, searchText, sortedBy } from './table-search.ts'

describe('the table’s address', () => {
  it('keeps what it knows and leaves out the rest', () => {
    const read = readOrdersSearch({
      q: 2214,
      due: 'late',
      sort: 'mood',
      dueFrom: '2026-12-01',
      product: 'x',
      utm: '1',
      rush: 'no',
    })
    expect(read).toEqual({ q: '2214', due: 'late', dueFrom: '2026-12-01' })
    expect(searchText({ q: 'oak board', rush: 'yes' })).toBe('q=oak+board&rush=yes')
    expect(filtersOf({ q: 'x', sort: 'due', due: 'late', tag: 'y' })).toEqual(['due', 'tag'])
  })

  it('turns the other way round when its column is pressed again', () => {
    expect(sortedBy({}, 'due')).toEqual({ sort: 'due' })
    expect(sortedBy({ sort: 'due', tag: 'x' }, 'due')).toEqual({ sort: 'due', dir: 'desc', tag: 'x' })
    expect(sortedBy({ sort: 'due', dir: 'desc' }, 'placed')).toEqual({})
    expect(sortedBy({}, 'placed')).toEqual({ dir: 'asc' })
    expect([directionOf({}), directionOf({ sort: 'customer' })]).toEqual(['desc', 'asc'])
  })

  it('is the same view in whatever order it is said', () => {
    expect(isSameView({ due: 'late', sort: 'due' }, { sort: 'due', due: 'late' })).toBe(true)
    expect(isSameView({ due: 'late' }, { due: 'late', q: 'x' })).toBe(false)
  })
})
