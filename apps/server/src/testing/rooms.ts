import { inTransaction } from '@proofroom/db'
import { addEntry, entryRef, type NewEntry } from '@proofroom/proof'
import { sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { checksum } from '../proofs/live/journal/checksum.ts'
import type { TestApp } from './app.ts'

/** Something said in a version's room, in the journal as the live part writes it. Answers its ref. */
export async function sayInRoom(t: TestApp, versionId: string, actorId: string, entry: NewEntry): Promise<string> {
  const doc = new Y.Doc()
  const id = addEntry(doc, actorId, entry)
  const payload = Buffer.from(Y.encodeStateAsUpdate(doc))
  await inTransaction(
    t.database.db,
    {},
    (tx) =>
      tx.execute(sql`
        insert into journal (room, shop_id, actor_id, client_ids, payload, checksum)
        select name, shop_id, ${actorId}::uuid, array[${doc.clientID}::bigint],
               decode(${payload.toString('base64')}, 'base64'), ${checksum(payload)}
        from rooms where name = ${`p:${versionId}`} and closed_at is null`),
    'journal',
  )
  return entryRef(actorId, id)
}
