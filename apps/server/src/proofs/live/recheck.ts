import { type Database, inTransaction, schema, type Transaction } from '@proofroom/db'
import { and, inArray, isNotNull, isNull } from 'drizzle-orm'
import { CLOSE } from './close-codes.ts'
import type { Grant } from './grant.ts'
import type { Seat } from './peer.ts'
import type { Peers } from './peers.ts'

type Access = { links: Map<string, number>; members: Map<string, string>; closed: Set<string> }

/** Looks up in the database what the seats rest on, after announcements may have been missed. */
export async function recheck(db: Database['db'], peers: Peers): Promise<void> {
  const seats = [...peers].flatMap((peer) => [...peer.seats.values()])
  for (const [shopId, ofShop] of Map.groupBy(seats, (seat) => seat.shopId)) {
    const access = await inTransaction(db, { shopId }, (tx) => readAccess(tx, ofShop))
    const inShop = (seat: Seat) => seat.shopId === shopId && ofShop.includes(seat)
    peers.endWhere((seat) => inShop(seat) && !mayStay(seat.grant, access), CLOSE.access)
    peers.endWhere((seat) => inShop(seat) && access.closed.has(seat.room) && !seat.closed, CLOSE.closed)
  }
}

async function readAccess(tx: Transaction, seats: Seat[]): Promise<Access> {
  const { links, members, rooms } = schema
  const linkIds = seats.flatMap(({ grant }) => grant.linkId ?? [])
  const memberIds = seats.flatMap(({ grant }) => grant.memberId ?? [])
  const names = seats.map(({ room }) => room)
  const valid = and(inArray(links.id, linkIds), isNull(links.revokedAt))
  const present = and(inArray(members.id, memberIds), isNull(members.removedAt))
  const closed = and(inArray(rooms.name, names), isNotNull(rooms.closedAt))
  const [linkRows, memberRows, roomRows] = await Promise.all([
    linkIds.length > 0 ? tx.select().from(links).where(valid) : [],
    memberIds.length > 0 ? tx.select().from(members).where(present) : [],
    tx.select().from(rooms).where(closed),
  ])
  return {
    links: new Map(linkRows.map((row) => [row.id, row.generation])),
    members: new Map(memberRows.map((row) => [row.id, row.role])),
    closed: new Set(roomRows.map((row) => row.name)),
  }
}

function mayStay({ linkId, linkGeneration, memberId, memberRole }: Grant, { links, members }: Access): boolean {
  if (linkId !== undefined && (!links.has(linkId) || links.get(linkId) !== (linkGeneration ?? links.get(linkId)))) {
    return false
  }
  return (
    memberId === undefined || (members.has(memberId) && members.get(memberId) === (memberRole ?? members.get(memberId)))
  )
}
