import { type Entry, EntryError, type NewEntry, newEntryId } from '@proofroom/proof'
import type { WritableStore } from '../store.ts'
import type { Draft } from '../types.ts'
import { arrived, type DraftBox, isWorthKeeping, openDraftBox } from './drafts.ts'

/** What this person said and the server has not got, as the session hands it out. */
export type Unsent = {
  /** Once it is known who is here. */
  open(actorId: string): void
  find(id: string): Draft | null
  drop(id: string): void
  /** Unsent entries of a document that is given up. Some may be on the way: `settle` sorts out what did arrive. */
  keepAll(unsent: readonly { id: string; entry: Entry }[]): void
  /** Said a moment too late: the version closed between the hand and the screen. */
  keepSaid(said: NewEntry): string
  /** The server's own copy is here: what it has is no draft. */
  settle(readServer: (id: string) => Entry | null): void
  /** Drafts are offered only once it is certain that they did not arrive. */
  offer(): void
  close(): void
}

export function createUnsent(versionId: string, offered: WritableStore<readonly Draft[]>): Unsent {
  let box: DraftBox | null = null
  let certain = false
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
    keepAll(unsent) {
      certain = false
      const drafts = unsent.filter(({ entry }) => isWorthKeeping(entry))
      box?.keep(drafts.map(({ id, entry }) => ({ id, versionId, entry })))
    },
    keepSaid(said) {
      const id = newEntryId()
      if (!box) throw new EntryError('room.not_open', 'The room is not open yet. Please try again in a moment.')
      box.keep([{ id, versionId, entry: { v: 1, at: Date.now(), ...said } as Entry }])
      return id
    },
    settle(readServer) {
      if (box) box.drop(arrived(box.get(), versionId, readServer))
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
