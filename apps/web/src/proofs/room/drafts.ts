import type { ProofDto } from '@proofroom/contract'
import type { Draft } from './types.ts'

/** Where a draft belongs on another version: the page in the same place. Null when there is none any more. */
export function draftPage(draft: Draft, versions: ProofDto['versions'], versionId: string): string | null {
  if (!('page' in draft.entry) || !draft.entry.page) return null
  const page = draft.entry.page
  const from = versions.find((version) => version.id === draft.versionId)
  const to = versions.find((version) => version.id === versionId)
  const position = from?.pages.findIndex((one) => one.id === page) ?? -1
  return (position >= 0 ? to?.pages[position]?.id : undefined) ?? null
}
