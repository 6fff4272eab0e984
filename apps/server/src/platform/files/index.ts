import { join } from 'node:path'
import { createDiskStore } from './disk.ts'
import type { TempFile } from './temp.ts'

/** Bytes `start` to `end`, both included, as HTTP counts them. */
export interface ByteRange {
  start: number
  end: number
}

export interface StoredFile {
  size: number
  stream(range?: ByteRange): ReadableStream<Uint8Array>
}

/**
 * Content-addressed files, SHA-256 in hex, kept apart by shop: one shop's upload must not reveal that another shop has
 * the same bytes. A hash names its bytes for good; what a file is called and who may see it is the database's matter.
 * The store counts no references: `remove` a hash only when no row of that shop names it any more.
 */
export interface FileStore {
  /** Where uploads wait; on the store's own disk, so that adopting is a rename and not a copy. */
  readonly incoming: string
  put(shopId: string, source: AsyncIterable<Uint8Array> | Uint8Array): Promise<{ hash: string; size: number }>
  /** Takes over a measured temp file (of receiveUpload or an ingested page); it is gone from its old place after. */
  adopt(shopId: string, file: TempFile): Promise<{ hash: string; size: number }>
  /** Undefined when the shop has no such file, also for something that is not a hash. */
  open(shopId: string, hash: string): Promise<StoredFile | undefined>
  has(shopId: string, hash: string): Promise<boolean>
  remove(shopId: string, hash: string): Promise<void>
  /** Everything of a shop, for when it is no more. */
  removeShop(shopId: string): Promise<void>
  /** For parsers on this machine; undefined for what is not a hash. Says nothing about whether the file exists. */
  path(shopId: string, hash: string): string | undefined
  /** Clears what a killed process left in `incoming`; answers how many. Run it at start. */
  sweep(olderThanMs?: number): Promise<number>
}

export function createFileStore(options: { dataDir: string }): FileStore {
  return createDiskStore(join(options.dataDir, 'files'))
}

export { receiveUpload, type Upload } from './receive.ts'
export { UploadRefused } from './refusals.ts'
export { discard as discardTemp, measureTemp, type TempFile } from './temp.ts'
export { asWebStream } from './web-stream.ts'
