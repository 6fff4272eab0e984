import type * as Y from 'yjs'
import { rootName } from './entries.ts'

/** The author's root if the document has it as a map. Reading never creates a root. */
export function rootOf(doc: Y.Doc, actorId: string): Y.Map<unknown> | null {
  const name = rootName(actorId)
  if (!doc.share.has(name)) return null
  try {
    return doc.getMap(name)
  } catch {
    // Some other code has opened this root as another type: nothing of it can be an entry.
    return null
  }
}
