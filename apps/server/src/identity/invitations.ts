import type { AcceptInvitationInput, InvitationPreviewDto, InviteInput, NewInvitationDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { AppError, conflict, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { newToken, sha256 } from '../platform/secrets.ts'
import { insertUser } from './accounts.ts'
import { hashPassword } from './passwords.ts'
import { presentInvitation } from './present.ts'
import { loadShop, loadUser } from './store.ts'

const { invitations, members } = schema
const VALID_MS = 14 * 24 * 3600 * 1000

export function invite(ctx: Context, { role }: InviteInput): Promise<NewInvitationDto> {
  const token = newToken()
  const actor = ctx.actor as Member
  return inTransaction(ctx, async (tx) => {
    const expiresAt = new Date(ctx.platform.now().getTime() + VALID_MS)
    const values = { shopId: actor.shopId, tokenHash: sha256(token), role, createdBy: actor.memberId, expiresAt }
    const [row] = await tx.tx.insert(invitations).values(values).returning()
    await record(tx, { type: 'member.invited', subjectId: row?.id, data: { role } })
    return { ...presentInvitation(row as typeof invitations.$inferSelect), url: `${ctx.publicUrl}/join/${token}` }
  })
}

export function revokeInvitation(ctx: Context, invitationId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const set = { revokedAt: ctx.platform.now() }
    const revoked = await tx.tx.update(invitations).set(set).where(eq(invitations.id, invitationId)).returning()
    if (revoked.length === 0) throw notFound()
    await record(tx, { type: 'member.invitation_revoked', subjectId: invitationId })
  })
}

export async function previewInvitation(
  ctx: Context,
  token: string,
  userId: string | null,
): Promise<InvitationPreviewDto> {
  const invitation = await usableInvitation(ctx, token)
  return inTransaction(
    ctx,
    async (tx) => ({
      shopName: (await loadShop(tx, invitation.shopId)).name,
      role: invitation.role,
      signedInAs: userId ? (await loadUser(tx, userId)).name : null,
    }),
    { shopId: invitation.shopId },
  )
}

/** Joins the shop: as the person signed in, or as someone new. */
export async function acceptInvitation(
  ctx: Context,
  token: string,
  signedIn: string | null,
  { account }: AcceptInvitationInput,
): Promise<{ userId: string }> {
  const { id, shopId, role } = await usableInvitation(ctx, token)
  if (!signedIn && !account)
    throw new AppError(401, 'signed_out', 'Sign in, or give a name, an e-mail address and a password.')
  const userId = signedIn ?? uuidv7()
  const passwordHash = account && !signedIn ? await hashPassword(account.password) : null
  await inTransaction(
    ctx,
    async (tx) => {
      // The row again, locked: an invitation is used once.
      const [row] = await tx.tx.select().from(invitations).where(eq(invitations.id, id)).for('no key update')
      if (!row || row.acceptedAt || row.revokedAt) throw expired()
      if (account && passwordHash)
        await insertUser(tx, { id: userId, email: account.email, name: account.name, passwordHash })
      const memberId = await join(tx, { shopId, userId, role })
      await tx.tx.update(invitations).set({ acceptedAt: ctx.platform.now() }).where(eq(invitations.id, id))
      const actor: Member = { type: 'member', memberId, userId, name: '', role, shopId, shopCode: '' }
      await record({ ...tx, actor }, { type: 'member.joined', subjectId: memberId, data: { role } })
    },
    { shopId },
  )
  return { userId }
}

async function join(
  ctx: InTx,
  row: { shopId: string; userId: string; role: 'manager' | 'maker' | 'viewer' },
): Promise<string> {
  const [known] = await ctx.tx.select().from(members).where(eq(members.userId, row.userId))
  if (known && !known.removedAt) throw conflict('member.already', 'You belong to this shop already.')
  const id = known?.id ?? uuidv7()
  // Someone who left and returns keeps their id, and with it what they wrote.
  await ctx.tx
    .insert(members)
    .values({ id, ...row })
    .onConflictDoUpdate({ target: [members.shopId, members.userId], set: { role: row.role, removedAt: null } })
  return id
}

async function usableInvitation(ctx: Context, token: string) {
  const linkCode = sha256(token)
  const find = (tx: InTx) => tx.tx.select().from(invitations).where(eq(invitations.tokenHash, linkCode))
  const [row] = await inTransaction(ctx, find, { linkCode })
  if (!row || row.acceptedAt || row.revokedAt || row.expiresAt <= ctx.platform.now()) throw expired()
  return row
}

const expired = () =>
  new AppError(
    410,
    'invitation.expired',
    'This invitation was used, withdrawn or is older than two weeks. Ask for a new one.',
  )
