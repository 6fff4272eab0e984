import { setTimeout as pause } from 'node:timers/promises'
import { addEntry, rootName } from '@proofroom/proof'
import * as Y from 'yjs'
import { grantOf } from '../../src/proofs/live/testing/seed.ts'
import { syncFrame } from '../attack/frames.ts'
import { Intruder } from '../attack/intruder.ts'
import { Observer, type Place } from '../movers.ts'
import { seededPlace } from '../places.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground } from './ground.ts'
import { killPostgres } from './postmaster.ts'

const ROOMS = 3
const SCRIBES = 4
/** Of each scribe. */
const EDITS = 80
const WRITTEN_MS = 60_000
const OPEN_MS = 30_000
/** Nobody waits for an answer that will never come. */
const SOON_MS = 6_000
/** The rooms are compacted one after the other; by then it has begun, and is seldom done. */
const LATEST_KILL_MS = 200

/** What everybody said in a room, as their own documents have it, by author. */
type Word = { place: Place; authors: Map<string, Y.Doc> }

/** Somebody new says much, each word a row of the journal, until all of it is acknowledged. */
async function sayMuch(scene: Scene, { place, authors }: Word): Promise<Intruder> {
  const { actorId, ticket } = await place.invite()
  const scribe = new Intruder(scene.url, place.room, grantOf({ actorId }))
  await scribe.enter(await ticket())
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => scribe.send(syncFrame(place.room, 'update', update)))
  for (let i = 0; i < EDITS; i++) addEntry(doc, actorId, { kind: 'comment', text: `Said ${i}` })
  authors.set(actorId, doc)
  // Their empty SyncStep2 was acknowledged as well.
  if (!(await until(() => scribe.written > EDITS, WRITTEN_MS))) throw new Error('Not every edit was acknowledged.')
  return scribe
}

type Read = { lost: number; more: number; opened: boolean }

/** What a newcomer misses, and what they see that nobody said or that is said twice. */
async function read(scene: Scene, { place, authors }: Word): Promise<Read> {
  const newcomer = new Observer(place, await place.invite(), scene.url)
  const opened = await until(() => newcomer.client.isSaved, OPEN_MS)
  const found = newcomer.client.doc
  let [lost, more] = [0, 0]
  for (const [actorId, doc] of opened ? authors : []) {
    const [said, seen] = [doc, found].map((one) => one.getMap(rootName(actorId)))
    for (const [id, entry] of said?.entries() ?? []) {
      if (JSON.stringify(seen?.get(id)) !== JSON.stringify(entry)) lost++
    }
    more += Math.max(0, (seen?.size ?? 0) - (said?.size ?? 0))
    more += Math.max(0, Y.getState(found.store, doc.clientID) - Y.getState(doc.store, doc.clientID))
  }
  newcomer.client.leave()
  return { lost, more, opened }
}

type Victim = 'server' | 'postgres'

const kill = (scene: Scene, victim: Victim): Promise<void> =>
  victim === 'server' ? scene.restart() : killPostgres(scene)

async function killedInside(ground: Ground, victim: Victim): Promise<Found> {
  const { scene } = await ground.fresh()
  const rooms: Word[] = await Promise.all(
    Array.from({ length: ROOMS }, async () => ({ place: await seededPlace(scene.database), authors: new Map() })),
  )
  const kills = ground.quick ? 2 : 25
  const reads: Read[] = []
  let openMaxMs = 0
  for (let nth = 0; nth < kills; nth++) {
    const writing = rooms.flatMap((room) => Array.from({ length: SCRIBES }, () => sayMuch(scene, room)))
    const scribes = await Promise.all(writing)
    for (const scribe of scribes) scribe.leave()
    await pause(ground.random() * LATEST_KILL_MS)
    await kill(scene, victim)
    const start = performance.now()
    reads.push(...(await Promise.all(rooms.map((room) => read(scene, room)))))
    openMaxMs = Math.max(openMaxMs, Math.round(performance.now() - start))
    if (reads.some(({ opened }) => !opened)) break
  }
  const wrong = wrongIn({
    'a room did not open': reads.some(({ opened }) => !opened),
    'rooms opened late': openMaxMs > SOON_MS,
    'said twice, or by nobody': reads.some(({ more }) => more > 0),
  })
  const acknowledged = reads.length * SCRIBES * EDITS
  const lost = reads.reduce((sum, one) => sum + one.lost, 0)
  return { acknowledged, lost, honestRefused: 0, kills: reads.length / ROOMS, openMaxMs, wrong }
}

export const COMPACTION_FAULTS: Fault[] = [
  { fault: 'killed while it compacts', run: (ground) => killedInside(ground, 'server') },
  {
    fault: 'PostgreSQL killed while the server compacts',
    slow: true,
    run: (ground) => killedInside(ground, 'postgres'),
  },
]
