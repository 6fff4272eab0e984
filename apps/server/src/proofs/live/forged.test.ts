import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { addEntry, rootName } from '@proofroom/proof'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
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

type Forgery = { name: string; forge(evil: Client, victim: Client, entry: string): void }

const FORGERIES: Forgery[] = [
  {
    name: "overwriting another's entry",
    forge: (evil, victim, entry) => evil.doc.getMap(rootName(victim.actorId)).set(entry, { v: 1, kind: 'comment' }),
  },
  {
    name: "deleting another's entry",
    forge: (evil, victim, entry) => evil.doc.getMap(rootName(victim.actorId)).delete(entry),
  },
  {
    name: "adding to another's root",
    forge: (evil, victim) => void addEntry(evil.doc, victim.actorId, { kind: 'comment', text: 'I agree.' }),
  },
  { name: 'opening a root', forge: (evil) => evil.doc.getMap('orders').set('x', 1) },
  {
    name: 'something that is no entry',
    forge: (evil) => evil.doc.getMap(rootName(evil.actorId)).set('x', { v: 1, kind: 'decision' }),
  },
  {
    name: 'a sub-document',
    forge: (evil) => evil.doc.getMap(rootName(evil.actorId)).set('x', new Y.Doc()),
  },
  {
    name: 'more than an entry may hold',
    forge: (evil) =>
      evil.doc.getMap(rootName(evil.actorId)).set('x', { v: 1, kind: 'comment', at: 1, text: 'x'.repeat(70_000) }),
  },
  {
    name: "settling another's thread without the right to",
    forge: (evil, victim, entry) =>
      void addEntry(evil.doc, evil.actorId, { kind: 'resolve', target: `${victim.actorId}/${entry}`, resolved: true }),
  },
]

test.each(FORGERIES)('$name is refused, and nothing of it is ever seen', async ({ forge }) => {
  const victim = await stage.join()
  const entry = victim.comment('Mine.')
  await saved(victim)
  const before = (await stage.journal()).length
  const evil = await stage.join()
  forge(evil, victim, entry)
  await eventually(() => expect(evil.closes).toContain(4422))
  evil.leave()
  expect(stage.server.violations[0]).toMatchObject({ actorId: evil.actorId, ...roomOf(stage) })
  expect(stage.server.live.metrics().refusals).toBeGreaterThan(0)
  expect(victim.reads(victim.actorId, entry)).toBe('Mine.')
  expect(await stage.journal()).toHaveLength(before)
  await stage.restart()
  const later = await stage.join()
  expect(later.reads(victim.actorId, entry)).toBe('Mine.')
  expect([...later.doc.share.keys()]).toEqual([rootName(victim.actorId)])
})

test('a client id stays its owner’s, also after a restart', async () => {
  const victim = await stage.join()
  victim.comment('Mine.')
  await saved(victim)
  victim.leave()
  await stage.restart()
  const evil = await stage.join()
  evil.doc.clientID = victim.doc.clientID
  evil.comment('In their name.')
  await eventually(() => expect(evil.closes).toContain(4422))
})

test('others work on undisturbed while one is refused again and again', async () => {
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  for (let i = 0; i < 5; i++) {
    const evil = await stage.join()
    evil.doc.getMap('x').set('y', i)
    const id = ruth.comment(`Meanwhile ${i}`)
    await eventually(() => expect(evil.closes).toContain(4422))
    evil.leave()
    await eventually(() => expect(maker.reads(ruth.actorId, id)).toBe(`Meanwhile ${i}`))
  }
  expect([...ruth.closes, ...maker.closes]).toEqual([])
})

test('an honest edit right after another one was refused is judged by the truth', async () => {
  const ruth = await stage.join()
  const grant = grantOf()
  const evil = await stage.join(grant)
  evil.doc.getMap(rootName(ruth.actorId)).set('x', { v: 1, kind: 'comment', at: 1, text: 'no' })
  await eventually(() => expect(evil.closes).toContain(4422))
  evil.leave()
  const again = await stage.join(grant)
  const id = again.comment('An honest one.')
  await saved(again)
  await eventually(() => expect(ruth.reads(again.actorId, id)).toBe('An honest one.'))
})

const roomOf = ({ seeded }: Stage) => ({ room: seeded.room, shopId: seeded.shopId })
