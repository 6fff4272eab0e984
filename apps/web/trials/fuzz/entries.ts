import { canonicalJson, entryRef, rootActor, rootName } from '@proofroom/proof'
import * as Y from 'yjs'

/**
 * One entry as a document has it. Every value that is ever written has a name of its own (its Yjs id), so that two
 * devices of one author who say the same are told apart.
 */
export type Held = { name: string; value: string | null }

/** What an author has in a document, also what is deleted there. */
export function heldBy(doc: Y.Doc, actorId: string): Map<string, Held> {
  const root = doc.getMap(rootName(actorId))
  return new Map(
    [...root._map].map(([id, item]) => {
      const { client, clock } = item.lastId
      const value = item.deleted ? null : canonicalJson(root.get(id))
      return [entryRef(actorId, id), { name: `${client}:${clock}${item.deleted ? ' deleted' : ''}`, value }]
    }),
  )
}

/** What everybody has in it. */
export const allIn = (doc: Y.Doc): Map<string, Held> =>
  new Map([...doc.share.keys()].flatMap((name) => [...heldBy(doc, rootActor(name) ?? '')]))

/** Whether the document has had this value, though it may have a newer one by now. */
export function hasHad(doc: Y.Doc, ref: string, { name, value }: Held): boolean {
  const [client = 0, clock = 0] = name.split(/[: ]/).map(Number)
  if (Y.getState(doc.store, client) <= clock) return false
  if (value !== null) return true
  const now = heldBy(doc, ref.split('/')[0] ?? '').get(ref)
  return now?.name !== `${client}:${clock}`
}
