import type { Role } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Context, InTx } from '../platform/context.ts'

const { members, shops, users } = schema

export type ShopRow = typeof shops.$inferSelect

export async function findUserByEmail(ctx: InTx, email: string) {
  const [row] = await ctx.tx.select().from(users).where(eq(users.email, email.toLowerCase()))
  return row
}

export async function loadUser(ctx: InTx, userId: string) {
  const [row] = await ctx.tx.select().from(users).where(eq(users.id, userId))
  if (!row) throw new Error('a session without its user')
  return row
}

type Known = {
  userId: string
  name: string
  expiresAt: string
  memberId: string | null
  role: Role | null
  shopId: string | null
}

/** In a transaction and a role of its own (migrations/0003_production.sql). */
export async function findMemberBySession(ctx: Context, sessionHash: string, shopCode: string) {
  const [row] = await ctx.platform.database.db.execute<Known>(sql`
    select user_id as "userId", user_name as name, expires_at as "expiresAt", member_id as "memberId",
      member_role as role, shop_id as "shopId"
    from member_by_session(${sessionHash}, ${shopCode})`)
  return row && { ...row, expiresAt: new Date(row.expiresAt) }
}

/** Every shop the transaction's user belongs to; needs a scope with a user. */
export function findMemberships(ctx: InTx, userId: string) {
  return ctx.tx
    .select({ member: members, shop: shops })
    .from(members)
    .innerJoin(shops, eq(shops.id, members.shopId))
    .where(and(eq(members.userId, userId), isNull(members.removedAt)))
    .orderBy(asc(members.createdAt))
}

export function findMembers(ctx: InTx) {
  return ctx.tx
    .select({ member: members, user: users })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(isNull(members.removedAt))
    .orderBy(asc(members.createdAt))
}

export async function loadShop(ctx: InTx, shopId: string): Promise<ShopRow> {
  const [row] = await ctx.tx.select().from(shops).where(eq(shops.id, shopId))
  if (!row) throw new Error(`shop ${shopId} is not visible`)
  return row
}
