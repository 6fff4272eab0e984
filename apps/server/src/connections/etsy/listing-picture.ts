import { isEtsyFile } from '@proofroom/etsy'
import type { Context as HonoContext } from 'hono'
import { notFound } from '../../platform/errors.ts'
import type { Env } from '../../platform/route.ts'
import { alsoFilesAt } from './app.ts'

/** A picture 570 wide is a tenth of it. */
const LARGEST = 3_000_000
const ANSWER_MS = 20_000
/** No longer than what stands beside it may be shown. */
const KEPT = 'private, max-age=600'

/**
 * Hands on a listing's picture, from Etsy's own hosts and nobody else's: our pages ask no other host, and nobody's
 * browser tells Etsy who looks. Whatever it holds, no browser runs it.
 */
export async function passPicture(c: HonoContext<Env>, url: string): Promise<Response> {
  if (!isEtsyFile(url, alsoFilesAt(c.var.platform))) throw notFound()
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null)
  const type = response?.headers.get('content-type') ?? ''
  if (!response?.ok || !/^image\/[\w.+-]+$/.test(type)) {
    await response?.body?.cancel()
    throw notFound()
  }
  const bytes = await readSmall(response)
  c.header('Content-Type', type)
  c.header('Cache-Control', KEPT)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
  return c.body(bytes)
}

async function readSmall({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    // Leaving the loop ends the transfer.
    if (size > LARGEST) throw notFound()
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
