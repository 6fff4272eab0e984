import { type Database, inTransaction, schema, type Transaction } from '@proofroom/db'
import { rootName } from '@proofroom/proof'
import { eq } from 'drizzle-orm'
import { announceClosed } from '../announce.ts'
import { newerThan, roomSnapshot } from '../snapshot.ts'
import type { Client } from './client.ts'
import type { SeededRoom } from './seed.ts'

export const sign = (tx: Transaction, { versionId }: SeededRoom) =>
  tx.update(schema.versions).set({ state: 'signed', signedAt: new Date() }).where(eq(schema.versions.id, versionId))

export type Signed = { source: Uint8Array; stale: boolean }

/** As an approval does it: the snapshot before the lock; inside, the question whether it is still the newest. */
export function approve(db: Database['db'], seeded: SeededRoom): Promise<Signed> {
  const { shopId, room, versionId } = seeded
  return inTransaction(db, { shopId }, async (tx) => {
    let snapshot = await roomSnapshot(tx, room)
    await sign(tx, seeded)
    const stale = await newerThan(tx, room, snapshot.watermark)
    if (stale) snapshot = await roomSnapshot(tx, room)
    await announceClosed(tx, versionId)
    return { source: snapshot.projectionSource, stale }
  })
}

/** The entries whose acknowledgement came, in order: each takes the oldest one that is still open. */
export function acknowledgedOf({ doc, provider, actorId, closes }: Client): string[] {
  const open: string[] = []
  const acknowledged: string[] = []
  let before = provider.unsyncedChanges
  doc.getMap(rootName(actorId)).observe(({ keysChanged }) => open.push(...(keysChanged as Set<string>)))
  provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    const oldest = number < before && closes.length === 0 ? open.shift() : undefined
    if (oldest !== undefined) acknowledged.push(oldest)
    before = number
  })
  return acknowledged
}
