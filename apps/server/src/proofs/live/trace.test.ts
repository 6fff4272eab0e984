import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { addEntry } from '@proofroom/proof'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { eventually, SILENT, Stage, saved, startLive } from './testing/index.ts'
import { editId } from './trace.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('an edit is known by the client id and clock that any Yjs program can tell', () => {
  const doc = new Y.Doc()
  const said: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => said.push(update))
  for (const text of ['one', 'two']) addEntry(doc, 'ruth', { kind: 'comment', text })
  expect(said.map(editId)).toEqual([`${doc.clientID}:0`, `${doc.clientID}:1`])
})

test('one edit can be followed through the logs of two processes, and none of its words is in them', async () => {
  const lines: { process: string; message: string; fields: Record<string, unknown> }[] = []
  const logOf = (process: string) => ({
    ...SILENT,
    isLevelEnabled: () => true,
    debug: (fields: object, message: string) => lines.push({ process, message, fields: fields as never }),
  })
  const stage = await Stage.open(database, { log: logOf('one') })
  const other = await startLive(database, { log: logOf('other') })
  await eventually(() => expect(other.live.metrics().neighbours).toBe(1))
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' }, undefined, other)
  const id = ruth.comment('A secret name')
  await saved(ruth)
  await eventually(() => expect(maker.reads(ruth.actorId, id)).not.toBeNull())
  const edit = `${ruth.doc.clientID}:0`
  const followed = lines.filter(({ fields }) => fields.edit === edit)
  const saidBy = (process: string) => followed.flatMap((line) => (line.process === process ? [line.message] : []))
  expect(saidBy('one').filter((word) => word !== 'edit heard')).toEqual([
    'edit arrived',
    'edit committed',
    'edit shown',
  ])
  expect(saidBy('other')).toEqual(['edit heard', 'edit shown'])
  const committed = followed.find(({ message }) => message === 'edit committed')
  expect(committed?.fields).toMatchObject({ room: stage.seeded.room, seq: expect.stringMatching(/^\d+$/) })
  expect(JSON.stringify(lines)).not.toContain('secret')
  await other.stop()
  await stage.close()
})
