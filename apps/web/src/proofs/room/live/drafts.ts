import type { ProofDto } from '@proofroom/contract'
import { canonicalJson, type Entry, type NewEntry } from '@proofroom/proof'
import { createStore, type Store } from '../store.ts'
import type { Draft } from '../types.ts'
import { forgetDevice, readDevice, writeDevice } from './device.ts'

export type DraftBox = Store<readonly Draft[]> & {
  keep(drafts: readonly Draft[]): void
  drop(ids: readonly string[]): void
  close(): void
}

const keyOf = (actorId: string) => `proofroom.drafts.${actorId}`

/** Own entries that could not be sent, kept on this device until they are sent or dropped, in whichever tab. */
export function openDraftBox(actorId: string): DraftBox {
  const key = keyOf(actorId)
  const read = () => readDevice<readonly Draft[]>(key) ?? []
  const box = createStore(read())
  let isKept = true
  const put = (drafts: readonly Draft[]): void => {
    if (drafts.length === 0) forgetDevice(key)
    else isKept = writeDevice(key, drafts)
    box.set(drafts)
  }
  /** Other tabs keep theirs in the same place. */
  const now = () => (isKept ? read() : box.get())
  const onStorage = (event: { key: string | null }): void => {
    if (event.key === key) box.set(now())
  }
  addEventListener('storage', onStorage)
  return {
    get: box.get,
    subscribe: box.subscribe,
    keep(drafts) {
      if (drafts.length === 0) return
      const kept = new Set(drafts.map((draft) => draft.id))
      put([...now().filter((draft) => !kept.has(draft.id)), ...drafts])
    },
    drop(ids) {
      const dropped = new Set(ids)
      const before = now()
      const left = before.filter((draft) => !dropped.has(draft.id))
      if (left.length < before.length) put(left)
    },
    close: () => removeEventListener('storage', onStorage),
  }
}

/** Only what somebody said is worth offering again; an act such as *resolve* is one tap away. */
export const isWorthKeeping = (entry: Entry): boolean =>
  entry.kind === 'annotation' || entry.kind === 'comment' || entry.kind === 'reply'

/** Drafts that turned out to be on the server after all, exactly as they stand. */
export function arrived(
  drafts: readonly Draft[],
  versionId: string,
  readServer: (id: string) => Entry | null,
): string[] {
  return drafts
    .filter((draft) => draft.versionId === versionId && isSame(draft.entry, readServer(draft.id)))
    .map((draft) => draft.id)
}

export const isSame = (a: Entry | null, b: Entry | null): boolean =>
  a === b || (a !== null && b !== null && canonicalJson(a) === canonicalJson(b))

/** A draft as something newly said, on `page` where its own page belongs to another version. */
export function asNewEntry(entry: Entry, page?: string): NewEntry {
  const { v: _v, at: _at, ...said } = entry
  const { editedAt: _editedAt, ...rest } = said as typeof said & { editedAt?: number }
  return { ...rest, ...(page && 'page' in rest && { page }) } as NewEntry
}

/** Where a draft belongs on another version: the page in the same place. Null when there is none any more. */
export function draftPage(draft: Draft, versions: ProofDto['versions'], versionId: string): string | null {
  if (!('page' in draft.entry) || !draft.entry.page) return null
  const page = draft.entry.page
  const from = versions.find((version) => version.id === draft.versionId)
  const to = versions.find((version) => version.id === versionId)
  const position = from?.pages.findIndex((one) => one.id === page) ?? -1
  return (position >= 0 ? to?.pages[position]?.id : undefined) ?? null
}
