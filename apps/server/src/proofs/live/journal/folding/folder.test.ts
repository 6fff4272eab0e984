import { addEntry } from '@proofroom/proof'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Folder, openFolder } from './folder.ts'

let folder: Folder | null = null
afterEach(() => folder?.close())

function updates(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const said: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => said.push(update))
  for (let i = 0; i < count; i++) addEntry(doc, 'ruth', { kind: 'comment', text: `Mark ${i}` })
  return said
}

test('folds many updates into one, with the state vector to it', async () => {
  folder = openFolder()
  const said = updates(100)
  const { payload, stateVector } = await folder.fold(said)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, payload)
  expect(doc.getMap('u:ruth').size).toBe(100)
  expect(stateVector).toEqual(Y.encodeStateVector(doc))
  // What was sent over is the caller's still: the driver reads other rows from the same memory.
  expect(said[0]?.length).toBeGreaterThan(0)
})

test('what cannot be folded is an error for its own asker only', async () => {
  folder = openFolder()
  const [bad, good] = await Promise.allSettled([folder.fold([Uint8Array.of(9, 9, 9)]), folder.fold(updates(3))])
  expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled'])
})

test('a thread that ended is started again when it is needed', async () => {
  folder = openFolder(1)
  await folder.fold(updates(1))
  await folder.close()
  const { clientIds } = await folder.renew(updates(2))
  expect(clientIds.map(([, actorId]) => actorId)).toEqual(['ruth'])
})
