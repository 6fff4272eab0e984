import type { SnapshotDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import type { Projection } from '@proofroom/proof'
import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { newerThan, projectRoom, type RoomProjection, roomName } from './live/index.ts'
import { findActors, findPeople } from './people.ts'
import { loadProof, loadVersion, type SnapshotRow, type VersionRow } from './store.ts'
import { readVersion } from './versions.ts'

const { rooms, snapshots } = schema

/**
 * The room as it stands, with its door held: no edit can be journaled until the action ends. What is said in it is
 * read before the lock, and again only if somebody spoke in between, so that the room waits as short as it can.
 */
export async function holdRoom(ctx: InTx, version: VersionRow): Promise<RoomProjection> {
  const room = roomName(version.id)
  const actors = await findActors(ctx, version.orderId)
  const before = await projectRoom(ctx.tx, room, actors)
  await ctx.tx.execute(sql`select from ${rooms} where ${rooms.name} = ${room} for no key update`)
  return (await newerThan(ctx.tx, room, before.watermark)) ? projectRoom(ctx.tx, room, actors) : before
}

export async function keepSnapshot(
  ctx: InTx,
  version: VersionRow,
  reason: SnapshotRow['reason'],
  { projection, watermark, hash }: RoomProjection,
): Promise<string> {
  const { shopId, orderId } = version
  const id = uuidv7()
  const createdAt = ctx.platform.now()
  await ctx.tx
    .insert(snapshots)
    .values({ id, shopId, orderId, versionId: version.id, reason, hash, projection, watermark, createdAt })
  return id
}

export function getSnapshot(ctx: Context, proofId: string, snapshotId: string): Promise<SnapshotDto> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.tx.select().from(snapshots).where(eq(snapshots.id, snapshotId))
    if (!row) throw notFound()
    await loadVersion(tx, row.versionId, proofId)
    return {
      id: row.id,
      reason: row.reason,
      hash: row.hash,
      at: row.createdAt.toISOString(),
      version: await readVersion(tx, row.versionId),
      projection: row.projection satisfies Projection,
      people: await findPeople(tx, await loadProof(tx, proofId)),
    }
  })
}
