import type { Context as HonoContext } from 'hono'
import { shopOf } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Env } from '../route.ts'

/** Content-addressed, so it never changes; private, because who may see it does. */
const FOREVER = 'private, max-age=31536000, immutable'

/** A picture of a page, or the original as an attachment in a sandbox: whatever it holds, no browser runs it. */
export async function answerWithFile(
  c: HonoContext<Env>,
  found: { hash: string; fileName: string },
  rendition: string,
): Promise<Response> {
  const etag = `"${found.hash}"`
  if (c.req.header('if-none-match') === etag) return c.body(null, 304)
  const file = await c.var.platform.files.open(shopOf(c.var.ctx), found.hash)
  if (!file) throw notFound()
  c.header('ETag', etag)
  c.header('Cache-Control', FOREVER)
  c.header('Content-Length', String(file.size))
  c.header('X-Content-Type-Options', 'nosniff')
  if (rendition === 'original') {
    c.header('Content-Type', 'application/octet-stream')
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.fileName)}`)
    c.header('Content-Security-Policy', "sandbox; default-src 'none'")
  } else c.header('Content-Type', 'image/webp')
  return c.body(file.stream())
}
