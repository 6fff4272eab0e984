import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { findDemoUser } from '../identity/index.ts'
import { localUrl } from '../platform/config.ts'
import type { Context } from '../platform/context.ts'

/** Beside the server's own, so that two installations on one machine have two. */
const PORTS_ON = 100

/**
 * The demo's own Etsy, on this machine: *Connect Etsy* leads to it and a buyer is played on its pages. Only where there
 * is a demo, and nobody said where the real one is.
 */
export async function startDemoEtsy(ctx: Context): Promise<{ stop(): Promise<void> } | null> {
  const { config, log } = ctx.platform
  const isWanted = config.demo && !config.databaseUrl && !config.etsy.key && !config.etsy.simulatorUrl
  if (!isWanted || !(await findDemoUser(ctx))) return null
  const port = config.port + PORTS_ON
  const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`
  try {
    // Not part of an image that is made for real shops.
    const { FIRST_APP, startEtsySim } = await import('@proofroom/etsy-sim')
    const sim = await startEtsySim({
      ...{ port, publicUrl: `http://localhost:${port}`, file: join(config.dataDir, 'etsy-sim.json') },
      endpoint: { url: `${localUrl(config)}/api/etsy/webhook`, secret: webhookSecret },
    })
    const { keystring, secret } = FIRST_APP
    config.etsy = { key: { keystring, secret }, webhookSecret, simulatorUrl: sim.url }
    return sim
  } catch (error) {
    log.warn({ err: error, port }, 'demo: the local Etsy did not start')
    return null
  }
}
