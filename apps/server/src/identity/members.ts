import type { ChangeRoleInput, InvitationDto, MemberDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { presentInvitation } from './present.ts'
import { announceRevocation } from './revocation.ts'
import { findMembers } from './store.ts'

const { invitations, members } = schema

export function listMembers(ctx: Context): Promise<{ members: MemberDto[]; invitations: InvitationDto[] }> {
  return inTransaction(ctx, async (tx) => {
    const waiting = and(
      isNull(invitations.acceptedAt),
      isNull(invitations.revokedAt),
      gt(invitations.expiresAt, ctx.platform.now()),
    )
    return {
      members: (await findMembers(tx)).map((row) => presentMember(row, ctx.actor as Member)),
      invitations: (await tx.tx.select().from(invitations).where(waiting)).map(presentInvitation),
    }
  })
}

export function changeRole(ctx: Context, memberId: string, { role }: ChangeRoleInput): Promise<MemberDto> {
  return inTransaction(ctx, async (tx) => {
    await keepAnOwner(tx, memberId, role)
    await tx.tx.update(members).set({ role }).where(eq(members.id, memberId))
    await record(tx, { type: 'member.role_changed', subjectId: memberId, data: { role } })
    await announceRevocation(tx.tx, { memberId })
    const row = (await findMembers(tx)).find((found) => found.member.id === memberId)
    if (!row) throw notFound()
    return presentMember(row, ctx.actor as Member)
  })
}

export function removeMember(ctx: Context, memberId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await keepAnOwner(tx, memberId, null)
    await tx.tx.update(members).set({ removedAt: ctx.platform.now() }).where(eq(members.id, memberId))
    await record(tx, { type: 'member.removed', subjectId: memberId })
    await announceRevocation(tx.tx, { memberId })
  })
}

/** A shop without an owner could never be opened again. Locks the rows, so that two owners cannot leave at once. */
async function keepAnOwner(ctx: InTx, memberId: string, role: string | null): Promise<void> {
  const current = await ctx.tx.select().from(members).where(isNull(members.removedAt)).for('no key update')
  const target = current.find((member) => member.id === memberId)
  if (!target) throw notFound()
  const otherOwners = current.filter((member) => member.role === 'owner' && member.id !== memberId)
  if (target.role === 'owner' && role !== 'owner' && otherOwners.length === 0)
    throw conflict('member.last_owner', 'A shop keeps at least one owner. Make somebody else an owner first.')
}

function presentMember({ member, user }: Awaited<ReturnType<typeof findMembers>>[number], actor: Member): MemberDto {
  return {
    id: member.id,
    name: user.name,
    email: user.email,
    role: member.role,
    joinedAt: member.createdAt.toISOString(),
    you: member.id === actor.memberId,
  }
}
