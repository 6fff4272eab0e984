import { schema } from '@proofroom/db'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { type Context, inTransaction } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Task } from '../platform/events/jobs.ts'
import { newToken, sha256 } from '../platform/secrets.ts'
import { setPassword } from './accounts.ts'
import type { openSessions } from './sessions.ts'
import { findUserByEmail } from './store.ts'

const { passwordResets } = schema
const VALID_MS = 60 * 60 * 1000
export const RESET_JOB = 'identity.password_reset'

/** Queues the mail. The answer is the same whether there is such an account or not. */
export async function askPasswordReset(ctx: Context, email: string): Promise<void> {
  if (!ctx.platform.mail.available)
    throw new AppError(
      409,
      'mail.off',
      'This installation sends no mail. Whoever runs it can make a link with: npm run reset-password -- your@address',
    )
  await ctx.platform.jobs.send(RESET_JOB, { email, publicUrl: ctx.publicUrl })
}

/** A link that sets a new password once within the hour, or null when nobody has this address. */
export async function makeResetLink(ctx: Context, email: string): Promise<string | null> {
  const token = newToken()
  return inTransaction(ctx, async (tx) => {
    const user = await findUserByEmail(tx, email)
    if (!user) return null
    const expiresAt = new Date(ctx.platform.now().getTime() + VALID_MS)
    await tx.tx.insert(passwordResets).values({ tokenHash: sha256(token), userId: user.id, expiresAt })
    return `${ctx.publicUrl}/reset?token=${token}`
  })
}

/** Sets the password, once, and signs everybody else out. */
export async function resetPassword(
  ctx: Context,
  sessions: ReturnType<typeof openSessions>,
  input: { token: string; password: string },
): Promise<void> {
  const userId = await inTransaction(ctx, async (tx) => {
    const now = ctx.platform.now()
    const usable = and(
      eq(passwordResets.tokenHash, sha256(input.token)),
      isNull(passwordResets.usedAt),
      gt(passwordResets.expiresAt, now),
    )
    const [row] = await tx.tx.update(passwordResets).set({ usedAt: now }).where(usable).returning()
    if (!row)
      throw new AppError(
        410,
        'reset.expired',
        'This link was used already or is older than an hour. Ask for a new one.',
      )
    await setPassword(tx, row.userId, input.password)
    return row.userId
  })
  await sessions.invalidateUserSessions(userId)
}

export const passwordResetTask = (
  contextFor: (publicUrl: string) => Context,
): Task<{ email: string; publicUrl: string }> => ({
  name: RESET_JOB,
  async run({ email, publicUrl }) {
    const ctx = contextFor(publicUrl)
    const link = await makeResetLink(ctx, email)
    if (!link) return
    const text = `Someone asked for a new password for your Proofroom account.\n\nSet one here within the hour:\n${link}\n\nIf it was not you, do nothing: the old password keeps working.`
    await ctx.platform.mail.send({ to: email, subject: 'A new password for Proofroom', text })
  },
})
