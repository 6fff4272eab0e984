import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Handler } from 'hono'
import { getMimeType } from 'hono/utils/mime'

/** Squeezing shortens these; pictures and fonts are short already. */
const SHORTENS = /^(text\/|application\/json|image\/svg)/

type Encoding = 'br' | 'gzip'
const SQUEEZE: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: promisify(gzip),
}

/**
 * Answers `/…/:name` with that file of a folder, whose files carry their version in their name. They are held in memory
 * and squeezed once for everybody. Nothing streams: Node's own streams throw where nobody can catch it when a browser
 * goes away while they are squeezing, and the whole program ended with it. One of an older version is not found: anything
 * else in its place would be kept for ever under its name.
 */
export function serveAssets(folder: string): Handler {
  const assets = new Map(namesIn(folder).map((name) => [name, holdAsset(join(folder, name))]))
  return async (c) => {
    const asset = assets.get(c.req.param('name') ?? '')
    if (!asset) return c.notFound()
    const encoding = asset.shortens ? wanted(c.req.header('Accept-Encoding') ?? '') : undefined
    const bytes = await asset.bytes(encoding)
    c.header('Content-Type', asset.type)
    c.header('Content-Length', String(bytes.length))
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    if (asset.shortens) c.header('Vary', 'Accept-Encoding')
    if (encoding) c.header('Content-Encoding', encoding)
    return c.body(bytes as Uint8Array<ArrayBuffer>)
  }
}

function holdAsset(path: string) {
  const plain = readFileSync(path)
  const type = getMimeType(path) ?? 'application/octet-stream'
  const squeezed = new Map<Encoding, Promise<Buffer>>()
  const bytes = async (encoding: Encoding | undefined): Promise<Buffer> => {
    if (!encoding) return plain
    const known = squeezed.get(encoding) ?? SQUEEZE[encoding](plain)
    squeezed.set(encoding, known)
    return known
  }
  return { type, shortens: SHORTENS.test(type), bytes }
}

function wanted(accepted: string): Encoding | undefined {
  const refused = /;\s*q=0(\.0*)?\s*$/
  const offered = accepted.split(',').filter((one) => !refused.test(one))
  const names = offered.map((one) => one.split(';')[0]?.trim().toLowerCase())
  return (['br', 'gzip'] as const).find((one) => names.includes(one))
}

/** None before the web app is built. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
  } catch {
    return []
  }
}
