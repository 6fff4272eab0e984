import * as Y from 'yjs'
import { Guard, type GuardActor, type Limits } from '../guard.ts'
import { addEntry, deleteEntry } from '../write.ts'

/** Client ids of the stage below. `NEW` is nobody's yet. */
export const CLIENT = { ruth: 1001, shop: 1002, mallory: 1003, NEW: 2000 }

export const ruth: GuardActor = { actorId: 'ruth', canAnnotate: true, canResolve: false }
export const shop: GuardActor = { actorId: 'shop', canAnnotate: true, canResolve: true }
export const mallory: GuardActor = { actorId: 'mallory', canAnnotate: true, canResolve: false }

export const comment = (text: string, at = 5) => ({ v: 1, kind: 'comment', text, at })

/** A room in which Ruth, the shop and Mallory each have said something, and Mallory has deleted something. */
export function stage(limits: Partial<Limits> = {}): Guard {
  const guard = new Guard({ limits })
  for (const actorId of ['ruth', 'shop', 'mallory'] as const) {
    const doc = authorDoc(CLIENT[actorId])
    addEntry(doc, actorId, { kind: 'comment', text: `${actorId} one`, at: 1 }, 'one')
    addEntry(doc, actorId, { kind: 'comment', text: `${actorId} two`, at: 2 }, 'two')
    addEntry(doc, actorId, { kind: 'comment', text: `${actorId} gone`, at: 3 }, 'gone')
    deleteEntry(doc, actorId, 'gone')
    guard.load(Y.encodeStateAsUpdate(doc))
  }
  return guard
}

/** Clock 3 is the next of every client on the stage: one, two and gone are 0, 1 and 2. */
export const NEXT = 3

export function authorDoc(clientId: number): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = clientId
  return doc
}

/** Everything about the shadow that a refused update could have changed. */
export function fingerprint({ doc }: Guard): unknown {
  return {
    state: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'),
    roots: [...doc.share.keys()].sort(),
    pending: [doc.store.pendingStructs, doc.store.pendingDs],
  }
}
