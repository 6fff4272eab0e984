import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { AppError } from './errors.ts'
import { isOwnOrigin } from './origin.ts'
import type { Env } from './route.ts'

/** No inline script or style anywhere, nothing from another host, nobody frames us. */
export const headers = (): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      formAction: ["'self'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    crossOriginResourcePolicy: 'same-origin',
    strictTransportSecurity: false,
    permissionsPolicy: { camera: ['self'], microphone: [], geolocation: [] },
    // A handler may be stricter: originals are served in a sandbox.
    overwrite: false,
  })

/** Only over https, where it means something; the address decides. */
export const strictTransport =
  (publicUrl: string | null): MiddlewareHandler =>
  async (c, next) => {
    await next()
    if (publicUrl?.startsWith('https:')) c.header('Strict-Transport-Security', 'max-age=31536000')
  }

/**
 * What says nothing else is kept by no cache. A browser keeps a 410 for ever where nobody forbids it: a customer whose
 * link was replaced would be told so by the new one, too.
 */
export const keptByNobody: MiddlewareHandler = async (c, next) => {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Another site's page may not act through a visitor's cookies. */
export const ownOriginOnly: MiddlewareHandler<Env> = async (c, next) => {
  const { config } = c.var.platform
  if (!SAFE.has(c.req.method) && !isOwnOrigin(config, c.req.header('origin'), { host: c.req.header('host') }))
    throw new AppError(403, 'origin', 'This request came from another site’s page, so nothing was done.')
  await next()
}
