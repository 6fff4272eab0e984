import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { guestCookie, openLink, readCookie, setGuestCookie } from './identity/index.ts'
import { serveAssets } from './platform/assets.ts'
import type { Context } from './platform/context.ts'
import { describeDevice } from './platform/device.ts'
import { presentProblem } from './platform/errors.ts'
import { publicUrlOf } from './platform/origin.ts'
import { guestMay } from './platform/policy.ts'
import type { Env } from './platform/route.ts'
import { customerHtml, type ReadProgress, readCustomerPageFor } from './proofs/index.ts'

const DIST = fileURLToPath(new URL('../../web/dist/', import.meta.url))

/** The built web app: the seller's pages, the customer's page with its data already in it, and their assets. */
export function webRoutes(readProgress: ReadProgress) {
  const page = (name: string) => (existsSync(DIST + name) ? readFileSync(DIST + name, 'utf8') : NOT_BUILT)
  const index = page('index.html')
  const customer = page('customer.html')
  return new Hono<Env>()
    .get('/assets/:name', serveAssets(`${DIST}assets`))
    .get('/assets/*', (c) => c.notFound())
    .get('/c/:code', async (c) => {
      const ctx = contextOf(c.var, c.req.header('user-agent'), c.req.header('host'))
      const [code = '', secret] = c.req.param('code').split('.')
      c.header('Cache-Control', 'no-store')
      try {
        if (secret !== undefined) {
          await ctx.platform.limits.take('link', c.var.address)
          const held = readCookie(c.req.header('cookie') ?? '', guestCookie(code))
          const { session, expires } = await openLink(ctx, code, secret, held)
          c.header('Set-Cookie', setGuestCookie(code, session, expires, ctx.publicUrl.startsWith('https:')))
          return c.redirect(`/c/${code}`, 303)
        }
        ctx.actor = await c.var.resolve(ctx, guestMay('view'), {
          params: { code },
          cookie: c.req.header('cookie') ?? '',
        })
        return c.html(customerHtml(customer, await readCustomerPageFor(ctx, readProgress)))
      } catch (error) {
        const { status, body } = presentProblem(error, c.var.requestId)
        if (status >= 500) c.var.platform.log.error({ err: error, requestId: c.var.requestId }, 'customer page failed')
        return c.html(customerHtml(customer, { problem: body }), status)
      }
    })
    .get('*', (c) => {
      c.header('Cache-Control', 'no-cache')
      return c.html(index)
    })
}

function contextOf(vars: Env['Variables'], userAgent: string | undefined, host: string | undefined): Context {
  return {
    platform: vars.platform,
    requestId: vars.requestId,
    actor: { type: 'anonymous' },
    device: describeDevice(userAgent),
    publicUrl: publicUrlOf(vars.platform.config, { host }),
    idempotency: null,
  }
}

const NOT_BUILT = '<!doctype html><title>Proofroom</title><p>The web app is not built yet. Run: npm run build</p>'
