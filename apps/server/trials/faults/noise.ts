import { setTimeout as pause } from 'node:timers/promises'
import { addEntry } from '@proofroom/proof'
import * as Y from 'yjs'
import { grantOf } from '../../src/proofs/live/testing/seed.ts'
import { presenceFrame, syncFrame } from '../attack/frames.ts'
import { garbage } from '../attack/garbage.ts'
import { Intruder } from '../attack/intruder.ts'
import type { Place } from '../movers.ts'
import { seededPlace } from '../places.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'
import { disturb } from './disturb.ts'
import type { Fault, Found } from './fault.ts'
import type { Ground } from './ground.ts'

const SOCKETS_AT_ONCE = 20
const FRAMES_PER_SOCKET = 50

async function malformed(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const frames = ground.quick ? 2_000 : 10_000
  const waves = frames / (SOCKETS_AT_ONCE * FRAMES_PER_SOCKET)
  return disturb(scene, async () => {
    let stayed = 0
    for (let i = 0; i < waves; i++) stayed += await wave(scene, ground.random)
    return { frames, sockets: waves * SOCKETS_AT_ONCE, complaints: { 'senders were not ended': stayed > 0 } }
  })
}

/** How many of those who sent garbage were not closed for it. */
async function wave(scene: Scene, random: () => number): Promise<number> {
  const place = await seededPlace(scene.database)
  const strangers = await Promise.all(
    Array.from({ length: SOCKETS_AT_ONCE }, (_, i) => stranger(scene, place, { isLetIn: i % 4 === 0 })),
  )
  for (const one of strangers) {
    for (let i = 0; i < FRAMES_PER_SOCKET; i++) one.send(garbage(place.room, random))
    await pause(1)
  }
  await until(() => strangers.every(({ code }) => code !== null), 20_000)
  for (const one of strangers) one.leave()
  return strangers.filter(({ code }) => code === null).length
}

/** With a socket and no provider. */
async function stranger(scene: Scene, place: Place, { isLetIn = true } = {}): Promise<Intruder> {
  const { actorId, ticket } = await place.invite()
  const one = new Intruder(scene.url, place.room, grantOf({ actorId, name: 'Mallory' }))
  if (isLetIn) await one.enter(await ticket())
  else await one.open()
  return one
}

/** What a program would send that says all this, as frames. */
function editsOf({ room, grant }: Intruder, count: number, say: (doc: Y.Doc, nth: number) => void): Uint8Array[] {
  const frames: Uint8Array[] = []
  const doc = new Y.Doc()
  doc.getMap(`u:${grant.actorId}`)
  doc.on('update', (update: Uint8Array) => frames.push(syncFrame(room, 'update', update)))
  for (let nth = 0; nth < count; nth++) say(doc, nth)
  return frames
}

/** More than a network holds and the server keeps for one reader. */
const MOST_STROKES = 500
const STROKE_MS = 25

/** They ask for nothing, they only do not read, while somebody draws strokes of 50 KB in their room. */
async function slowReaders(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const place = await seededPlace(scene.database)
  const readers = await Promise.all(Array.from({ length: ground.quick ? 4 : 20 }, () => stranger(scene, place)))
  const artist = await stranger(scene, place)
  const strokes = editsOf(artist, MOST_STROKES, (doc) => {
    const points = Array.from({ length: 7_000 }, () => Number(Math.random().toFixed(4)))
    addEntry(doc, artist.grant.actorId, { kind: 'annotation', page: 'front', shape: 'freehand', geometry: { points } })
  })
  const work = async (watch: { connections: number }) => {
    const left = watch.connections - readers.length
    for (const { socket } of readers) socket.pause()
    let drawn = 0
    for (; drawn < MOST_STROKES && watch.connections > left; drawn++) {
      artist.send(strokes[drawn] ?? new Uint8Array())
      await pause(STROKE_MS)
    }
    const unreadMb = Math.round(strokes.slice(0, drawn).reduce((sum, { length }) => sum + length, 0) / 1024 / 1024)
    return { readers: readers.length, unreadMb, complaints: { 'slow readers were not cut': watch.connections > left } }
  }
  try {
    return await disturb(scene, work, place)
  } finally {
    for (const one of [...readers, artist]) one.leave()
  }
}

const FLOOD = 15_000
const AT_ONCE = 100
/** 300 a second after a burst of four seconds' worth, and a little for what the clock does not see. */
const mostIn = (seconds: number) => 300 * (4 + seconds) + 300

/** Edits and cursors as fast as the network takes them, each from one socket. */
async function flood(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const place = await seededPlace(scene.database)
  const [writer, waver] = await Promise.all([stranger(scene, place), stranger(scene, place)])
  const edits = editsOf(writer, FLOOD, (doc, nth) => {
    addEntry(doc, writer.grant.actorId, { kind: 'comment', text: `Flood ${nth}` })
  })
  const cursors = Array.from({ length: FLOOD }, (_, i) => {
    const state = JSON.stringify({ cursor: { page: 'front', x: (i % 100) / 100, y: 0.5 } })
    return presenceFrame(waver.room, [{ client: 4_711, clock: i + 1, state }])
  })
  const work = async () => {
    const start = performance.now()
    const seconds = ground.quick ? 4 : 15
    for (let sent = 0; sent < FLOOD; sent += AT_ONCE) {
      writer.send(...edits.slice(sent, sent + AT_ONCE))
      waver.send(...cursors.slice(sent, sent + AT_ONCE))
      await pause(5)
    }
    await pause(start + seconds * 1_000 - performance.now())
    const took = (performance.now() - start) / 1_000
    const complaints = {
      'the flood was not slowed down': writer.written > mostIn(took),
      'the flooders were closed': writer.code !== null || waver.code !== null,
    }
    return { sent: FLOOD * 2, edits: writer.written, seconds: Math.round(took), complaints }
  }
  try {
    return await disturb(scene, work, place)
  } finally {
    for (const one of [writer, waver]) one.leave()
  }
}

export const NOISE_FAULTS: Fault[] = [
  { fault: 'malformed frames by the thousands', run: malformed },
  { fault: 'readers that do not read', run: slowReaders },
  { fault: 'a flood of edits and cursors', run: flood },
]
