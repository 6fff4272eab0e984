import { schema } from '@proofroom/db'
import { ETSY, type EtsyHosts } from '@proofroom/etsy'
import type { Context, InTx, Platform } from '../../platform/context.ts'
import { conflict } from '../../platform/errors.ts'

const { etsyKeys } = schema

/** An app at Etsy: whose calls they are. */
export type App = { of: 'installation' | 'own'; keystring: string; secret: string; webhookSecret: string | null }

type KeyRow = typeof etsyKeys.$inferSelect

export async function findKeyRow(ctx: InTx): Promise<KeyRow | null> {
  const [row] = await ctx.tx.select().from(etsyKeys)
  return row ?? null
}

/** The shop's own, where it brought one; else the installation's, if that has one. */
export async function findApp(ctx: InTx): Promise<App | null> {
  const { secrets, config } = ctx.platform
  const own = await findKeyRow(ctx)
  if (own) {
    const [keystring = '', secret = ''] = secrets.open(own.sealedKey).split(':')
    const webhookSecret = own.sealedWebhookSecret && secrets.open(own.sealedWebhookSecret)
    return { of: 'own', keystring, secret, webhookSecret }
  }
  const { key, webhookSecret } = config.etsy
  return key && { of: 'installation', ...key, webhookSecret }
}

export async function needApp(ctx: InTx): Promise<App> {
  const app = await findApp(ctx)
  if (!app) throw conflict('etsy.no_key', 'Enter the key of your own Etsy app first: this installation has none.')
  return app
}

export function hostsOf({ config }: Platform): EtsyHosts {
  const { simulatorUrl } = config.etsy
  return simulatorUrl === null ? ETSY : { consent: simulatorUrl, api: simulatorUrl }
}

/** Where buyers' files may lie besides Etsy's own hosts. */
export const alsoFilesAt = ({ config }: Platform): string[] =>
  config.etsy.simulatorUrl === null ? [] : [config.etsy.simulatorUrl]

export const callbackOf = (ctx: Context): string => `${ctx.publicUrl}/api/etsy/callback`
export const webhookOf = (ctx: Context): string => `${ctx.publicUrl}/api/etsy/webhook`
