import type { TicketDto } from '@proofroom/contract'
import { type Database, inTransaction, schema, type Transaction } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import * as Y from 'yjs'
import { roomName } from '../src/proofs/live/index.ts'
import { roomSnapshot } from '../src/proofs/live/snapshot.ts'
import { grantOf, seedRoom, ticketFor } from '../src/proofs/live/testing/seed.ts'
import type { TestApp } from '../src/testing/app.ts'
import { buildGuest, buildProof, buildShop } from '../src/testing/factories.ts'
import { Visitor } from '../src/testing/visitor.ts'
import type { Invited, Place } from './movers.ts'
import { entriesOf } from './people.ts'

/** A room whose people get their tickets from the database itself, as many as they like. */
export async function seededPlace({ db }: Database): Promise<Place> {
  const seeded = await seedRoom(db)
  return {
    ...{ room: seeded.room, shopId: seeded.shopId },
    async invite() {
      const grant = grantOf()
      return { actorId: grant.actorId, ticket: () => ticketFor(db, seeded, grant) }
    },
  }
}

/** The same people every time, as many as are there at once: the API counts what one address asks for. */
const GUESTS = 6

/** Somebody with an empty cookie jar before a real server; `headers` go with all they ask. */
export const visitorOf = (address: string, headers?: Record<string, string>): Visitor =>
  new Visitor(async (request) => {
    const { pathname, search } = new URL(request.url)
    const body = request.method === 'GET' ? null : await request.arrayBuffer()
    return fetch(`${address}${pathname}${search}`, {
      ...{ method: request.method, headers: request.headers, body, redirect: 'manual' },
    })
  }, headers)

/** A proof that was sent through the process that answers the API; who opens its link asks there for tickets. */
export async function placeOfApi(database: Database, address: string): Promise<Place> {
  const proof = await buildProof(await buildShop({ visitor: () => visitorOf(address) } as TestApp))
  const { rooms } = schema
  const versionId = proof.version.id
  const room = roomName(versionId)
  const look = (tx: Transaction) => tx.select().from(rooms).where(eq(rooms.name, room))
  const [row] = await inTransaction(database.db, {}, look, 'journal')
  if (!row) throw new Error('The API made no room.')
  const guests: Promise<Invited>[] = []
  let next = 0
  async function newGuest(): Promise<Invited> {
    const guest = await buildGuest(proof)
    const ask = () => guest.visitor.do<TicketDto>('POST', `${guest.path}/versions/${versionId}/ticket`)
    const { actorId } = await ask()
    return { actorId, ticket: async () => (await ask()).ticket }
  }
  return {
    ...{ room, shopId: row.shopId },
    invite() {
      next = (next + 1) % GUESTS
      const guest = guests[next] ?? newGuest()
      guests[next] = guest
      return guest
    },
  }
}

/** The strokes that the database has. */
export async function writtenIn({ db }: Database, { room, shopId }: Place): Promise<string[]> {
  const { projectionSource } = await inTransaction(db, { shopId }, (tx) => roomSnapshot(tx, room))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, projectionSource)
  return entriesOf(doc)
}
