import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { measureTemp, type TempFile } from '../../platform/files/index.ts'
import { type Drawn, fileOf, type RenditionName } from './messages.ts'
import type { IngestedPage, PageSource, Rendition } from './page.ts'
import { createReaders } from './readers.ts'

export interface IngestOptions {
  /** `store.incoming`, so that the store can adopt renditions without copying them. */
  tmpDir: string
  /** Child processes at most; the first is started at once, others when there is work for them. */
  workers?: number
  /** Wall clock for one page, from the moment a worker takes it. */
  timeLimitMs?: number
  pixelLimit?: number
  /** Bytes one child process may take in all; 120 megapixels need about a third of it. */
  memoryLimit?: number
  /** How many files may wait for a worker before the next is told to come back. */
  waitingLimit?: number
  /** For the log: a child process started or ended. */
  onWorker?: (event: { kind: 'started' | 'ended'; pid: number | undefined; how?: string }) => void
}

export interface Ingest {
  /**
   * Makes a page of an uploaded file, in a child process. The file itself is only read: whether it is adopted or
   * discarded is the caller's. What the sender can act on is an UploadRefused; then nothing is left but the file.
   */
  ingestPage(file: TempFile, source?: PageSource): Promise<IngestedPage>
  /** Ends the workers; pages in the making are refused. */
  close(): void
}

export function createIngest(options: IngestOptions): Ingest {
  const {
    timeLimitMs = 60_000,
    pixelLimit = 120_000_000,
    memoryLimit = 1_500_000_000,
    waitingLimit = 100,
    workers = Math.min(2, availableParallelism()),
  } = options
  const tmpDir = resolve(options.tmpDir)
  const readers = createReaders({ tmpDir, workers, waitingLimit, onWorker: options.onWorker })
  let lastId = 0

  async function ingestPage(file: TempFile, source: PageSource = {}): Promise<IngestedPage> {
    const { declaredName, declaredType, onPreview, signal } = source
    const outDir = join(tmpDir, randomUUID())
    const discard = () => rm(outDir, { recursive: true, force: true })
    try {
      await mkdir(outDir, { recursive: true, mode: 0o700 })
      let preview: Promise<Rendition> | undefined
      const task = {
        id: ++lastId,
        path: resolve(file.path),
        outDir,
        declaredName,
        declaredType,
        pixelLimit,
        memoryLimit,
      }
      const done = await readers.run(task, {
        timeLimitMs,
        signal,
        onPreview: (drawn) => {
          preview = take(outDir, 'preview', drawn).then((made) => {
            onPreview?.(made)
            return made
          })
          // Awaited below; until then a failing listener must not count as unhandled.
          preview.catch(() => {})
        },
      })
      const { drawn, ...page } = done
      return {
        ...page,
        preview: await (preview ?? take(outDir, 'preview', drawn.preview)),
        shown: await take(outDir, 'shown', drawn.shown),
        thumb: await take(outDir, 'thumb', drawn.thumb),
        discard,
      }
    } catch (error) {
      await discard()
      throw error
    }
  }

  return { ingestPage, close: readers.close }
}

/** Measured by us: a hash is what gets signed, so it is never a child process's word. */
async function take(outDir: string, name: RenditionName, { width, height }: Drawn): Promise<Rendition> {
  return { ...(await measureTemp(join(outDir, fileOf(name)))), mediaType: 'image/webp', width, height }
}
