import { schema, type Transaction } from '@proofroom/db'
import { roomName } from './room-name.ts'

export type NewRoom = { versionId: string; shopId: string; orderId: string }

/** Opens the version's room, in the transaction that makes the version. The database closes it with the version. */
export async function createRoom(tx: Transaction, { versionId, shopId, orderId }: NewRoom): Promise<string> {
  const name = roomName(versionId)
  await tx.insert(schema.rooms).values({ name, versionId, shopId, orderId })
  return name
}
