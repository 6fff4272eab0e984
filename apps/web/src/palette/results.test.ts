import type { OrderRowDto } from '@proofroom/contract'
import { describe, expect, it } from 'vitest'
import { readRecent, rememberOrder } from './recent.ts'
import { groupsOf, matches } from './results.ts'

const row = (code: string, customerName: string): OrderRowDto => ({
  ...{ code, customerName, label: code.toUpperCase(), title: 'Walnut board', dueOn: null, due: null, proof: null },
  move: { mover: 'shop', reason: 'send_first_proof', since: '2026-11-20T09:00:00Z', phase: 'in_design' },
  ...{ openRequests: 0, firstRequest: null, thumb: null, createdAt: '2026-11-20T09:00:00Z' },
})
const acts = [
  { id: 'new', label: 'New order' },
  { id: 'out', label: 'Sign out' },
]
const idsOf = (groups: ReturnType<typeof groupsOf>) => groups.map(({ id, entries }) => [id, entries.map((e) => e.id)])

describe('what is found', () => {
  it('is asked for by the beginnings of words, in any order', () => {
    expect(matches('New order', ['or', 'ne'])).toBe(true)
    expect(matches('New order', ['der'])).toBe(false)
  })

  it('is, before anything is asked, the orders of late and all there is to do', () => {
    const recent = [{ code: 'a', label: 'A', customerName: 'Ruth', title: 'Board' }]
    expect(idsOf(groupsOf({ query: ' ', rows: [row('b', 'Ben')], recent, acts }))).toEqual([
      ['recent', ['order:a']],
      ['acts', ['act:new', 'act:out']],
    ])
  })

  it('names a customer once, with how many orders were found, and only by their own name', () => {
    const rows = [row('a', 'Ruth Hartley'), row('b', 'Ruth Hartley'), row('c', 'Ben Okonkwo')]
    const groups = groupsOf({ query: 'ruth', rows, recent: [], acts })
    expect(idsOf(groups)).toEqual([
      ['orders', ['order:a', 'order:b', 'order:c']],
      ['people', ['person:Ruth Hartley']],
    ])
    expect(groups[1]?.entries[0]).toMatchObject({ orders: 2 })
  })
})

describe('the orders of late', () => {
  const storage = (kept: Record<string, string> = {}) => ({
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value
    },
  })

  it('are the newest first, each once, a handful of each shop', () => {
    const store = storage()
    for (const code of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'b']) rememberOrder('shop', row(code, 'Ruth'), store)
    expect(readRecent('shop', store).map((one) => one.code)).toEqual(['b', 'g', 'f', 'e', 'd', 'c'])
    expect(readRecent('other', store)).toEqual([])
  })

  it('are none where something else was kept', () => {
    expect(readRecent('shop', storage({ 'proofroom.recent.shop': '{' }))).toEqual([])
    expect(readRecent('shop', storage({ 'proofroom.recent.shop': '[1]' }))).toEqual([])
  })
})
