import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { UploadRefused } from '../../platform/files/index.ts'
import { writeTemp } from '../../platform/files/temp.ts'
import { createIngest, type Ingest, type IngestOptions, type PageSource } from './index.ts'

type WorkerEvent = Parameters<NonNullable<IngestOptions['onWorker']>>[0]

/** An ingest of a test file's own, in a folder of its own; after the tests both are gone. */
export function ingestForTests(options: Partial<IngestOptions> = {}) {
  const events: WorkerEvent[] = []
  let tmpDir = ''
  let ingest: Ingest
  beforeAll(async () => {
    tmpDir = await mkdtemp(join(tmpdir(), 'proofroom-ingest-'))
    ingest = createIngest({ tmpDir, workers: 1, ...options, onWorker: (event) => events.push(event) })
  })
  afterAll(async () => {
    ingest.close()
    await rm(tmpDir, { recursive: true, force: true })
  })

  const ingestBytes = async (bytes: Buffer, source?: PageSource) =>
    ingest.ingestPage(await writeTemp(join(tmpDir, 'uploads'), bytes), source)

  async function refusalOf(bytes: Buffer, source?: PageSource): Promise<UploadRefused> {
    const outcome = await ingestBytes(bytes, source).catch((error: unknown) => error)
    expect(outcome).toBeInstanceOf(UploadRefused)
    return outcome as UploadRefused
  }

  /** What pages left in the folder, uploads apart. */
  const leftovers = async () => (await readdir(tmpDir)).filter((name) => name !== 'uploads')

  return { events, ingest: () => ingest, ingestBytes, refusalOf, leftovers }
}
