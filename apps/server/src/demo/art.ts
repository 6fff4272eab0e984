import { openAsBlob } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { measureTemp } from '../platform/files/index.ts'
import type { Ingest } from '../proofs/index.ts'

const ART = join(import.meta.dirname, 'art')

export type Art = {
  /** Answers at once with the page that was made of the same file before. */
  ingest: Ingest
  open(name: string): Promise<{ body: ReadableStream<Uint8Array>; fileName: string }>
}

/** Has every picture of the demo read by the ingest's workers, before any transaction begins. */
export async function prepareArt(ingest: Ingest): Promise<Art> {
  const names = await readdir(ART)
  const made = await Promise.all(
    names.map(async (fileName) => {
      const file = await measureTemp(join(ART, fileName))
      return [file.hash, await ingest.ingestPage(file, { declaredName: fileName })] as const
    }),
  )
  const pages = new Map(made)
  const ingestPage: Ingest['ingestPage'] = async (file, source) =>
    pages.get(file.hash) ?? ingest.ingestPage(file, source)
  return {
    ingest: { ...ingest, ingestPage },
    async open(name) {
      const fileName = `${name}.webp`
      return { body: (await openAsBlob(join(ART, fileName))).stream(), fileName }
    },
  }
}
