import type { SessionDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, desc, eq, gt } from 'drizzle-orm'
import type { User } from '../platform/actor.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'

const { sessions } = schema

export function listSessions(ctx: Context): Promise<SessionDto[]> {
  const { userId, sessionHash } = ctx.actor as User
  return inTransaction(ctx, async ({ tx }) => {
    const rows = await tx
      .select()
      .from(sessions)
      .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, ctx.platform.now())))
      .orderBy(desc(sessions.lastSeenAt))
    return rows.map((row) => ({
      id: row.publicId,
      device: row.device,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      current: row.idHash === sessionHash,
    }))
  })
}

export function endSession(ctx: Context, publicId: string): Promise<void> {
  const { userId } = ctx.actor as User
  return inTransaction(ctx, async ({ tx }) => {
    const mine = and(eq(sessions.publicId, publicId), eq(sessions.userId, userId))
    if ((await tx.delete(sessions).where(mine).returning()).length === 0) throw notFound()
  })
}
