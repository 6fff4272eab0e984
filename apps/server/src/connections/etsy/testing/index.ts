import { randomBytes } from 'node:crypto'
import type { EtsyConnectionDto, EtsyConsentDto } from '@proofroom/contract'
import { inTransaction } from '@proofroom/db'
import { type EtsySim, type EtsySimOptions, FIRST_APP, FIRST_SHOP, startEtsySim } from '@proofroom/etsy-sim'
import { type SQL, sql } from 'drizzle-orm'
import type { Config } from '../../../platform/config.ts'
import type { Context } from '../../../platform/context.ts'
import { systemContext } from '../../../program.ts'
import { idOfShop } from '../../../testing/dump.ts'
import { buildShop, type Shop, startTestApp, type TestApp, type Visitor } from '../../../testing/index.ts'
import { syncShop } from '../sync.ts'

export type Stage = { sim: EtsySim; t: TestApp; shop: Shop; shopId: string; secret: string; stop(): Promise<void> }

export const configFor = (sim: EtsySim, secret: string): Config['etsy'] => ({
  key: { keystring: FIRST_APP.keystring, secret: FIRST_APP.secret },
  webhookSecret: secret,
  simulatorUrl: sim.url,
})

/** A local Etsy, a server that is told of it, and a shop that is not connected yet. */
export async function startStage(options: EtsySimOptions = {}): Promise<Stage> {
  const sim = await startEtsySim({ limits: { perSecond: 1000, perDay: 1_000_000 }, ...options })
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  const t = await startTestApp({ config: { etsy: configFor(sim, secret) } })
  const shop = await buildShop(t)
  const shopId = await idOfShop(t, shop)
  return {
    ...{ sim, t, shop, shopId, secret },
    async stop() {
      await t.stop()
      await sim.stop()
    },
  }
}

/** A browser's way: to Etsy, yes or no, and back. Answers where it ended. */
export async function consent(
  sim: EtsySim,
  owner: Visitor,
  path: string,
  { answer = 'allow', seller = FIRST_SHOP.userId }: { answer?: 'allow' | 'deny'; seller?: number } = {},
): Promise<string> {
  const { url } = await owner.do<EtsyConsentDto>('POST', `${path}/etsy/connect`)
  const shown = await (await fetch(url)).text()
  const id = /name="id" value="([^"]+)"/.exec(shown)?.[1] ?? ''
  const said = await fetch(`${sim.url}/oauth/connect`, {
    method: 'POST',
    body: new URLSearchParams({ id, answer, seller: String(seller) }),
    redirect: 'manual',
  })
  const back = new URL(said.headers.get('location') ?? 'missing:')
  const response = await owner.ask('GET', `${back.pathname}${back.search}`)
  return response.headers.get('location') ?? `${response.status}`
}

export const connect = ({ sim, shop }: Pick<Stage, 'sim' | 'shop'>) => consent(sim, shop.owner, shop.path)

export const contextOf = ({ t, shopId }: Pick<Stage, 't' | 'shopId'>): Context => ({
  ...systemContext(t.platform),
  actor: { type: 'system', job: 'test', shopId },
  requestId: 'test',
})

/** As the jobs do, to the end. */
export async function syncAll(stage: Pick<Stage, 't' | 'shopId'>): Promise<void> {
  while ((await syncShop(contextOf(stage))) === 'more');
}

export const stateOf = ({ shop }: Pick<Stage, 'shop'>) => shop.owner.do<EtsyConnectionDto>('GET', `${shop.path}/etsy`)

export const rows = ({ t, shopId }: Pick<Stage, 't' | 'shopId'>, statement: SQL) =>
  inTransaction(t.database.db, { shopId }, (tx) => tx.execute<Record<string, unknown>>(statement))

export const countOf = async (stage: Pick<Stage, 't' | 'shopId'>, table: string): Promise<number> =>
  Number((await rows(stage, sql`select count(*)::int as n from ${sql.identifier(table)}`))[0]?.n)
