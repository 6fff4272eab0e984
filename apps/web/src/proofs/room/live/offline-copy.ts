import { fetchUpdates, IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'

/** How long the device's copy may keep the room waiting: an upgrade blocked by another tab can take for ever. */
const PATIENCE_MS = 1500

export type OfflineCopy = {
  /** Takes in what other tabs have written since: one that is gone by now cannot send it any more. False: not read. */
  readAgain(): Promise<boolean>
  /** Forgets the copy. */
  clear(): Promise<void>
  /** Stops writing and keeps what is there. */
  close(): void
}

/**
 * Keeps the document in IndexedDB, first applying what is there. Null when this browser keeps nothing. `onLost`: another
 * tab has forgotten the copy; nothing is written any more.
 */
export async function keepOffline(name: string, doc: Y.Doc, onLost: () => void): Promise<OfflineCopy | null> {
  if (!(await canKeep())) return null
  const kept = new IndexeddbPersistence(name, doc)
  const forgotten = new Promise<'forgotten'>((resolve) => {
    // From the first moment it is open: from then on another tab may forget it, and the library closes it silently.
    void kept._db.then((db) =>
      db.addEventListener('versionchange', () => {
        void kept.destroy()
        resolve('forgotten')
      }),
    )
  })
  const opened = await Promise.race([kept.whenSynced, forgotten, after(PATIENCE_MS)])
  if (opened === 'forgotten') return keepOffline(name, doc, onLost)
  if (!opened) {
    void kept.destroy()
    return null
  }
  void forgotten.then(onLost)
  return {
    readAgain: () => Promise.race([takeIn(kept), after(PATIENCE_MS)]),
    clear: () => kept.clearData(),
    close: () => void kept.destroy(),
  }
}

async function takeIn(kept: IndexeddbPersistence): Promise<boolean> {
  try {
    await fetchUpdates(kept)
    return true
  } catch {
    // Closed, because another tab has just forgotten it.
    return false
  }
}

/** The library never tells that the database would not open, so ask once beforehand. */
function canKeep(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const probe = indexedDB.open('proofroom')
      probe.onsuccess = () => {
        probe.result.close()
        resolve(true)
      }
      probe.onerror = () => resolve(false)
      probe.onblocked = () => resolve(false)
    } catch {
      resolve(false)
    }
  })
}

const after = (ms: number): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false), ms))
