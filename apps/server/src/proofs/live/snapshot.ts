import { createHash } from 'node:crypto'
import type { Transaction } from '@proofroom/db'
import { type Actors, canonicalJson, type Projection, project } from '@proofroom/proof'
import { sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { conflict } from '../../platform/errors.ts'
import { type Reader, type RoomRows, readRoom } from './journal/read.ts'

export type RoomSnapshot = {
  /** The room's full Yjs state, from the database's rows. */
  projectionSource: Uint8Array
  /** How far it goes; for `newerThan`. */
  watermark: string
}

export type RoomProjection = { projection: Projection; watermark: string; hash: string }

/** The room as the database has it at this moment, in the caller's transaction. */
export async function roomSnapshot(tx: Transaction, room: string): Promise<RoomSnapshot> {
  const { doc, watermark } = await readDocument(tx, room)
  return { projectionSource: Y.encodeStateAsUpdate(doc), watermark }
}

/** What people see of the room, for a decision; `hash` is of its canonical JSON. */
export async function projectRoom(tx: Transaction, room: string, actors: Actors): Promise<RoomProjection> {
  const { doc, watermark } = await readDocument(tx, room)
  const projection = project(doc, actors)
  return { projection, watermark, hash: sha256(canonicalJson(projection)) }
}

/**
 * Whether anything was said after the watermark. Ask again after taking the version's lock: from then on nothing can be.
 */
export async function newerThan(tx: Transaction, room: string, watermark: string): Promise<boolean> {
  const [generation = '', seen = '', content = ''] = watermark.split(';')
  const [row] = (await (tx as Reader).execute(sql`
    select coalesce((select generation from room_states where room = ${room}), 0) = ${Number(generation)} as same,
           exists (select from journal where room = ${room} and xid >= pg_snapshot_xmin(${seen}::pg_snapshot)
                   and not pg_visible_in_snapshot(xid, ${seen}::pg_snapshot)) as newer`)) as {
    same: boolean
    newer: boolean
  }[]
  if (row?.same) return row.newer
  // Compaction took rows away meanwhile, maybe newer ones among them: then only the content can tell.
  return (await readDocument(tx, room)).content !== content
}

async function readDocument(tx: Transaction, room: string) {
  const read = await readRoom(tx as Reader, room)
  if (!read) throw new Error(`There is no room ${room}.`)
  // Nothing may be decided on a part of what was said.
  if (read.damaged)
    throw conflict(
      'room.damaged',
      'Some marks on this proof cannot be read any more, so it cannot be decided on. A new version of it can.',
    )
  const doc = documentOf(read)
  const content = sha256(Y.encodeSnapshot(Y.snapshot(doc)))
  return { doc, content, watermark: [read.generation, read.seen, content].join(';') }
}

function documentOf({ state, rows }: RoomRows): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    if (state) Y.applyUpdate(doc, state)
    for (const { payload } of rows) Y.applyUpdate(doc, payload)
  })
  return doc
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
