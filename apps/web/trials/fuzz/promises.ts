import type * as Y from 'yjs'
import { allIn, type Held, hasHad, heldBy } from './entries.ts'
import type { Tab } from './tab.ts'

/** What a tab gives for saved at this moment. */
export type Promised = { tab: Tab; ref: string; held: Held }

/** Its own entries that it calls saved; all of them, when that is the word on the screen. */
export function promisedBy(tab: Tab): Promised[] {
  const { doc } = tab.page
  // A tab that has just heard of a closed version is about to put this document away.
  if (!doc || !tab.session.canWrite.get().allowed) return []
  return [...heldBy(doc, tab.actorId)]
    .filter(([ref]) => tab.isSaved || tab.session.isSaved(ref))
    .map(([ref, held]) => ({ tab, ref, held }))
}

/** What it shows of others: nobody is shown what is not on the disk. */
export function shownBy(tab: Tab): Promised[] {
  const { doc } = tab.page
  return [...(doc ? allIn(doc) : [])]
    .filter(([ref]) => !ref.startsWith(`${tab.actorId}/`))
    .map(([ref, held]) => ({ tab, ref, held }))
}

/** Promises that the database does not keep. */
export const brokenIn = (doc: Y.Doc, promised: readonly Promised[]): string[] =>
  promised
    .filter(({ ref, held }) => !hasHad(doc, ref, held))
    .map(({ tab, ref, held }) => `${tab.name} (${tab.session.saveState.get()}) has ${ref}: ${held.name} ${held.value}`)
