export { UploadRefused } from '../../platform/files/index.ts'
export type { IngestedPage, PageMediaType, PageSource, Rendition } from './page.ts'
export { createIngest, type Ingest, type IngestOptions } from './pool.ts'
