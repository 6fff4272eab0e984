import { beforeEach, describe, expect, it } from 'vitest'
import { Tally } from './tally.ts'

describe('the tally of a room', () => {
  let tally: Tally
  beforeEach(() => {
    tally = new Tally(3, 4)
  })

  it('is complete when every edit has reached everybody else', () => {
    tally.sentEdit(0, 100)
    expect(tally.missing(3)).toBe(2)
    tally.receivedEdit(1, 0, 0, 103)
    expect(tally.isComplete(3)).toBe(false)
    tally.receivedEdit(2, 0, 0, 105)
    expect(tally.isComplete(3)).toBe(true)
    expect(tally.reached).toEqual([3, 5])
  })

  it('counts nothing twice, and nobody’s own', () => {
    tally.sentEdit(0, 100)
    tally.receivedEdit(0, 0, 0, 101)
    tally.receivedEdit(1, 0, 0, 102)
    tally.receivedEdit(1, 0, 0, 109)
    expect(tally.missing(3)).toBe(1)
    expect(tally.reached).toEqual([2])
  })

  it('does not take one edit for another', () => {
    for (const at of [100, 200]) tally.sentEdit(0, at)
    for (const receiver of [1, 2]) tally.receivedEdit(receiver, 0, 1, 207)
    expect(tally.missing(3)).toBe(2)
    expect(tally.reached).toEqual([7, 7])
  })

  it('measures nothing of what was for warming up, and misses it all the same', () => {
    tally.sentEdit(0, Number.NaN)
    tally.receivedEdit(1, 0, 0, 500)
    expect(tally.reached).toEqual([])
    expect(tally.missing(3)).toBe(1)
  })

  it('wants everybody’s last cursor, not each of them', () => {
    tally.clocks[0] = 9
    tally.receivedCursor(1, 0, 4)
    tally.receivedCursor(1, 0, 9)
    tally.receivedCursor(2, 0, 8)
    expect(tally.missing(3)).toBe(1)
    tally.receivedCursor(2, 0, 9)
    expect(tally.isComplete(3)).toBe(true)
    expect(tally.cursors).toBe(4)
  })

  it('counts a cursor that was shown before no second time', () => {
    tally.clocks[0] = 2
    for (const clock of [1, 2, 2, 1]) tally.receivedCursor(1, 0, clock)
    expect(tally.cursors).toBe(2)
  })

  it('hears strangers, and leaves them out', () => {
    tally.receivedCursor(0, -5, 3)
    tally.receivedCursor(0, 77, 3)
    tally.receivedEdit(0, 77, 0, 1)
    expect([tally.cursors, tally.reached.length]).toEqual([0, 0])
  })

  it('asks only of those who are here what they have', () => {
    tally.edits[2] = 1
    expect(tally.missing(2)).toBe(2)
    tally.sentEdit(0, 0)
    tally.receivedEdit(1, 0, 0, 1)
    for (const receiver of [0, 1]) tally.receivedEdit(receiver, 2, 0, 1)
    expect(tally.isComplete(2)).toBe(true)
  })

  it('says so when somebody draws more than it can hold', () => {
    for (let i = 0; i < 4; i++) tally.sentEdit(1, 0)
    expect(() => tally.sentEdit(1, 0)).toThrow(RangeError)
  })
})
