import { beforeEach, describe, expect, test, vi } from 'vitest'
import { watchStuck } from './stuck.ts'

describe('a line', () => {
  const giveUp = vi.fn()
  let missing = watchStuck(giveUp)
  beforeEach(() => {
    vi.useFakeTimers()
    giveUp.mockReset()
    missing = watchStuck(giveUp)
    return () => vi.useRealTimers()
  })

  test('on which nothing is acknowledged is given up after a while', () => {
    missing(1)
    vi.advanceTimersByTime(10_000)
    missing(2)
    vi.advanceTimersByTime(4_999)
    expect(giveUp).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(giveUp).toHaveBeenCalledTimes(1)
  })

  test('that goes on acknowledging is not, however much is missing all the time', () => {
    for (let second = 0; second < 60; second += 10) {
      missing(5)
      vi.advanceTimersByTime(10_000)
      missing(4)
    }
    expect(giveUp).not.toHaveBeenCalled()
  })

  test('that has acknowledged everything is left alone', () => {
    missing(1)
    missing(0)
    vi.advanceTimersByTime(60_000)
    expect(giveUp).not.toHaveBeenCalled()
  })
})
