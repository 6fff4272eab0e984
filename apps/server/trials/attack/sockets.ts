import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import * as encoding from 'lib0/encoding'
import { grantOf } from '../../src/proofs/live/testing/seed.ts'
import { until } from '../until.ts'
import { type Attack, type Tally, tally } from './attack.ts'
import { asNew, comment, materialsOf } from './forgery.ts'
import { authFrame, frame, NO_STATE, syncFrame } from './frames.ts'
import { anyAddress, type Intruder } from './intruder.ts'
import type { Stage } from './stage.ts'

const KEY = Buffer.from('sixteen bytes ok').toString('base64')
const MASKED = 0x80

/** A TCP connection that has said this much of an upgrade. */
async function line(stage: Stage, headers: string[], path = '/live', tail = '\r\n'): Promise<Socket> {
  const socket = connect(stage.scene.port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  const own = ['Host: localhost', `X-Forwarded-For: ${anyAddress()}`, 'Upgrade: websocket', 'Connection: Upgrade']
  const all = [...own, 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${KEY}`, ...headers]
  socket.write(`GET ${path} HTTP/1.1\r\n${all.join('\r\n')}\r\n${tail}`)
  return socket
}

async function statusOf(stage: Stage, headers: string[], path?: string): Promise<string> {
  const socket = await line(stage, headers, path)
  const [data] = (await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => [''])])) as [
    Buffer | string,
  ]
  socket.destroy()
  return String(data).split(' ')[1] ?? 'closed'
}

const isGone = (socket: Socket, ms?: number) => until(() => socket.destroyed || socket.readableEnded, ms)

const ORIGINS = ['https://elsewhere.example', 'null', 'http://localhost.elsewhere.example', 'file://', 'x']

const wrongOrigin = (stage: Stage) =>
  tally(ORIGINS.map(async (origin) => (await statusOf(stage, [`Origin: ${origin}`])) === '403'))

const wrongPath = (stage: Stage) =>
  tally(
    ['/live/../live2', '//', '/livex', '/LIVE', '/live%00'].map(
      async (path) => (await statusOf(stage, [], path)) !== '101',
    ),
  )

/** Bytes after the upgrade that are no WebSocket frame. */
const BROKEN = [
  [0x82, 0x01, 0x00],
  [0xf2, MASKED | 1, 0, 0, 0, 0, 0],
  [0x83, MASKED | 1, 0, 0, 0, 0, 0],
  [0x82, MASKED | 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0],
  [0x89, MASKED | 126, 0x10, 0x00, 0, 0, 0, 0],
  [0x80, MASKED | 1, 0, 0, 0, 0, 0],
]

async function brokenFraming(stage: Stage): Promise<Tally> {
  const tries = BROKEN.map(async (bytes) => {
    const socket = await line(stage, [])
    await once(socket, 'data')
    socket.write(Buffer.from(bytes))
    socket.resume()
    return isGone(socket)
  })
  return tally(tries)
}

async function text(stage: Stage): Promise<Tally> {
  const stranger = stage.raw()
  await stranger.open()
  stranger.socket.send('hello')
  const known = await stage.intruder()
  known.socket.send(JSON.stringify({ type: 'sync' }))
  return tally([stranger, known].map(async (one) => (await one.closed()) && one.code === 1003))
}

async function giantFrame(stage: Stage): Promise<Tally> {
  const intruder = await stage.intruder()
  intruder.send(new Uint8Array(9 * 1024 * 1024))
  return tally([intruder.closed()])
}

/** What only a server says, and what no one says. */
async function serversWords(stage: Stage): Promise<Tally> {
  const tries = [5, 6, 8, 9, 10, 11, 250].map(async (type) => {
    const intruder = await stage.intruder()
    intruder.send(frame(intruder.room, type, (out) => encoding.writeVarString(out, 'version.closed')))
    return (await intruder.closed()) && (await stage.isRecorded(intruder))
  })
  return tally(tries)
}

async function beforeAuthentication(stage: Stage): Promise<Tally> {
  const m = materialsOf(stage, await stage.intruder())
  const update = asNew(m, { any: [comment('x')], root: m.root, key: 'k' })
  const stranger = stage.raw()
  await stranger.open()
  for (let i = 0; i < 2_000; i++) stranger.say(update, 'step2')
  const large = stage.raw()
  await large.open()
  for (let i = 0; i < 3; i++) large.say(new Uint8Array(3 * 1024 * 1024), 'step2')
  await pause(500)
  return tally(
    [stranger, large].map(async (one) => !one.isIn && one.written + one.unwritten === 0 && one.doc.share.size === 0),
  )
}

/** Many sockets at once, each with a ticket that is none. */
async function authFlood(stage: Stage): Promise<Tally> {
  const strangers = Array.from({ length: stage.scene.quick ? 60 : 300 }, () => stage.raw())
  await Promise.all(strangers.map((one) => one.open()))
  for (const one of strangers) {
    for (let i = 0; i < 20; i++) one.send(authFrame(one.room, `${stage.seeded.shopId}.${'x'.repeat(31)}${i % 10}`))
  }
  return tally(strangers.map((one) => one.closed(20_000)))
}

/** More sockets than one address may have. */
async function manySockets(stage: Stage): Promise<Tally> {
  const headers = { 'x-forwarded-for': anyAddress() }
  const strangers = Array.from({ length: 550 }, () => stage.raw(grantOf(), headers))
  const opened = await Promise.all(strangers.map((one) => one.open()))
  for (const one of strangers) one.leave()
  return { tries: 1, refused: opened.filter(Boolean).length <= 500 ? 1 : 0 }
}

/** Stops reading and keeps asking for the whole room: what waits for them is held in the server's memory. */
async function slowReader(stage: Stage, ask: (intruder: Intruder) => void): Promise<Tally> {
  const intruder = await stage.intruder()
  const m = materialsOf(stage, intruder)
  const large = Array.from({ length: 60 }, (_, i) => ({
    any: [comment('x'.repeat(3_900))],
    root: m.root,
    key: `k${i}`,
  }))
  intruder.say(asNew(m, ...large))
  await until(() => intruder.written > 0)
  intruder.socket.pause()
  const connections = () => stage.scene.metric('proofroom_participants')
  const before = await connections()
  const isCut = await until(async () => {
    for (let i = 0; i < 40; i++) ask(intruder)
    return (await connections()) < before
  }, 30_000)
  intruder.socket.resume()
  return { tries: 1, refused: isCut ? 1 : 0 }
}

/** Pings are answered by the socket itself, whoever sends them, and the answers wait, too. */
async function unreadPongs(stage: Stage): Promise<Tally> {
  const intruder = stage.raw()
  await intruder.open()
  intruder.socket.pause()
  const before = await stage.scene.metric('process_resident_memory_bytes')
  const connections = await stage.scene.metric('proofroom_participants')
  const isCut = await until(async () => {
    for (let i = 0; i < 5_000; i++) intruder.socket.ping(Buffer.alloc(120))
    await pause(1)
    return (await stage.scene.metric('proofroom_participants')) < connections
  }, 15_000)
  const grown = (await stage.scene.metric('process_resident_memory_bytes')) - before
  return { tries: 1, refused: isCut && grown < 128 * 1024 * 1024 ? 1 : 0 }
}

/** Half a request, half a frame, a ticket and then silence: they may stay a while, and nobody minds. */
async function halfOpen(stage: Stage): Promise<Tally> {
  const half = await Promise.all(Array.from({ length: 100 }, () => line(stage, [], '/live', '')))
  const framed = await Promise.all(Array.from({ length: 50 }, () => line(stage, [])))
  for (const socket of framed) socket.write(Buffer.from([0x82, MASKED | 126, 0xff, 0xff, 1, 2, 3, 4, 5]))
  const silent = await Promise.all(Array.from({ length: 20 }, () => stage.intruder()))
  const newcomer = await stage.welcome()
  newcomer.act()
  const isFine = await until(() => newcomer.client.isSaved)
  for (const socket of [...half, ...framed]) socket.destroy()
  return { tries: 1, refused: isFine && silent.every(({ code }) => code === null) ? 1 : 0 }
}

/** State vectors that lie: of nobody, of everything, without an end. The answer may be nothing; the room must not change. */
const VECTORS = [[0], [1, 1, 0], [1, 231, 7, 255, 255, 255, 255, 7], [255, 255, 255, 255, 15], [2, 1], []]

async function staleVectors(stage: Stage): Promise<Tally> {
  const tries = VECTORS.map(async (vector) => {
    const intruder = await stage.intruder()
    for (let i = 0; i < 20; i++) intruder.send(syncFrame(intruder.room, 'step1', Uint8Array.from(vector)))
    const again = await stage.intruder()
    return again.isSynced && (intruder.code === null || intruder.code >= 1000)
  })
  return tally(tries)
}

const askForRoom = (one: Intruder) => one.send(syncFrame(one.room, 'step1', NO_STATE))

export const SOCKETS: Attack[] = [
  { kind: "another site's page", run: wrongOrigin },
  { kind: 'other addresses than the rooms’', run: wrongPath },
  { kind: 'broken WebSocket framing', run: brokenFraming },
  { kind: 'text frames', run: text },
  { kind: 'a frame of nine megabytes', run: giantFrame },
  { kind: 'words that only a server says', run: serversWords },
  { kind: 'frames before authentication', run: beforeAuthentication },
  { kind: 'a flood of tickets', run: authFlood },
  { kind: 'more sockets than one address may have', slow: true, run: manySockets },
  { kind: 'a reader that asks and does not read', run: (stage) => slowReader(stage, askForRoom) },
  { kind: 'pings whose answers are not read', slow: true, run: unreadPongs },
  { kind: 'half-open connections', run: halfOpen },
  { kind: 'state vectors that lie', run: staleVectors },
]
