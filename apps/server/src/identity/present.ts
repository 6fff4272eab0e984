import type { InvitationDto, MembershipDto, ShopDto } from '@proofroom/contract'
import type { schema } from '@proofroom/db'
import type { ShopRow } from './store.ts'

export function presentShop(shop: ShopRow): ShopDto {
  const { code, name, timezone, currency, locale, workingDays, daysOff, customerLinks } = shop
  return { code, name, timezone, currency, locale, workingDays, daysOff, customerLinks }
}

export const presentMembership = (row: {
  member: typeof schema.members.$inferSelect
  shop: ShopRow
}): MembershipDto => ({ shop: presentShop(row.shop), role: row.member.role, memberId: row.member.id })

export const presentInvitation = (row: typeof schema.invitations.$inferSelect): InvitationDto => ({
  id: row.id,
  role: row.role,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
})
