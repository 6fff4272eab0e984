import { schema } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Client, eventually, Stage, saved } from './testing/index.ts'

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

const stateOf = (seenBy: Client, client: Client) => seenBy.provider.awareness?.getStates().get(client.doc.clientID)

/** Sends presence under any client id, as a program could. */
function pretend(evil: Client, clientId: number, state: object): void {
  const { awareness } = evil.provider
  if (!awareness) throw new Error('no awareness')
  awareness.states.set(clientId, state)
  awareness.meta.set(clientId, { clock: 1_000, lastUpdated: Date.now() })
  evil.provider.awarenessUpdateHandler({ added: [], updated: [clientId], removed: [] }, 'evil')
}

test('who somebody is comes from their ticket', async () => {
  const ruth = await stage.join()
  const evil = await stage.join({ name: 'Mallory', initials: 'M', colour: 5 })
  evil.provider.awareness?.setLocalState({
    user: { name: 'Ruth', side: 'shop' },
    cursor: { page: 'p', x: 0.5, y: 0.5 },
    admin: true,
  })
  await eventually(() =>
    expect(stateOf(ruth, evil)).toEqual({
      cursor: { page: 'p', x: 0.5, y: 0.5 },
      user: { actorId: evil.actorId, name: 'Mallory', initials: 'M', colour: 5, side: 'customer' },
    }),
  )
})

test('nobody moves another’s cursor', async () => {
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  const evil = await stage.join()
  ruth.provider.setAwarenessField('cursor', { page: 'p', x: 0.1, y: 0.1 })
  await eventually(() => expect(stateOf(maker, ruth)?.cursor).toEqual({ page: 'p', x: 0.1, y: 0.1 }))
  pretend(evil, ruth.doc.clientID, { cursor: { page: 'p', x: 0.9, y: 0.9 } })
  evil.provider.setAwarenessField('typing', 'x')
  await eventually(() => expect(stateOf(maker, evil)?.typing).toBe('x'))
  expect(stateOf(maker, ruth)).toMatchObject({ cursor: { x: 0.1 }, user: { actorId: ruth.actorId } })
})

test('who speaks in another’s name is on record, and nobody else is', async () => {
  const ruth = await stage.join()
  const evil = await stage.join()
  ruth.provider.setAwarenessField('cursor', { page: 'p', x: 0.1, y: 0.1 })
  await eventually(() => expect(stateOf(evil, ruth)).toBeDefined())
  evil.provider.awarenessUpdateHandler({ added: [], updated: [ruth.doc.clientID], removed: [] }, 'an echo')
  evil.provider.setAwarenessField('typing', 'x')
  await eventually(() => expect(stateOf(ruth, evil)?.typing).toBe('x'))
  expect(stage.server.violations).toEqual([])
  pretend(evil, ruth.doc.clientID, { cursor: null })
  pretend(evil, ruth.doc.clientID, { cursor: null })
  evil.provider.setAwarenessField('typing', 'y')
  await eventually(() => expect(stateOf(ruth, evil)?.typing).toBe('y'))
  expect(stage.server.violations).toMatchObject([{ actorId: evil.actorId, code: 'presence.foreign_client' }])
})

/** The owner has been seen and not said anything; somebody who saw them writes under their client id first. */
async function writesFirst(ruth: Client): Promise<void> {
  const evil = await stage.join()
  evil.doc.clientID = ruth.doc.clientID
  evil.comment('In their name.')
  await eventually(() => expect(evil.closes).toContain(4422))
  evil.leave()
}

test('a client id is its owner’s from the moment they are seen', async () => {
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  ruth.provider.setAwarenessField('typing', 'x')
  await eventually(() => expect(stateOf(maker, ruth)?.typing).toBe('x'))
  await writesFirst(ruth)
  const id = ruth.comment('Mine.')
  await saved(ruth)
  await eventually(() => expect(maker.reads(ruth.actorId, id)).toBe('Mine.'))
  expect(ruth.closes).toEqual([])
})

test('a client id that was seen is its owner’s after a restart, too', async () => {
  const ruth = await stage.join()
  ruth.provider.setAwarenessField('typing', 'x')
  await eventually(async () => expect((await stage.bindings()).get(ruth.doc.clientID)).toBe(ruth.actorId))
  await ruth.disconnect()
  await stage.restart()
  await writesFirst(ruth)
})

test('of two processes, the one that kept a client id first says whose it is', async () => {
  const ruth = await stage.join()
  const { shopId, room } = stage.seeded
  const { clientID } = ruth.doc
  await stage.asJournal((tx) =>
    tx.insert(schema.clientBindings).values({ room, clientId: clientID, shopId, actorId: uuidv7() }),
  )
  ruth.provider.setAwarenessField('typing', 'x')
  await eventually(() => {
    ruth.comment('Under an id that is somebody’s elsewhere.')
    expect(ruth.closes).toContain(4422)
  })
})

test('one connection is one person: further client ids are left out', async () => {
  const ruth = await stage.join()
  const evil = await stage.join()
  evil.provider.setAwarenessField('typing', 'x')
  await eventually(() => expect(stateOf(ruth, evil)?.typing).toBe('x'))
  pretend(evil, 4_711, { cursor: null })
  evil.provider.setAwarenessField('typing', 'y')
  await eventually(() => expect(stateOf(ruth, evil)?.typing).toBe('y'))
  expect(ruth.provider.awareness?.getStates().has(4_711)).toBe(false)
})

test('a stroke being drawn fits, a flood does not', async () => {
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  const points = Array.from({ length: 600 }, (_, i) => Number((i / 600).toFixed(4)))
  ruth.provider.setAwarenessField('drawing', { page: 'p', shape: 'freehand', geometry: { points } })
  await eventually(() => expect(stateOf(maker, ruth)?.drawing?.geometry.points).toHaveLength(600))
  ruth.provider.setAwarenessField('drawing', { page: 'p', shape: 'freehand', geometry: { points: 'x'.repeat(9_000) } })
  ruth.provider.setAwarenessField('typing', 'still here')
  await eventually(() => expect(stateOf(maker, ruth)?.typing).toBe('still here'))
  expect(stateOf(maker, ruth)?.drawing).toBeUndefined()
})

test('who comes back on a new socket before the old one was missed keeps their cursor', async () => {
  const maker = await stage.join({ side: 'shop' })
  const ruth = await stage.join()
  ruth.provider.setAwarenessField('typing', 'first')
  await eventually(() => expect(stateOf(maker, ruth)?.typing).toBe('first'))
  const again = await stage.join({ actorId: ruth.actorId }, ruth.doc)
  again.provider.setAwarenessField('typing', 'again')
  await eventually(() => expect(stateOf(maker, ruth)?.typing).toBe('again'))
  ruth.disconnect()
  await eventually(() => expect(stage.server.live.metrics().connections).toBe(2))
  again.provider.setAwarenessField('typing', 'still')
  await eventually(() => expect(stateOf(maker, ruth)?.typing).toBe('still'))
})

test('who leaves is gone for the others', async () => {
  const maker = await stage.join({ side: 'shop' })
  const ruth = await stage.join()
  ruth.provider.setAwarenessField('typing', 'x')
  await eventually(() => expect(stateOf(maker, ruth)?.typing).toBe('x'))
  ruth.leave()
  await eventually(() => expect(stateOf(maker, ruth)).toBeUndefined())
})
