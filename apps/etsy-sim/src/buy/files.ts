import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { Upload } from '../world/shapes.ts'
import type { World } from '../world/world.ts'

/** What Etsy lets a buyer upload. */
export const UPLOADS = [
  ...['image/jpeg', 'image/png', 'image/gif', 'image/svg+xml', 'image/heif', 'image/heic'],
  'application/pdf',
]
export const LARGEST_UPLOAD = 20 * 1024 * 1024

export function keepUpload(world: World, mimeType: string, bytes: Uint8Array<ArrayBuffer>): Upload {
  const path = `/files/${randomBytes(18).toString('base64url')}`
  const upload = { path, mimeType, bytes }
  world.uploads.set(path, upload)
  world.changed()
  return upload
}

/** Buyers' uploads and the listings' pictures. */
export function files(world: World): Hono {
  return new Hono()
    .get('/files/:name', (c) => {
      const upload = world.uploads.get(c.req.path)
      if (!upload) return c.notFound()
      return c.body(upload.bytes, 200, {
        'content-type': upload.mimeType,
        'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        'x-content-type-options': 'nosniff',
      })
    })
    .get('/images/:listing/:image{\\d+\\.svg}', (c) => {
      const listing = world.listings.get(Number(c.req.param('listing')))
      const image = listing?.images.find(({ id }) => `${id}.svg` === c.req.param('image'))
      if (!listing || !image) return c.notFound()
      return c.body(drawing(image.colour, listing.listingId), 200, { 'content-type': 'image/svg+xml' })
    })
}

/** No photographs: a board, a frame or a tag in the listing's colour, on paper. */
function drawing(colour: string, id: number): string {
  const turn = (id % 5) - 2
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" role="img">
<rect width="800" height="600" fill="#e9e5dc"/><rect y="420" width="800" height="180" fill="#dcd6ca"/>
<g transform="rotate(${turn} 400 300)"><rect x="216" y="128" width="368" height="344" rx="28" fill="#1c1a17" opacity=".12" transform="translate(10 16)"/>
<rect x="216" y="128" width="368" height="344" rx="28" fill="${colour}"/>
<rect x="244" y="156" width="312" height="288" rx="14" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="3"/>
<path d="M300 320c40-70 80 60 120-10s60 20 84-20" fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="7" stroke-linecap="round"/></g></svg>`
}
