import { beforeEach, describe, expect, test, vi } from 'vitest'
import { keepPending } from './pending.ts'

const MARK = 'ruth/mark'
const OTHER = 'ruth/other'

/** A page that opens the room and finds these of its own in the device's copy. */
async function open(...inCopy: string[]) {
  const pending = keepPending('ruth:p:v2', true)
  await pending.reconsider(async () => inCopy)
  return pending
}

describe('what is pending', () => {
  beforeEach(() => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    })
    return () => vi.unstubAllGlobals()
  })

  test('stays so across a reload, until everything is acknowledged', async () => {
    const before = await open()
    before.add(MARK)
    before.add(MARK)
    const after = await open(MARK, OTHER)
    expect([after.has(MARK), after.has(OTHER), after.count()]).toEqual([true, false, 1])
    after.settle()
    expect((await open(MARK, OTHER)).count()).toBe(0)
  })

  test('is also an entry that is not there any more: its deletion was not sent', async () => {
    const before = await open()
    before.add(MARK)
    expect((await open()).has(MARK)).toBe(true)
  })

  test('is everything, as long as nothing is known', async () => {
    expect((await open(MARK, OTHER)).count()).toBe(2)
  })

  test('is nothing of what others’ devices have brought, once this one was up to date', async () => {
    const before = await open()
    before.settle()
    expect((await open(MARK)).count()).toBe(0)
  })

  test('of one tab is not taken out by another one that has not got it', async () => {
    const [one, two] = [await open(), await open()]
    one.add(MARK)
    two.add(OTHER)
    two.settle()
    const next = await open(MARK, OTHER)
    expect([next.has(MARK), next.has(OTHER)]).toEqual([true, false])
  })

  test('of one tab is taken out by another one that read it, but not what was changed since', async () => {
    const one = await open()
    one.add(MARK)
    one.add(OTHER)
    const two = await open(MARK, OTHER)
    one.add(MARK)
    two.settle()
    const next = await open(MARK, OTHER)
    expect([next.has(MARK), next.has(OTHER)]).toEqual([true, false])
  })

  test('is what another tab changes while the copy is read, and that stays its own', async () => {
    const one = await open()
    one.settle()
    const two = keepPending('ruth:p:v2', true)
    await two.reconsider(async () => {
      one.add(MARK)
      expect(two.has(MARK)).toBe(true)
      return [MARK]
    })
    expect(two.has(MARK)).toBe(true)
    two.settle()
    expect((await open(MARK)).has(MARK)).toBe(true)
  })

  test('is not what was acknowledged while the copy was read', async () => {
    const one = await open()
    one.add(MARK)
    const two = keepPending('ruth:p:v2', true)
    await two.reconsider(async () => {
      one.settle()
      return [MARK]
    })
    expect(two.has(MARK)).toBe(false)
  })
})
