import type { DisclosureDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'

const { shops } = schema

/** What a shop is connected with: whatever gives it people's data, or gets them. Told by the slices that know. */
export type Connections = (ctx: InTx, shopId: string) => Promise<DisclosureDto['connections']>

/** Asked for wherever Etsy is spoken of. */
const TRADEMARK =
  "The term 'Etsy' is a trademark of Etsy, Inc. This Application uses Etsy's API, but is not endorsed or certified by Etsy."

type Shop = Pick<typeof shops.$inferSelect, 'id' | 'name' | 'retentionDays' | 'customerLinks' | 'privacyContact'>

/** Of one shop, or without a code of the installation: read from how it is set up, so that it cannot say otherwise. */
export async function disclose(ctx: Context, code: string | null, known: Connections[]): Promise<DisclosureDto> {
  const shop = code === null ? null : await findShop(ctx, code)
  const connections = shop ? await connectionsOf(ctx, shop.id, known) : []
  const isEtsy = connections.some(({ name }) => /etsy/i.test(name))
  return {
    shop: shop?.name ?? null,
    contact: shop?.privacyContact ?? '',
    retentionDays: shop?.retentionDays ?? null,
    customerLinks: shop?.customerLinks ?? true,
    mail: ctx.platform.mail.available,
    files: 'disk',
    roles: ['owner', 'manager', 'maker', 'viewer'],
    connections,
    trademark: isEtsy ? TRADEMARK : null,
  }
}

/** Anybody may read it who has the address; nothing else of the shop is read for them. */
async function findShop(ctx: Context, code: string): Promise<Shop> {
  const [shop] = await inTransaction(ctx, ({ tx }) => tx.select().from(shops).where(eq(shops.code, code)), {
    rounds: 'on',
  })
  if (!shop) throw notFound()
  return shop
}

const connectionsOf = (ctx: Context, shopId: string, known: Connections[]) =>
  inTransaction(
    { ...ctx, actor: { type: 'system', job: 'privacy.disclosure', shopId } },
    async (tx) => (await Promise.all(known.map((one) => one(tx, shopId)))).flat(),
    { shopId },
  )
