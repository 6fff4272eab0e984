import { expect, test } from 'vitest'
import { budgetOf, Limiter } from './limiter.ts'

/** Time that passes only where somebody waits. */
function clock() {
  let now = 0
  return {
    now: () => now,
    async wait(ms: number) {
      // Whoever was let go is gone by then.
      await new Promise(setImmediate)
      now += ms
    },
  }
}

async function timesOf(limiter: Limiter, now: () => number, shops: string[]): Promise<[string, number][]> {
  const went: [string, number][] = []
  await Promise.all(shops.map((shop) => limiter.turn(shop).then(() => went.push([shop, now()]))))
  return went
}

const NOTHING = { perSecond: null, remainingThisSecond: null, perDay: null, remainingToday: null }

test('never more in a second than Etsy allows, whatever second is looked at', async () => {
  const { now, wait } = clock()
  const limiter = new Limiter({ perSecond: 3, now, wait })
  const times = (
    await timesOf(
      limiter,
      now,
      Array.from({ length: 20 }, () => 'a'),
    )
  ).map(([, at]) => at)
  expect(times).toHaveLength(20)
  for (const at of times) expect(times.filter((one) => one >= at && one < at + 1000).length).toBeLessThanOrEqual(3)
  expect(Math.max(...times)).toBe(6000)
})

test('shops take turns: a large import keeps nobody waiting', async () => {
  const { now, wait } = clock()
  const limiter = new Limiter({ perSecond: 2, now, wait })
  const went = await timesOf(limiter, now, [...Array.from({ length: 10 }, () => 'large'), 'small', 'small'])
  const places = went.flatMap(([shop], i) => (shop === 'small' ? [i] : []))
  expect(Math.max(...places)).toBeLessThanOrEqual(5)
})

test('what the headers say is the limit from then on', async () => {
  const { now, wait } = clock()
  const limiter = new Limiter({ perSecond: 1, now, wait })
  limiter.heard({ ...NOTHING, perSecond: 10 })
  const times = await timesOf(
    limiter,
    now,
    Array.from({ length: 10 }, () => 'a'),
  )
  expect(Math.max(...times.map(([, at]) => at))).toBe(0)
})

test('who else uses the key has its share of the second', async () => {
  const { now, wait } = clock()
  const limiter = new Limiter({ perSecond: 10, now, wait })
  limiter.heard({ ...NOTHING, perSecond: 10, remainingThisSecond: 4 })
  const times = await timesOf(
    limiter,
    now,
    Array.from({ length: 10 }, () => 'a'),
  )
  expect(times.filter(([, at]) => at === 0)).toHaveLength(4)
})

test('each call goes at the moment that was reserved for it among all who use the key', async () => {
  let free = 0
  // Two who wait at once wait for the same moment, not one after the other.
  let time = 0
  const now = () => time
  const wait = async (ms: number) => {
    const until = time + ms
    await new Promise(setImmediate)
    time = Math.max(time, until)
  }
  const reserve = async (perSecond: number) => {
    const at = Math.max(free, now())
    free = at + 1000 / perSecond
    return at - now()
  }
  const two = [1, 2].map(() => new Limiter({ perSecond: 4, now, wait, reserve }))
  const times = (await Promise.all(two.map((limiter) => timesOf(limiter, now, ['a', 'a', 'a', 'a'])))).flat()
  for (const [, at] of times)
    expect(times.filter(([, one]) => one >= at && one < at + 1000).length).toBeLessThanOrEqual(4)
})

test('asked to wait, everybody does', async () => {
  const { now, wait } = clock()
  const limiter = new Limiter({ now, wait })
  limiter.pause(7_000)
  const times = await timesOf(limiter, now, ['a', 'b'])
  expect(times.map(([, at]) => at)).toEqual([7_000, 7_000])
})

test('a day’s last calls are kept for what people wait for', () => {
  const limiter = new Limiter()
  expect(limiter.isScarce).toBe(false)
  limiter.heard({ ...NOTHING, perDay: 5_000, remainingToday: 251 })
  expect(limiter.isScarce).toBe(false)
  limiter.heard({ ...NOTHING, perDay: 5_000, remainingToday: 250 })
  expect(limiter.isScarce).toBe(true)
})

test('the budget is read from the headers, also from the one whose name is cut off', () => {
  const headers = new Headers({ 'x-limit-per-second': '10', 'x-remaining-this-secon': '4', 'x-limit-per-day': 'many' })
  expect(budgetOf(headers)).toEqual({ perSecond: 10, remainingThisSecond: 4, perDay: null, remainingToday: null })
})

test('what was heard of the day is forgotten: otherwise whoever waits for better news never asks again', () => {
  let now = 0
  const limiter = new Limiter({ now: () => now })
  limiter.heard({ ...NOTHING, perDay: 5_000, remainingToday: 0 })
  expect(limiter.isScarce).toBe(true)
  now = 11 * 60_000
  expect(limiter.isScarce).toBe(false)
})

test('a long pause refuses those who wait and those who come, and is over when it is over', async () => {
  const { now, wait } = clock()
  const limiter = new Limiter({ perSecond: 1, now, wait })
  const waiting = Promise.allSettled([limiter.turn('a'), limiter.turn('a'), limiter.turn('b')])
  limiter.pause(3_600_000)
  await expect(limiter.turn('c')).rejects.toMatchObject({ code: 'etsy.limited', retryAfterMs: 3_600_000 })
  expect((await waiting).filter(({ status }) => status === 'rejected')).toHaveLength(2)
  await wait(3_600_000)
  await limiter.turn('c')
})
