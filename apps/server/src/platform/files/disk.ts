import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ByteRange, FileStore, StoredFile } from './index.ts'
import { asRefusal, discard, type TempFile, writeTemp } from './temp.ts'
import { asWebStream } from './web-stream.ts'

const SHOP = /^[0-9A-Za-z_-]{1,64}$/
const HASH = /^[0-9a-f]{64}$/

/**
 * The store on a local disk. Our own few lines and not flydrive's disk driver, because that one writes straight to
 * the final name (a killed server would leave half a file under a hash it does not have) and never fsyncs.
 */
export function createDiskStore(root: string): FileStore {
  const incoming = join(root, '.incoming')
  const pathOf = (shopId: string, hash: string) => {
    if (!SHOP.test(shopId)) throw new Error('Not a shop id')
    return HASH.test(hash) ? join(root, shopId, hash.slice(0, 2), hash) : undefined
  }

  /** Durable before named: the bytes are synced, then get their name, then the name is synced. */
  async function adopt(shopId: string, file: TempFile) {
    const path = pathOf(shopId, file.hash)
    if (!path) throw new Error('Not a SHA-256 hash')
    try {
      await sync(file.path, 'r+')
      await makeDirectory(dirname(path))
      await rename(file.path, path)
      await sync(dirname(path), 'r')
    } catch (error) {
      // Adopted before (a preview shown early, an action tried again): the name and its bytes are already safe.
      if (!isMissing(error) || (await sizeOf(path)) === undefined) {
        await discard(file.path)
        throw asRefusal(error)
      }
    }
    return { hash: file.hash, size: file.size }
  }

  return {
    incoming,
    adopt,
    async put(shopId, source) {
      pathOf(shopId, '')
      return adopt(shopId, await writeTemp(incoming, source))
    },
    async open(shopId, hash) {
      const path = pathOf(shopId, hash)
      if (!path) return undefined
      const size = await sizeOf(path)
      return size === undefined ? undefined : storedFile(path, size)
    },
    async has(shopId, hash) {
      const path = pathOf(shopId, hash)
      return path !== undefined && (await sizeOf(path)) !== undefined
    },
    async remove(shopId, hash) {
      const path = pathOf(shopId, hash)
      if (path) await rm(path, { force: true })
    },
    async removeShop(shopId) {
      pathOf(shopId, '')
      await rm(join(root, shopId), { recursive: true, force: true })
    },
    path: pathOf,
    sweep: (olderThanMs = 6 * 3_600_000) => sweep(incoming, Date.now() - olderThanMs),
  }
}

function storedFile(path: string, size: number): StoredFile {
  const stream = (range?: ByteRange) => asWebStream(readBetween(path, { start: 0, end: size - 1, ...range }))
  return { size, stream }
}

/** Node's `end` is inclusive and cannot say "nothing", so an empty file or range has no reader at all. */
async function* readBetween(path: string, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  if (end >= start) yield* createReadStream(path, { start, end })
}

const sizeOf = (path: string) =>
  stat(path).then(
    (found) => found.size,
    (error) => {
      if (isMissing(error)) return undefined
      throw error
    },
  )

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** A new directory is itself a name in its parent, so each new level is synced too. */
async function makeDirectory(dir: string) {
  const first = await mkdir(dir, { recursive: true, mode: 0o700 })
  for (let made = dir; first && made.length >= first.length; made = dirname(made)) await sync(dirname(made), 'r')
}

async function sync(path: string, flags: 'r' | 'r+') {
  try {
    await using handle = await open(path, flags)
    await handle.sync()
  } catch (error) {
    // Windows has no way to sync a directory; its rename is journaled by the file system.
    if (process.platform !== 'win32' || flags === 'r+') throw error
  }
}

async function sweep(dir: string, before: number) {
  const names = await readdir(dir).catch(() => [])
  const gone = await Promise.all(
    names.map(async (name) => {
      const path = join(dir, name)
      const found = await stat(path).catch(() => undefined)
      if (!found || found.mtimeMs >= before) return false
      await rm(path, { recursive: true, force: true })
      return true
    }),
  )
  return gone.filter(Boolean).length
}
