import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFileStore, type FileStore, type StoredFile } from './index.ts'
import { writeTemp } from './temp.ts'

let dataDir: string
let store: FileStore

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'proofroom-files-'))
  store = createFileStore({ dataDir })
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const read = async (file: StoredFile | undefined, range?: { start: number; end: number }) =>
  Buffer.from(await new Response(file?.stream(range)).arrayBuffer())
const incoming = () => readdir(store.incoming).catch(() => [])

async function* pieces(bytes: Buffer, size = 10_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('the file store', () => {
  it('keeps bytes under their hash, from a buffer or a stream, in the shop’s own folder', async () => {
    const bytes = randomBytes(300_000)
    const hash = sha256(bytes)
    expect(await store.put('shop-a', bytes)).toEqual({ hash, size: bytes.length })
    expect(await store.put('shop-a', pieces(bytes))).toEqual({ hash, size: bytes.length })
    const path = join(dataDir, 'files', 'shop-a', hash.slice(0, 2), hash)
    expect(store.path('shop-a', hash)).toBe(path)
    expect(await readFile(path)).toEqual(bytes)
    expect(await incoming()).toEqual([])
  })

  it('opens the whole or a range, and says how large it is', async () => {
    const bytes = randomBytes(200_000)
    const { hash } = await store.put('shop-a', bytes)
    const file = await store.open('shop-a', hash)
    expect(file?.size).toBe(bytes.length)
    expect(await read(file)).toEqual(bytes)
    expect(await read(file, { start: 100, end: 199_000 })).toEqual(bytes.subarray(100, 199_001))
    expect(await read(file, { start: 0, end: 0 })).toEqual(bytes.subarray(0, 1))
  })

  it('keeps an empty file as what it is', async () => {
    const { hash } = await store.put('shop-a', Buffer.alloc(0))
    expect(await read(await store.open('shop-a', hash))).toEqual(Buffer.alloc(0))
  })

  it('does not let one shop learn of another’s bytes', async () => {
    const { hash } = await store.put('shop-a', Buffer.from('a secret drawing'))
    expect(await store.has('shop-a', hash)).toBe(true)
    expect(await store.has('shop-b', hash)).toBe(false)
    expect(await store.open('shop-b', hash)).toBeUndefined()
  })

  it('takes nothing but hashes and ids for a path', async () => {
    for (const hash of ['', '..', '../../secret', 'A'.repeat(64), `${'a'.repeat(63)}/`]) {
      expect(store.path('shop-a', hash)).toBeUndefined()
      expect(await store.open('shop-a', hash)).toBeUndefined()
      expect(await store.has('shop-a', hash)).toBe(false)
    }
    for (const shop of ['', '..', '.incoming', 'a/b']) {
      await expect(store.put(shop, Buffer.from('x'))).rejects.toThrow('Not a shop id')
      await expect(store.has(shop, 'a'.repeat(64))).rejects.toThrow('Not a shop id')
    }
  })

  it('removes, also twice', async () => {
    const { hash } = await store.put('shop-a', Buffer.from('gone soon'))
    await store.remove('shop-a', hash)
    await store.remove('shop-a', hash)
    expect(await store.has('shop-a', hash)).toBe(false)
  })

  it('stands twenty puts of the same content at once', async () => {
    const bytes = randomBytes(100_000)
    const puts = await Promise.all(Array.from({ length: 20 }, () => store.put('shop-a', pieces(bytes, 997))))
    expect(new Set(puts.map(({ hash }) => hash))).toEqual(new Set([sha256(bytes)]))
    expect(await read(await store.open('shop-a', sha256(bytes)))).toEqual(bytes)
    expect(await incoming()).toEqual([])
  })

  it('leaves nothing behind when the source breaks off', async () => {
    async function* broken() {
      yield Buffer.from('half of it')
      throw new Error('connection lost')
    }
    await expect(store.put('shop-a', broken())).rejects.toThrow('connection lost')
    expect(await incoming()).toEqual([])
    expect(await readdir(join(dataDir, 'files'))).toEqual(['.incoming'])
  })

  it('adopts a temp file by moving it, and a second time without harm', async () => {
    const temp = await writeTemp(store.incoming, Buffer.from('uploaded'))
    const adopted = await store.adopt('shop-a', temp)
    expect(adopted).toEqual({ hash: temp.hash, size: 8 })
    expect(await incoming()).toEqual([])
    expect(await store.adopt('shop-a', temp)).toEqual(adopted)
    await expect(store.adopt('shop-b', temp)).rejects.toThrow('ENOENT')
  })

  it('sweeps what a killed process left, and not what is being written', async () => {
    const old = await writeTemp(store.incoming, Buffer.from('old'))
    await writeTemp(store.incoming, Buffer.from('new'))
    const yesterday = new Date(Date.now() - 86_400_000)
    await utimes(old.path, yesterday, yesterday)
    expect(await store.sweep()).toBe(1)
    expect(await incoming()).toHaveLength(1)
    await writeFile(join(store.incoming, 'x'), '')
    expect(await store.sweep(-1000)).toBe(2)
  })
})
