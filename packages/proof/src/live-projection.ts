import type * as Y from 'yjs'
import { rootActor } from './entries.ts'
import { assemble, readSaid, type Said } from './project.ts'
import type { Actors, Projection } from './projection.ts'
import { rootOf } from './roots.ts'

/** A projection that follows its document; made for `useSyncExternalStore(live.subscribe, live.get)`. */
export type LiveProjection = {
  /** The same object until something visible changes; within it, what did not change is the same object as before. */
  get(): Projection
  subscribe(listener: () => void): () => void
  /** Somebody joined, or a role changed. */
  setActors(actors: Actors): void
  destroy(): void
}

export function createProjection(doc: Y.Doc, actors: Actors): LiveProjection {
  const said = new Map<string, Map<string, Said>>()
  const listeners = new Set<() => void>()
  let known = actors
  let current: Projection = { annotations: [], comments: [], requestReplies: {} }

  const readAuthor = (actorId: string): void => {
    const entries = [...(rootOf(doc, actorId)?.entries() ?? [])].map(([id, value]) => readSaid(actorId, id, value))
    said.set(actorId, new Map(entries.flatMap((one) => (one ? [[one.id, one]] : []))))
  }
  const readKeys = (actorId: string, keys: ReadonlySet<string | null>): void => {
    const root = rootOf(doc, actorId)
    const own = said.get(actorId) ?? new Map<string, Said>()
    said.set(actorId, own)
    for (const id of keys) {
      const one = id === null ? null : readSaid(actorId, id, root?.get(id))
      if (one) own.set(one.id, one)
      else if (id !== null) own.delete(id)
    }
  }
  const refresh = (): void => {
    const all = [...said.values()].flatMap((own) => [...own.values()])
    const next = keepUnchanged(current, assemble(all, known))
    if (next === current) return
    current = next
    for (const listener of [...listeners]) listener()
  }
  // One observer for all authors: a root that appears later needs no subscription of its own.
  const afterTransaction = (transaction: Y.Transaction): void => {
    let touched = false
    for (const [type, keys] of transaction.changed) {
      const actorId = actorOfRoot(doc, type)
      if (actorId === null) continue
      readKeys(actorId, keys)
      touched = true
    }
    if (touched) refresh()
  }

  for (const name of doc.share.keys()) {
    const actorId = rootActor(name)
    if (actorId !== null) readAuthor(actorId)
  }
  doc.on('afterTransaction', afterTransaction)
  refresh()

  return {
    get: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setActors(next) {
      known = next
      refresh()
    },
    destroy() {
      doc.off('afterTransaction', afterTransaction)
      listeners.clear()
    },
  }
}

type ChangedType = Y.Transaction['changed'] extends Map<infer T, unknown> ? T : never

/**
 * Compared by the inner map: when another observer has opened a new root in the meantime, the document holds a typed
 * root in place of the one that the transaction names, but around the same map.
 */
function actorOfRoot(doc: Y.Doc, type: ChangedType): string | null {
  for (const [name, root] of doc.share) if (root._map === type._map) return rootActor(name)
  return null
}

/** `next`, with every part that equals the one in `previous` replaced by it, so that unchanged parts keep identity. */
function keepUnchanged(previous: Projection, next: Projection): Projection {
  const before = new Map([...previous.annotations, ...previous.comments].map((thread) => [thread.ref, thread]))
  const keep = <T extends { ref: string }>(one: T): T => reuse(before.get(one.ref) as T | undefined, one)
  return reuse(previous, {
    annotations: reuse(previous.annotations, next.annotations.map(keep)),
    comments: reuse(previous.comments, next.comments.map(keep)),
    requestReplies: reuse(previous.requestReplies, next.requestReplies),
  })
}

const reuse = <T>(previous: T | undefined, next: T): T =>
  previous !== undefined && isSame(previous, next) ? previous : next

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length || Array.isArray(a) !== Array.isArray(b)) return false
  return keys.every((key) => Object.hasOwn(b, key) && isSame(a[key as keyof typeof a], b[key as keyof typeof b]))
}
