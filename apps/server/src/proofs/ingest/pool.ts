import type { TempFile } from '../../platform/files/index.ts'
import type { IngestedPage, PageSource } from './page.ts'

export interface IngestOptions {
  /** `store.incoming`, so that the store can adopt renditions without copying them. */
  tmpDir: string
  /** Child processes at most; the first is started at once, a second when there is work for it. */
  workers?: number
  /** Wall clock for one page, from the moment a worker takes it. */
  timeLimitMs?: number
  pixelLimit?: number
}

export interface Ingest {
  /** Makes a page of an uploaded file, in a child process. What the sender can act on is an UploadRefused. */
  ingestPage(file: TempFile, source: PageSource): Promise<IngestedPage>
  /** Ends the workers; pages in the making are refused. */
  close(): Promise<void>
}

export function createIngest(_options: IngestOptions): Ingest {
  throw new Error('Being built')
}
