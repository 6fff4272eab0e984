import { z } from 'zod'
import { Day, Instant } from './platform.ts'

export const Role = z.enum(['owner', 'manager', 'maker', 'viewer'])
export type Role = z.infer<typeof Role>
export const InvitedRole = z.enum(['manager', 'maker', 'viewer'])
export type InvitedRole = z.infer<typeof InvitedRole>

const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .pipe(z.email({ error: 'Please give an e-mail address like maya@example.com.' }))
const Password = z
  .string()
  .min(10, 'Please use at least 10 characters. A few words in a row work well.')
  .max(200, 'Please use at most 200 characters.')
const PersonName = z.string().trim().min(1, 'Please give a name.').max(120, 'Please use at most 120 characters.')
const ShopName = z.string().trim().min(1, 'Please name the shop.').max(80, 'Please use at most 80 characters.')

export const SignUpInput = z.object({ name: PersonName, email: Email, password: Password, shopName: ShopName })
export type SignUpInput = z.infer<typeof SignUpInput>

export const SignInInput = z.object({
  email: Email,
  password: z.string().min(1, 'Please give your password.').max(200),
})
export type SignInInput = z.infer<typeof SignInInput>

export const AskPasswordResetInput = z.object({ email: Email })
export type AskPasswordResetInput = z.infer<typeof AskPasswordResetInput>
export const ResetPasswordInput = z.object({ token: z.string().max(200), password: Password })
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>

/** What anyone may know of this installation before signing in. */
export const SiteDto = z
  .object({
    signup: z.boolean().describe('New shops may sign up'),
    demo: z.boolean().describe('The demo shop is here and opens with one click'),
    mail: z.boolean().describe('Mail can be sent'),
  })
  .meta({ id: 'Site' })
export type SiteDto = z.infer<typeof SiteDto>

export const ShopDto = z
  .object({
    ...{ code: z.string(), name: z.string(), timezone: z.string(), currency: z.string(), locale: z.string() },
    workingDays: z.array(z.number().int()).describe('1 (Monday) to 7; what is due is counted in them'),
    daysOff: z.array(Day).describe('Days on which nobody works all the same'),
    customerLinks: z.boolean().describe('Off: customers open nothing, the shop reviews its proofs itself'),
  })
  .meta({ id: 'Shop' })
export type ShopDto = z.infer<typeof ShopDto>

export const MembershipDto = z.object({ shop: ShopDto, role: Role, memberId: z.string() }).meta({ id: 'Membership' })
export type MembershipDto = z.infer<typeof MembershipDto>

export const MeDto = z
  .object({ name: z.string(), email: z.string(), memberships: z.array(MembershipDto) })
  .meta({ id: 'Me' })
export type MeDto = z.infer<typeof MeDto>

export const SessionDto = z
  .object({ id: z.string(), device: z.string(), createdAt: Instant, lastSeenAt: Instant, current: z.boolean() })
  .meta({ id: 'Session' })
export type SessionDto = z.infer<typeof SessionDto>

export const UpdateShopInput = z.object({
  name: ShopName.optional(),
  timezone: z.string().max(60).optional(),
  currency: z.string().length(3).optional(),
  workingDays: z
    .array(z.number().int().min(1).max(7))
    .min(1, 'On one day at least somebody works.')
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'Name each day once.')
    .optional(),
  daysOff: z.array(Day).max(200, 'Please keep at most 200 days off.').optional(),
})
export type UpdateShopInput = z.infer<typeof UpdateShopInput>

export const CreateShopInput = z.object({ name: ShopName })
export type CreateShopInput = z.infer<typeof CreateShopInput>

export const MemberDto = z
  .object({ id: z.string(), name: z.string(), email: z.string(), role: Role, joinedAt: Instant, you: z.boolean() })
  .meta({ id: 'Member' })
export type MemberDto = z.infer<typeof MemberDto>

export const ChangeRoleInput = z.object({ role: Role })
export type ChangeRoleInput = z.infer<typeof ChangeRoleInput>

export const InviteInput = z.object({ role: InvitedRole })
export type InviteInput = z.infer<typeof InviteInput>

export const InvitationDto = z
  .object({ id: z.string(), role: InvitedRole, createdAt: Instant, expiresAt: Instant })
  .meta({ id: 'Invitation' })
export type InvitationDto = z.infer<typeof InvitationDto>

/** The link is shown once: only its hash is kept. */
export const NewInvitationDto = InvitationDto.extend({ url: z.string() }).meta({ id: 'NewInvitation' })
export type NewInvitationDto = z.infer<typeof NewInvitationDto>

export const InvitationPreviewDto = z
  .object({ shopName: z.string(), role: InvitedRole, signedInAs: z.string().nullable() })
  .meta({ id: 'InvitationPreview' })
export type InvitationPreviewDto = z.infer<typeof InvitationPreviewDto>

/** Someone signed in joins with an empty body; someone new gives all three. */
export const AcceptInvitationInput = z.object({
  account: z.object({ name: PersonName, email: Email, password: Password }).optional(),
})
export type AcceptInvitationInput = z.infer<typeof AcceptInvitationInput>

// Capability links

export const CreateLinkInput = z.object({
  label: z.string().trim().min(1, 'Say who it is for.').max(80),
  rights: z.enum(['view', 'comment', 'decide']),
  days: z.number().int().min(1).max(365).default(90),
})
export type CreateLinkInput = z.infer<typeof CreateLinkInput>

export const LinkDto = z
  .object({
    id: z.string(),
    label: z.string(),
    rights: z.enum(['view', 'comment', 'decide']),
    url: z.string(),
    state: z.enum(['active', 'expired', 'revoked']),
    expiresAt: Instant,
    openedBy: z.array(z.object({ name: z.string().nullable(), device: z.string(), lastSeenAt: Instant })),
  })
  .meta({ id: 'Link' })
export type LinkDto = z.infer<typeof LinkDto>

export const NameInput = z.object({ name: PersonName, email: Email.optional() })
export type NameInput = z.infer<typeof NameInput>
