import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { addShop, type EtsySim, FIRST_APP, startEtsySim } from '@proofroom/etsy-sim'
import { configFor, consent } from '../../src/connections/etsy/testing/index.ts'
import { buildShop, idOfShop, type Shop, startTestApp, type TestApp } from '../../src/testing/index.ts'
import { freePort, kill, startServer } from '../server.ts'

/** A local Etsy, a server that answers people and webhooks, and two more processes that do the work. */
export type Stage = {
  sim: EtsySim
  t: TestApp
  workers: ChildProcess[]
  /** Kills where it is told; another one takes its place. */
  startWorker(dieAfter?: number): Promise<ChildProcess>
  calls(): { answered: number; refused: number }
  stop(): Promise<void>
}

export async function startStage(limits: { perSecond: number; perDay: number }): Promise<Stage> {
  const sim = await startEtsySim({ limits })
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  const t = await startTestApp({ config: { etsy: configFor(sim, secret) } })
  sim.webhooks.endpoint = { url: `${await t.listen()}/api/etsy/webhook`, secret }
  const startWorker = async (dieAfter = 0): Promise<ChildProcess> => {
    const worker = await startServer({
      ...{ entry: new URL('./worker.ts', import.meta.url).pathname, port: await freePort(), roles: 'jobs' },
      ...{ databaseUrl: t.database.url, dataDir: t.dataDir },
      env: {
        ...{ ETSY_KEYSTRING: FIRST_APP.keystring, ETSY_SHARED_SECRET: FIRST_APP.secret, ETSY_URL: sim.url },
        DIE_AFTER: String(dieAfter),
      },
    })
    if (dieAfter > 0) worker.kill('SIGUSR2')
    return worker
  }
  const workers = [await startWorker(), await startWorker()]
  return {
    ...{ sim, t, workers, startWorker },
    calls: () => ({ ...sim.state.meterOf(FIRST_APP.keystring).counts }),
    async stop() {
      await Promise.all(workers.map(kill))
      await t.stop()
      await sim.stop()
    },
  }
}

/** A shop here and one at Etsy. */
export type Place = { shop: Shop; shopId: string; etsyShopId: number; seller: number }

export async function openPlace({ sim, t }: Stage, seed: number): Promise<Place> {
  const [etsyShopId, seller] = [40_000_000 + seed, 80_000_000 + seed]
  addShop(sim.state, { shopId: etsyShopId, userId: seller, name: `Shop${seed}`, title: 'For trying out' })
  const [first] = [...sim.state.shops.keys()]
  for (const listing of sim.state.listingsOf(first ?? 0)) {
    const listingId = sim.state.nextId()
    sim.state.listings.set(listingId, { ...structuredClone(listing), listingId, shopId: etsyShopId })
  }
  const shop = await buildShop(t)
  return { shop, shopId: await idOfShop(t, shop), etsyShopId, seller }
}

export const connectPlace = ({ sim }: Stage, { shop, seller }: Place): Promise<string> =>
  consent(sim, shop.owner, shop.path, { seller })
