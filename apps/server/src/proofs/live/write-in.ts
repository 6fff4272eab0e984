import { ROLES, type Transaction } from '@proofroom/db'
import { Guard, type GuardActor } from '@proofroom/proof/guard'
import { type SQL, sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { CLOSE, Refused } from './close-codes.ts'
import { checksum } from './journal/checksum.ts'
import { type Reader, type RoomRows, readRoom } from './journal/read.ts'

export type WriteIn<T> = {
  room: string
  actor: GuardActor
  at: Date
  /** What they say, through the functions of packages/proof. */
  write: (doc: Y.Doc) => T
}

/**
 * Says something in a room without a connection, in the caller's transaction. It passes the guard that judges
 * connections, and a closed room refuses it the same way. Nothing announces it: people who have the room open see it
 * with its process' next look at the journal.
 */
export async function writeIn<T>(tx: Transaction, { room, actor, at, write }: WriteIn<T>): Promise<T> {
  const read = await readRoom(tx as Reader, room)
  if (!read) throw new Error(`There is no room ${room}.`)
  const guard = guardOf(read)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(guard.doc))
  const before = Y.encodeStateVector(doc)
  const said = write(doc)
  const payload = Y.encodeStateAsUpdate(doc, before)
  const verdict = guard.check(payload, actor, 'update')
  if (!verdict.ok) throw new Error(`Refused in ${room}: ${verdict.violation.code}`)
  const { epoch } = read
  await append(tx, { room, epoch, actorId: actor.actorId, clientIds: verdict.clientIds, payload, at })
  return said
}

function guardOf({ state, rows }: RoomRows): Guard {
  const guard = new Guard()
  if (state) guard.load(state)
  for (const { payload } of rows) guard.load(payload)
  return guard
}

type Edit = { room: string; epoch: number; actorId: string; clientIds: number[]; payload: Uint8Array; at: Date }

/** As the journal's role, which alone may write there; afterwards the transaction is the application's again. */
async function append(tx: Transaction, edit: Edit): Promise<void> {
  await become(tx, ROLES.journal)
  const written = (await tx.execute(insertInto(edit))) as unknown as unknown[]
  await become(tx, ROLES.app)
  if (written.length === 0) throw new Refused(CLOSE.closed)
}

const become = (tx: Transaction, role: string) => tx.execute(sql`select set_config('role', ${role}, true)`)

function insertInto({ room, epoch, actorId, clientIds, payload, at }: Edit): SQL {
  const bytes = Buffer.from(payload).toString('base64')
  return sql`
    with open as (
      select name, shop_id from rooms where name = ${room} and epoch = ${epoch} and closed_at is null for share
    ), written as (
      insert into journal (room, shop_id, actor_id, client_ids, payload, checksum, created_at)
      select name, shop_id, ${actorId}::uuid, ${`{${clientIds.join()}}`}::bigint[], decode(${bytes}, 'base64'),
             ${checksum(payload)}, ${at.toISOString()}::timestamptz
      from open
      returning room, shop_id, actor_id, client_ids
    ), bound as (
      insert into client_bindings (room, client_id, shop_id, actor_id)
      select w.room, c, w.shop_id, w.actor_id from written w, unnest(w.client_ids) c
      on conflict do nothing
    )
    select room from written`
}
