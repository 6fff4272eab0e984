import { inTransaction } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { PgBoss } from 'pg-boss'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLog } from '../log.ts'
import { type Jobs, openJobs } from './jobs.ts'

let database: TestDatabase
let opened: Jobs[]
beforeEach(async () => {
  database = await createTestDatabase()
  opened = []
})
afterEach(async () => {
  for (const jobs of opened) await jobs.stop()
  await database.drop()
})

const log = createLog('error', { write() {} })
const open = async (run: (data: { n: number }) => Promise<void>) => {
  const jobs = await openJobs({ url: database.url, log, reactions: [], tasks: [{ name: 'count', run }], runs: true })
  opened.push(jobs)
  return jobs
}

test('a job waits for its transaction, and is lost with it', async () => {
  const seen: number[] = []
  const jobs = await open(async ({ n }) => void seen.push(n))
  await jobs.work()
  const undone = inTransaction(database.db, {}, async (tx) => {
    await jobs.send('count', { n: 1 }, tx)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await inTransaction(database.db, {}, async (tx) => {
    await jobs.send('count', { n: 2 }, tx)
    expect(seen).toEqual([])
  })
  await vi.waitFor(() => expect(seen).toEqual([2]), 20_000)
})

test('many from one transaction run one after the other, without a pause between them', async () => {
  const seen: number[] = []
  const jobs = await open(async ({ n }) => void seen.push(n))
  await jobs.work()
  const wanted = Array.from({ length: 60 }, (_, n) => n)
  await inTransaction(database.db, {}, async (tx) => {
    for (const n of wanted) await jobs.send('count', { n }, tx)
  })
  // Looked for once a second, they would take a minute.
  await vi.waitFor(() => expect(seen).toEqual(wanted), 20_000)
})

test('what was queued while nobody worked is found', async () => {
  const seen: number[] = []
  const jobs = await open(async ({ n }) => void seen.push(n))
  await jobs.send('count', { n: 1 })
  await jobs.work()
  await vi.waitFor(() => expect(seen).toEqual([1]), 20_000)
})

test('the end waits for what runs', async () => {
  const seen: string[] = []
  let release = () => {}
  const jobs = await open(async () => {
    seen.push('begun')
    await new Promise<void>((resolve) => {
      release = resolve
    })
    seen.push('done')
  })
  await jobs.work()
  await jobs.send('count', { n: 1 })
  await vi.waitFor(() => expect(seen).toEqual(['begun']), 20_000)
  const stopped = jobs.stop().then(() => seen.push('stopped'))
  release()
  await stopped
  expect(seen).toEqual(['begun', 'done', 'stopped'])
})

test('a queue that an older version made tells its workers from now on', async () => {
  const older = new PgBoss({ connectionString: database.url, supervise: false, schedule: false })
  await older.start()
  await older.createQueue('count')
  expect(await older.getQueue('count')).toMatchObject({ notify: false })
  await open(async () => {})
  expect(await older.getQueue('count')).toMatchObject({ notify: true })
  await older.stop({ graceful: false })
})
