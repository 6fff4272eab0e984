import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import * as encoding from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { TYPE } from './frames.ts'
import { type Client, eventually, grantOf, Stage, saved } from './testing/index.ts'

let database: TestDatabase
let stage: Stage

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  stage = await Stage.open(database)
})
afterEach(() => stage.close())

/** A socket without a provider; `code` is there once it is closed. */
async function rawSocket(): Promise<{ socket: WebSocket; code(): number | null }> {
  const socket = new WebSocket(stage.server.url)
  let closed: number | null = null
  socket.on('close', (code) => {
    closed = code
  })
  socket.on('error', () => {})
  await new Promise<void>((resolve) => socket.once('open', () => resolve()))
  return { socket, code: () => closed }
}

function tokenFrame(room: string, ticket: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, room)
  encoding.writeVarUint(encoder, TYPE.auth)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarString(encoder, ticket)
  return encoding.toUint8Array(encoder)
}

async function worksBetween(one: Client, other: Client): Promise<void> {
  const id = one.comment('Undisturbed.')
  await saved(one)
  await eventually(() => expect(other.reads(one.actorId, id)).toBe('Undisturbed.'))
  expect([...one.closes, ...other.closes]).toEqual([])
}

/** Bytes that begin like a frame for the room, or like nothing. */
function garbage(random: () => number): Uint8Array {
  const bytes = Buffer.from(Array.from({ length: 1 + Math.floor(random() * 60) }, () => Math.floor(random() * 256)))
  if (random() < 0.5) return bytes
  const name = Buffer.from(stage.seeded.room)
  return Buffer.concat([Buffer.from([name.length]), name, Buffer.from([Math.floor(random() * 11)]), bytes])
}

test('a thousand malformed frames end their sockets, and nothing else', async () => {
  const seed = Date.now() % 1e9
  console.log(`seed ${seed}`)
  let state = seed
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  for (let round = 0; round < 20; round++) {
    const { socket } = await rawSocket()
    for (let i = 0; i < 50; i++) socket.send(garbage(random))
    socket.close()
  }
  await worksBetween(ruth, maker)
  await eventually(() => expect(stage.server.live.metrics().connections).toBe(2))
})

test('malformed frames of somebody who was let in end their socket only', async () => {
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  const name = Buffer.from(stage.seeded.room)
  const bodies = [[TYPE.sync, 9], [TYPE.sync, 2, 5, 1], [TYPE.sync, 2, 2, 255, 255], [TYPE.awareness, 3, 9, 9], [99]]
  for (const body of bodies) {
    const evil = await stage.join()
    evil.socket.webSocket?.send(Buffer.concat([Buffer.from([name.length]), name, Buffer.from(body)]))
    await eventually(() => expect(evil.closes.length).toBeGreaterThan(0))
    evil.leave()
  }
  await worksBetween(ruth, maker)
})

test('text and giant frames end the socket', async () => {
  const text = await rawSocket()
  text.socket.send('hello')
  await eventually(() => expect(text.code()).toBe(1003))
  expect(stage.server.violations).toEqual([{ room: null, shopId: null, actorId: null, code: 'frame.malformed' }])
  expect(stage.server.live.metrics().refusals).toBe(1)
  const giant = await rawSocket()
  giant.socket.send(Buffer.alloc(9 * 1024 * 1024))
  await eventually(() => expect(giant.code()).not.toBeNull())
})

test('a reader that does not read is cut, and the others go on', async () => {
  await stage.server.stop()
  stage = await Stage.open(database, { limits: { bufferedBytes: 64 * 1024 } })
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  const { socket, code } = await rawSocket()
  socket.send(tokenFrame(stage.seeded.room, await stage.ticket(grantOf())))
  await new Promise<void>((resolve) => socket.once('message', () => resolve()))
  socket.pause()
  await eventually(async () => {
    for (let i = 0; i < 40; i++) ruth.comment('x'.repeat(4_000))
    await saved(ruth)
    expect(stage.server.live.metrics().connections).toBe(2)
  }, 20_000)
  socket.resume()
  await eventually(() => expect(code()).toBe(1006))
  await worksBetween(ruth, maker)
})

test('pings whose answers nobody reads end the socket', async () => {
  const { socket } = await rawSocket()
  await eventually(() => expect(stage.server.live.metrics().connections).toBe(1))
  socket.pause()
  await eventually(() => {
    for (let i = 0; i < 2_000; i++) socket.ping(Buffer.alloc(125))
    expect(stage.server.live.metrics().connections).toBe(0)
  }, 20_000)
})
