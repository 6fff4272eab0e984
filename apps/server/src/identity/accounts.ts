import type { CreateShopInput, MeDto, MembershipDto, SignInInput, SignUpInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Member, User } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { AppError, conflict, forbidden, postgresCode } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { newCode } from '../platform/secrets.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { presentMembership } from './present.ts'
import { findMemberships, findUserByEmail, loadUser } from './store.ts'

const { members, shops, users } = schema

/** What a new shop begins with. Handed in at start by the slices that know: identity knows nobody above it. */
export type ShopBeginning = (ctx: InTx) => Promise<void>

/** A new person with a new shop of their own. */
export async function signUp(ctx: Context, input: SignUpInput, begin: ShopBeginning): Promise<{ userId: string }> {
  if (!ctx.platform.config.signup)
    throw forbidden('New shops cannot sign up here. Ask whoever runs it for an invitation.', 'signup.off')
  const userId = uuidv7()
  const shopId = uuidv7()
  const passwordHash = await hashPassword(input.password)
  await inTransaction(
    ctx,
    async (tx) => {
      await insertUser(tx, { id: userId, email: input.email, name: input.name, passwordHash })
      const actor = await insertShop(tx, { shopId, userId, name: input.shopName, userName: input.name })
      await begin({ ...tx, actor })
    },
    { shopId },
  )
  return { userId }
}

/** Another shop of somebody who has an account: with nothing in common with their others but them. */
export async function addShop(
  ctx: Context,
  { userId }: User,
  { name }: CreateShopInput,
  begin: ShopBeginning,
): Promise<MembershipDto> {
  if (!ctx.platform.config.signup) throw forbidden('No new shops are made here. Ask whoever runs it.', 'signup.off')
  const shopId = uuidv7()
  await inTransaction(
    ctx,
    async (tx) => {
      const { name: userName } = await loadUser(tx, userId)
      const actor = await insertShop(tx, { shopId, userId, name, userName })
      await begin({ ...tx, actor })
    },
    { shopId },
  )
  const all = await inTransaction(ctx, (tx) => findMemberships(tx, userId), { userId })
  const made = all.find(({ shop }) => shop.id === shopId)
  if (!made) throw new Error(`shop ${shopId} is not visible`)
  return presentMembership(made)
}

export async function insertUser(ctx: InTx, row: typeof users.$inferInsert): Promise<void> {
  try {
    await ctx.tx.transaction((savepoint) => savepoint.insert(users).values(row))
  } catch (error) {
    if (postgresCode(error) !== '23505') throw error
    throw conflict(
      'email.taken',
      'There is already an account with this e-mail address. Sign in instead, or reset its password.',
    )
  }
}

/** The transaction's scope must name the new shop already. */
export async function insertShop(
  ctx: InTx,
  shop: { shopId: string; userId: string; name: string; userName: string; demo?: boolean; timezone?: string },
): Promise<Member> {
  const { shopId, userId, name } = shop
  const createdAt = ctx.platform.now()
  const member = { id: uuidv7(), shopId, userId, role: 'owner' as const, createdAt }
  const code = newCode(8)
  await ctx.tx.insert(shops).values({
    id: shopId,
    code,
    name,
    timezone: shop.timezone ?? 'Europe/London',
    currency: 'GBP',
    locale: 'en-GB',
    demo: shop.demo ?? false,
    createdAt,
  })
  await ctx.tx.insert(members).values(member)
  const actor: Member = {
    type: 'member',
    memberId: member.id,
    userId,
    name: shop.userName,
    role: 'owner',
    shopId,
    shopCode: code,
  }
  await record({ ...ctx, actor }, { type: 'shop.created', subjectId: shopId })
  return actor
}

export async function signIn(ctx: Context, input: SignInInput): Promise<{ userId: string }> {
  const user = await inTransaction(ctx, (tx) => findUserByEmail(tx, input.email))
  if (!(await checkPassword(user?.passwordHash, input.password)))
    throw new AppError(
      401,
      'sign_in',
      'This e-mail address and password do not belong together. Try again, or reset the password.',
    )
  return { userId: user?.id as string }
}

export const DEMO_EMAIL = 'maya@alder-and-ink.example'

/** Opens the demo's shop with one click. There is one only where the first start made it. */
export async function signInToDemo(ctx: Context): Promise<{ userId: string }> {
  const user = await findDemoUser(ctx)
  if (!user) throw forbidden('There is no demo shop here.', 'demo.off')
  return { userId: user.id }
}

export async function findDemoUser(ctx: Context) {
  if (!ctx.platform.config.demo || ctx.platform.config.databaseUrl) return undefined
  return inTransaction(ctx, (tx) => findUserByEmail(tx, DEMO_EMAIL))
}

export async function describeMe(ctx: Context, userId: string): Promise<MeDto> {
  return inTransaction(
    ctx,
    async (tx) => {
      const user = await loadUser(tx, userId)
      const memberships = await findMemberships(tx, userId)
      return { name: user.name, email: user.email, memberships: memberships.map(presentMembership) }
    },
    { userId },
  )
}

export async function setPassword(ctx: InTx, userId: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  await ctx.tx.update(users).set({ passwordHash }).where(eq(users.id, userId))
}
