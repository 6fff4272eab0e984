import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { noSpace } from './refusals.ts'

/** Bytes on disk that nobody else knows of yet. Whoever holds one adopts it into the store or discards it. */
export interface TempFile {
  path: string
  /** SHA-256, hex. */
  hash: string
  size: number
}

/**
 * Writes a source into a new file of `dir`, measuring it on the way. When the source, `watch` or the disk fails,
 * nothing is left behind.
 */
export async function writeTemp(
  dir: string,
  source: AsyncIterable<Uint8Array> | Uint8Array,
  watch: (sizeSoFar: number) => void = () => {},
): Promise<TempFile> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, randomUUID())
  const hash = createHash('sha256')
  let size = 0
  async function* measured() {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      size += chunk.byteLength
      watch(size)
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    await using file = await open(path, 'wx', 0o600)
    await file.writeFile(measured())
    return { path, hash: hash.digest('hex'), size }
  } catch (error) {
    await discard(path)
    throw asRefusal(error)
  }
}

/** Measures a file that something else wrote. */
export async function measureTemp(path: string): Promise<TempFile> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(path)) {
    size += chunk.length
    hash.update(chunk)
  }
  return { path, hash: hash.digest('hex'), size }
}

/** Throws a temp file away, also one that is gone already. */
export const discard = (path: string) => rm(path, { force: true })

/** A full disk is something the sender must be told; every other failure of a disk is ours. */
export const asRefusal = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT') ? noSpace() : error
