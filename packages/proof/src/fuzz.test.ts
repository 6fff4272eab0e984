import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Y from 'yjs'
import { canonicalJson } from './canonical-json.ts'
import { type Mark, requestRef } from './entries.ts'
import { createProjection, type LiveProjection } from './live-projection.ts'
import { project } from './project.ts'
import type { Actors } from './projection.ts'
import { Random } from './testing/random.ts'
import { Journal, Person, Room } from './testing/room.ts'
import { addEntry, addLabel, deleteEntry, editEntry, reply, setHidden, setResolved } from './write.ts'

/** Seeds that once found a bug; each stays, with what it found. */
const FOUND: number[] = []
const SEEDS = Number(process.env.FUZZ_SEEDS ?? 20)
const OPERATIONS = 200
const START = Date.UTC(2026, 0, 1)

const ACTORS: Actors = {
  shop: { side: 'shop', canAnnotate: true, canResolve: true },
  maker: { side: 'shop', canAnnotate: true, canResolve: false },
  ruth: { side: 'customer', canAnnotate: true, canResolve: false },
  mother: { side: 'customer', canAnnotate: true, canResolve: false },
  viewer: { side: 'shop', canAnnotate: false, canResolve: false },
}
/** Ruth has two devices. */
const DEVICES = ['shop', 'maker', 'ruth', 'ruth', 'mother', 'viewer']

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const firstSeed = Date.now() % 1_000_000_000
const seeds = [...FOUND, ...Array.from({ length: SEEDS }, (_, i) => firstSeed + i)]

/** Over all seeds: refusals that were honest people's, taken back once the journal's tail was read. */
let secondThoughts = 0

describe('convergence', () => {
  it.each(seeds)('[G11] everyone sees the same and no honest update is refused (seed %i)', (seed) => {
    const random = new Random(seed)
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => fill(array, random))
    const journal = new Journal()
    const rooms = [new Room(journal), new Room(journal)] as const
    const people = DEVICES.map((actorId) => new Person(rooms[0], actorId, ACTORS[actorId]!, random.clientId))
    const views = new Map<Y.Doc, LiveProjection>()
    for (let i = 0; i < OPERATIONS; i++) {
      vi.setSystemTime(START + i * 1000)
      for (const { doc } of people) if (!views.has(doc)) views.set(doc, createProjection(doc, ACTORS))
      step(random, rooms, people)
    }
    rooms[0].restart()
    for (const person of people) person.connect(random.pick(rooms))
    for (const room of rooms) room.catchUp()
    secondThoughts += rooms[0].secondThoughts + rooms[1].secondThoughts

    const refusals = people.flatMap((person) => person.verdicts).filter((verdict) => !verdict.ok)
    expect(refusals).toEqual([])
    const truth = canonicalJson(project(rooms[0].doc, ACTORS))
    for (const doc of [...rooms, ...people, rooms[0].guard, rooms[1].guard].map((one) => one.doc)) {
      expect(canonicalJson(project(doc, ACTORS))).toBe(truth)
    }
    for (const { doc } of people) {
      expect(canonicalJson(views.get(doc)?.get() ?? project(doc, ACTORS))).toBe(truth)
    }
    expect(truth.length).toBeGreaterThan(1000)
  })

  it('[G11] moving between processes is part of it', () => expect(secondThoughts).toBeGreaterThan(0))
})

function fill<T>(array: T, random: Random): T {
  if (array instanceof Uint8Array) for (let i = 0; i < array.length; i++) array[i] = random.below(256)
  return array
}

function step(random: Random, rooms: readonly Room[], people: Person[]): void {
  const person = random.pick(people)!
  const room = random.pick(rooms)!
  const dice = random.below(100)
  if (dice < 3) room.restart()
  else if (dice < 5) room.journal.compact()
  else if (dice < 10) room.catchUp()
  else if (dice < 14) person.reload()
  else if (dice < 20) person.disconnect()
  else if (dice < 36) person.connect(room)
  else act(random, person)
}

function act(random: Random, { doc, undo, actor }: Person): void {
  if (!actor.canAnnotate) return
  const { actorId } = actor
  const seen = project(doc, ACTORS)
  const threads = [...seen.annotations, ...seen.comments]
  const replies = threads.flatMap((thread) => thread.replies)
  const own = [...threads, ...replies].filter((one) => one.actorId === actorId)
  const mine = random.pick(own)
  const any = random.pick(threads)
  const mayDecide = random.pick(threads.filter((one) => actor.canResolve || one.actorId === actorId))
  const flag = random.below(2) === 0
  const acts = [
    () => addEntry(doc, actorId, { kind: 'annotation', page: `page-${random.below(2)}`, ...randomMark(random) }),
    () => addEntry(doc, actorId, { kind: 'comment', text: `comment ${random.below(1000)}` }),
    () => mine && editEntry(doc, actorId, mine.id, { text: `edited ${random.below(1000)}` }),
    () => mine && editEntry(doc, actorId, mine.id, { text: `again ${random.below(1000)}` }),
    () => mine && deleteEntry(doc, actorId, mine.id),
    () => any && reply(doc, actorId, any.ref, `reply ${random.below(1000)}`),
    () => reply(doc, actorId, requestRef(`request-${random.below(3)}`), `answer ${random.below(1000)}`),
    () => mayDecide && setResolved(doc, actorId, mayDecide.ref, flag),
    () => mayDecide && setHidden(doc, actorId, mayDecide.ref, flag),
    () => any && addLabel(doc, actorId, any.ref, `label ${random.below(5)}`),
    () => undo.undo(),
    () => undo.undo(),
    () => undo.redo(),
  ]
  random.pick(acts)?.()
}

function randomMark(random: Random): Mark {
  const place = () => Math.round(random.next() * 10_000) / 10_000
  const marks: Mark[] = [
    { shape: 'pin', geometry: { x: place(), y: place() } },
    { shape: 'ellipse', geometry: { x: place(), y: place(), w: place() / 2, h: place() / 2 } },
    { shape: 'arrow', geometry: { x1: place(), y1: place(), x2: place(), y2: place() } },
    { shape: 'freehand', geometry: { points: Array.from({ length: 20 }, place) } },
  ]
  return random.pick(marks)!
}
