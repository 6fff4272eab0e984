import { rootActor } from '@proofroom/proof'
import * as Y from 'yjs'

export type Folded = { payload: Uint8Array; stateVector: Uint8Array }
/** The same in a document without a past, whose client ids are these authors'. */
export type Fresh = Folded & { clientIds: [clientId: number, actorId: string][] }

/** One state of all the updates. In one transaction: merging thousands one into the other is thirty times slower. */
export function fold(updates: readonly Uint8Array[]): Folded {
  const doc = documentOf(updates)
  return { payload: Y.encodeStateAsUpdate(doc), stateVector: Y.encodeStateVector(doc) }
}

/** What stands, copied into a fresh document: each author's entries under one new client id of theirs. */
export function renew(updates: readonly Uint8Array[], newClientId: () => number = randomClientId): Fresh {
  const old = documentOf(updates)
  const fresh = new Y.Doc()
  const clientIds: Fresh['clientIds'] = []
  for (const name of [...old.share.keys()].sort()) {
    const actorId = rootActor(name)
    const entries = [...old.getMap(name).entries()]
    if (actorId === null || entries.length === 0) continue
    const clientId = newClientId()
    clientIds.push([clientId, actorId])
    Y.applyUpdate(fresh, writtenBy(clientId, name, entries))
  }
  return { payload: Y.encodeStateAsUpdate(fresh), stateVector: Y.encodeStateVector(fresh), clientIds }
}

function writtenBy(clientId: number, root: string, entries: readonly [string, unknown][]): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientId
  doc.transact(() => {
    const map = doc.getMap(root)
    for (const [id, entry] of entries) map.set(id, entry)
  })
  return Y.encodeStateAsUpdate(doc)
}

function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/** As Yjs draws them. */
const randomClientId = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
