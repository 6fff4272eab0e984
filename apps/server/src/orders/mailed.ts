import type { Context } from '../platform/context.ts'

/** The address that a customer of this shop is written to; null where nobody can, or the shop shows them nothing. */
export const mailedTo = (
  { platform }: Context,
  { customerLinks }: { customerLinks: boolean },
  { email }: { email: string | null },
): string | null => (platform.mail.available && customerLinks ? email : null)
