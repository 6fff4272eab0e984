import { canonicalJson } from '@proofroom/proof'
import { sha256 } from '../platform/secrets.ts'
import type { PageRow } from './store.ts'

/**
 * What a decision names: SHA-256 of the canonical JSON of the pages in order, each with the hash of the file as it was
 * uploaded, the hash of what is shown, and its size.
 */
export function contentHash(pages: PageRow[]): string {
  const named = pages.map(({ originalHash, shownHash, width, height }) => ({
    original: originalHash,
    shown: shownHash,
    width,
    height,
    mm: null,
  }))
  return sha256(canonicalJson(named))
}
