import { type Entry, EntryError, type NewEntry, newEntryId } from '@proofroom/proof'
import type { WritableStore } from '../store.ts'
import type { Draft } from '../types.ts'
import type { Desk } from './desk.ts'
import { arrived, type DraftBox, isSame, isWorthKeeping, openDraftBox } from './drafts.ts'

/** What this person said and the server has not got, as the session hands it out. */
export type Unsent = {
  /** Once it is known who is here. */
  open(actorId: string): void
  find(id: string): Draft | null
  drop(id: string): void
  /**
   * Unsent entries of `document`, which is given up; null: of one that was given up before. Some may have arrived all the
   * same: `settle` sorts them out.
   */
  keepAll(unsent: readonly { id: string; entry: Entry }[], document: Uint8Array | null): void
  /** Said a moment too late: the version closed between the hand and the screen. */
  keepSaid(said: NewEntry): string
  /** The server's own copy is here: what it has, or has had, is no draft. */
  settle(server: Pick<Desk, 'read' | 'readWith'>): void
  /** Drafts are offered only once it is certain that they did not arrive. */
  offer(): void
  close(): void
}

export function createUnsent(versionId: string, offered: WritableStore<readonly Draft[]>): Unsent {
  let box: DraftBox | null = null
  let certain = false
  let given: { ids: ReadonlySet<string>; document: Uint8Array } | null = null
  /** What would change nothing there: it arrived, and was perhaps changed or deleted on another device since. */
  const knownTo = ({ read, readWith }: Pick<Desk, 'read' | 'readWith'>): string[] => {
    if (!given) return []
    const readBoth = readWith(given.document)
    return [...given.ids].filter((id) => isSame(readBoth(id), read(id)))
  }
  const show = (): void => {
    if (certain) offered.set(box?.get() ?? [])
  }
  return {
    open(actorId) {
      if (box) return
      box = openDraftBox(actorId)
      box.subscribe(show)
    },
    find: (id) => box?.get().find((draft) => draft.id === id) ?? null,
    drop: (id) => box?.drop([id]),
    keepAll(unsent, document) {
      certain = false
      if (document) given = { ids: new Set(unsent.map(({ id }) => id)), document }
      const drafts = unsent.filter(({ entry }) => isWorthKeeping(entry))
      box?.keep(drafts.map(({ id, entry }) => ({ id, versionId, entry })))
    },
    keepSaid(said) {
      const id = newEntryId()
      if (!box) throw new EntryError('room.not_open', 'The room is not open yet. Please try again in a moment.')
      box.keep([{ id, versionId, entry: { v: 1, at: Date.now(), ...said } as Entry }])
      return id
    },
    settle(server) {
      box?.drop([...arrived(box.get(), versionId, server.read), ...knownTo(server)])
      given = null
      certain = true
      show()
    },
    offer() {
      certain = true
      show()
    },
    close: () => box?.close(),
  }
}
