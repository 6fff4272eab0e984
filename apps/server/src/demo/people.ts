import { schema } from '@proofroom/db'
import { uuidv7 } from 'uuidv7'
import { DEMO_EMAIL, hashPassword, insertShop, insertUser } from '../identity/index.ts'
import type { Member } from '../platform/actor.ts'
import type { InTx } from '../platform/context.ts'
import { record } from '../platform/events/record.ts'
import { newToken } from '../platform/secrets.ts'
import type { Staff } from './script.ts'

/**
 * The same on every installation, so that pictures which a killed first start left behind are taken up by the next one:
 * files are kept by shop and hash.
 */
export const DEMO_SHOP = '01939a00-a1de-7a1d-8000-0a1de7a91111'
const NAME = 'Alder & Ink'

/** Nobody knows these passwords: the demo is entered by its own button, and there only. */
const unguessable = () => hashPassword(newToken())

/** The shop with its three people, in the transaction that also makes its orders. */
export async function openShop(ctx: InTx, ownerId: string, zone: string): Promise<Record<Staff, Member>> {
  const userName = 'Maya Okafor'
  await insertUser(ctx, { id: ownerId, email: DEMO_EMAIL, name: userName, passwordHash: await unguessable() })
  const owner = { shopId: DEMO_SHOP, userId: ownerId, name: NAME, userName }
  const maya = await insertShop(ctx, { ...owner, demo: true, timezone: zone })
  return {
    maya,
    jun: await join(ctx, maya, { name: 'Jun Sato', role: 'manager' }),
    tom: await join(ctx, maya, { name: 'Tom Reid', role: 'maker' }),
  }
}

async function join(
  ctx: InTx,
  { shopId, shopCode }: Member,
  { name, role }: { name: string; role: 'manager' | 'maker' },
): Promise<Member> {
  const userId = uuidv7()
  const email = `${name.split(' ')[0]?.toLowerCase()}@${DEMO_EMAIL.split('@')[1]}`
  await insertUser(ctx, { id: userId, email, name, passwordHash: await unguessable() })
  const actor: Member = { type: 'member', memberId: uuidv7(), userId, name, role, shopId, shopCode }
  const createdAt = ctx.platform.now()
  await ctx.tx.insert(schema.members).values({ id: actor.memberId, shopId, userId, role, createdAt })
  await record({ ...ctx, actor }, { type: 'member.joined', subjectId: actor.memberId, data: { role } })
  return actor
}
