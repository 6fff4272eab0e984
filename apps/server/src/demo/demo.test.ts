import type { BoardDto, CustomerPageDto, MeDto, QueueDto, TimelineDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context, Platform } from '../platform/context.ts'
import { systemContext } from '../program.ts'
import { createIngest, type Ingest } from '../proofs/index.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import type { Visitor } from '../testing/visitor.ts'
import { demoLinks, makeDemo } from './index.ts'
import { dayAfter } from './times.ts'

let t: TestApp
let ingest: Ingest
let ctx: Context
let maya: Visitor
let path: string

beforeAll(async () => {
  t = await startTestApp({ config: { demo: true } })
  ingest = createIngest({ tmpDir: t.platform.files.incoming })
  ctx = systemContext(t.platform)
}, 60_000)
afterAll(async () => {
  ingest.close()
  await t.stop()
})

/** The same platform, until its process is killed at the n-th recorded event. */
function killedAt(event: number): Context {
  let recorded = 0
  const jobs: Platform['jobs'] = {
    ...t.platform.jobs,
    async react(tx, job) {
      if (++recorded === event) throw new Error('killed')
      await t.platform.jobs.react(tx, job)
    },
  }
  return { ...ctx, platform: { ...t.platform, jobs } }
}

const queue = () => maya.do<QueueDto>('GET', `${path}/queue`)

test('a first start that ends in the middle leaves nothing, and the next one makes the shop', async () => {
  await expect(makeDemo(killedAt(60), ingest)).rejects.toThrow('killed')
  expect(await demoLinks(ctx)).toBeNull()
  await makeDemo(ctx, ingest)
  expect(await demoLinks(ctx)).not.toBeNull()
  maya = t.visitor()
  const me = await maya.do<MeDto>('POST', '/api/auth/demo')
  expect(me.memberships.map(({ shop }) => shop.name)).toEqual(['Alder & Ink'])
  path = `/api/s/${me.memberships[0]?.shop.code}`
  // All its pictures are drawn twice.
}, 90_000)

test('another start makes nothing more, and gives the same links', async () => {
  const before = [await queue(), await demoLinks(ctx)]
  await makeDemo(ctx, ingest)
  expect([await queue(), await demoLinks(ctx)]).toEqual(before)
})

test('the queue has something of everything', async () => {
  const { yours, waiting, making, total } = await queue()
  const reasons = [...yours, ...waiting, ...making].map((row) => row.move.reason)
  expect([yours.length, waiting.length, making.length, total]).toEqual([10, 4, 5, 20])
  expect(new Set(reasons)).toEqual(
    new Set([
      'answer_requests',
      'send_first_proof',
      'send_proof',
      'start_making',
      'review',
      'ship',
      'decide',
      'open_proof',
      'finish_making',
    ]),
  )
  const today = dayAfter(0, new Date(), 'Europe/London')
  expect(yours.filter((row) => (row.dueOn ?? '') < today).map((row) => row.customerName)).toEqual(['George Tanaka'])
})

test('the board has cards in every column, and a stage that is full', async () => {
  const { columns, stages, cards } = await maya.do<BoardDto>('GET', `${path}/board`)
  expect(stages.map(({ name }) => name)).toEqual(['Cut', 'Engrave', 'Finish'])
  for (const { place, cards: count } of columns) expect(count, place).toBeGreaterThan(0)
  expect(columns.map(({ isFull }) => isFull)).toEqual([false, false, true, false, false, false])
  expect(cards.every((card) => card.product !== null || card.place === 'to_start')).toBe(true)
  expect(cards.filter(({ place }) => place !== 'to_start').every(({ thumb }) => thumb !== null)).toBe(true)
})

test('everything lies in the past, in the order in which it was done', async () => {
  const { yours, waiting, making } = await queue()
  for (const { code } of [...yours, ...waiting, ...making]) {
    const { entries } = await maya.do<TimelineDto>('GET', `${path}/orders/${code}/timeline`)
    const times = entries.map(({ at }) => Date.parse(at)).reverse()
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBeLessThan(Date.now())
    expect(entries.at(-1)?.kind).toBe('order.created')
  }
})

test('the customer’s link opens a proof that waits, with what was said about it', async () => {
  const links = await demoLinks(ctx)
  const ruth = t.visitor({ 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1' })
  const address = new URL(links?.customer ?? '').pathname
  expect((await ruth.ask('GET', address)).status).toBeLessThan(400)
  const code = address.slice('/c/'.length).split('.')[0]
  const { proof } = await ruth.do<CustomerPageDto>('GET', `/api/c/${code}`)
  const out = proof?.versions.at(-1)
  expect([out?.number, out?.state, out?.pages.map((page) => page.name)]).toEqual([3, 'sent', ['Front', 'Back']])
  expect(proof?.requests.map(({ number, state }) => [number, state])).toEqual([
    [1, 'fixed'],
    [2, 'done'],
    [3, 'fixed'],
  ])
  expect(proof?.people.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Maya Okafor', 'Ruth Hartley', 'Carol Hartley']),
  )
})

test('nothing is made when it is turned off, or where a database of one’s own is used', async () => {
  const other = await startTestApp()
  const none = systemContext(other.platform)
  await makeDemo(none, ingest)
  const { config } = other.platform
  await makeDemo(
    { ...none, platform: { ...other.platform, config: { ...config, demo: true, databaseUrl: 'postgres://x' } } },
    ingest,
  )
  const empty = { ...none, platform: { ...other.platform, config: { ...config, demo: true } } }
  expect(await demoLinks(empty)).toBeNull()
  await other.stop()
})
