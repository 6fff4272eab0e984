import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Listening, listen } from './listen.ts'
import { eventually, SILENT } from './testing/index.ts'
import { type FaultProxy, proxyTo } from './testing/proxy.ts'

const LISTENER = { saying: 'proofroom-listen' }

let database: TestDatabase
let network: FaultProxy
let voice: postgres.Sql
let listening: Listening
let heard: string[]
let gaps: number

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  ;[heard, gaps] = [[], 0]
  network = await proxyTo(database.url)
  voice = postgres(database.url, { max: 1 })
  listening = listen({
    ...{ url: network.url, log: SILENT, channel: 'news', pulseMs: 100 },
    onPayload: (payload) => heard.push(payload),
    async onGap() {
      gaps++
    },
  })
  await listening.ready
})
afterEach(async () => {
  network.close()
  await listening.stop()
  await voice.end()
})

test('what is announced is heard, and its own pulse is nobody’s news', async () => {
  await voice.notify('news', 'one')
  await eventually(() => expect(heard).toEqual(['one']))
  expect(gaps).toBe(0)
})

test('an ear that died without a word is given up for another one, and what was missed is looked up', async () => {
  network.lose(LISTENER)
  await eventually(() => expect(gaps).toBeGreaterThan(0))
  network.up()
  await eventually(async () => {
    await voice.notify('news', 'after')
    expect(heard).toContain('after')
  })
})

test('while nothing can be heard at all, it is looked up again and again', async () => {
  network.hold(LISTENER)
  await eventually(() => expect(gaps).toBeGreaterThan(2))
})
