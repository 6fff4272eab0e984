import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { api } from './api/api.ts'
import { files } from './buy/files.ts'
import { buyerPages } from './buy/pages.ts'
import { control } from './control/control.ts'
import { consentPages } from './oauth/consent.ts'
import { tokenEndpoint } from './oauth/token.ts'
import { type Endpoint, Webhooks } from './webhooks/deliver.ts'
import type { Limits } from './world/limits.ts'
import { keepSaved, load } from './world/save.ts'
import { seed } from './world/seed.ts'
import { World } from './world/world.ts'

export type EtsySimOptions = {
  /** 0, as it is without, is any that is free. */
  port?: number
  host?: string
  /** Kept in this file, when there is one. */
  file?: string
  limits?: Partial<Limits>
  /** Where apps may be sent back to, to the letter; without any, anywhere on this machine. */
  redirectUris?: string[]
  /** Who is told what happens. */
  endpoint?: Endpoint
  /** The address that others reach it by, if it is another than where it listens. */
  publicUrl?: string
}

export type EtsySim = { url: string; state: World; webhooks: Webhooks; stop(): Promise<void> }

/** An Etsy of one's own: its API, its pages, and switches for what goes wrong. */
export async function startEtsySim(options: EtsySimOptions = {}): Promise<EtsySim> {
  const { port = 0, host = '127.0.0.1', file, limits, redirectUris } = options
  const world = new World()
  if (!file || !load(world, file)) seed(world)
  Object.assign(world.limits, limits)
  if (redirectUris) for (const app of world.apps.values()) app.redirectUris = redirectUris
  const flush = file ? keepSaved(world, file) : () => {}
  const webhooks = new Webhooks(world)
  webhooks.endpoint = options.endpoint ?? null

  const app = new Hono()
  const server = createAdaptorServer({ fetch: app.fetch })
  server.listen(port, host)
  await once(server, 'listening')
  const url =
    options.publicUrl ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${(server.address() as AddressInfo).port}`
  app
    .route('/', consentPages(world))
    .route('/', tokenEndpoint(world))
    .route('/v3/application', api(world, url))
    .route('/sim', control(world, webhooks))
    .route('/', files(world))
    .route('/', buyerPages(world, url))
    .get('/', (c) => c.redirect('/buy'))

  return {
    ...{ url, state: world, webhooks },
    async stop() {
      webhooks.stop()
      if ('closeAllConnections' in server) server.closeAllConnections()
      server.close()
      await once(server, 'close')
      flush()
    },
  }
}
