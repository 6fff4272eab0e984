import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { freePort, kill, startServer } from '../../../trials/server.ts'
import { Client, eventually, grantOf, saved, seedRoom } from './testing/index.ts'
import { type SeededRoom, ticketFor } from './testing/seed.ts'

// Real processes, started as an installation starts them.

let database: TestDatabase
let folder: string
let seeded: SeededRoom
const started: Awaited<ReturnType<typeof startServer>>[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'proofroom-failover-'))
  seeded = await seedRoom(database.db)
})
afterAll(async () => {
  await Promise.all(started.map(kill))
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

async function start(roles: string) {
  const port = await freePort()
  const entry = new URL('../../main.ts', import.meta.url).pathname
  const server = await startServer({
    entry,
    port,
    databaseUrl: database.url,
    dataDir: join(folder, String(port)),
    roles,
  })
  started.push(server)
  return { server, http: `http://127.0.0.1:${port}`, live: `ws://127.0.0.1:${port}/live` }
}

function person(url: string): Client {
  const grant = grantOf()
  return new Client({ url, room: seeded.room, grant, ticket: () => ticketFor(database.db, seeded, grant) })
}

test('a process dies mid-edit: its people go on at another, nothing is lost and nobody is refused', async () => {
  const [one, two] = await Promise.all([start('live'), start('live')])
  const movers = [person(one.live), person(one.live)]
  const stays = person(two.live)
  await saved(...movers, stays)
  const said: [Client, string][] = []
  const pen = setInterval(() => {
    for (const client of [...movers, stays]) said.push([client, client.comment(`Mark ${said.length}`)])
  }, 20)
  try {
    await eventually(() => expect(said.length).toBeGreaterThan(60))
    for (const { socket } of movers) socket.on('close', () => Object.assign(socket.configuration, { url: two.live }))
    await kill(one.server)
    const killed = performance.now()
    await eventually(() => {
      for (const { closes, provider } of movers) {
        expect(closes.length).toBeGreaterThan(0)
        expect([provider.isAuthenticated, provider.synced]).toEqual([true, true])
      }
    })
    expect(performance.now() - killed).toBeLessThan(5_000)
  } finally {
    clearInterval(pen)
  }
  await saved(...movers, stays)
  const newcomer = person(two.live)
  await saved(newcomer)
  expect(said.filter(([{ actorId }, id]) => newcomer.reads(actorId, id) === null)).toEqual([])
  expect([...movers, stays].flatMap(({ closes }) => closes).filter((code) => code === 4422)).toEqual([])
  for (const client of [...movers, stays, newcomer]) client.leave()
}, 60_000)

test('a process does what its roles say: live rooms without pages, pages without live rooms', async () => {
  const [live, api] = await Promise.all([start('live'), start('api')])
  const status = async (url: string) => (await fetch(url)).status
  for (const { http } of [live, api]) {
    for (const path of ['/healthz', '/metrics']) expect(await status(http + path)).toBe(200)
  }
  expect(await status(`${live.http}/`)).toBe(404)
  expect(await status(`${live.http}/api/me`)).toBe(404)
  expect(await status(`${api.http}/api/me`)).toBe(401)
  expect(await upgrade(api.live)).toBe(404)
  const ruth = person(live.live)
  await saved(ruth)
  ruth.leave()
}, 60_000)

/** The status that a socket is refused with. */
function upgrade(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.on('error', () => {})
    socket.on('open', () => reject(new Error('The socket was opened.')))
    socket.on('unexpected-response', (_request, { statusCode }) => {
      socket.terminate()
      resolve(statusCode)
    })
  })
}
