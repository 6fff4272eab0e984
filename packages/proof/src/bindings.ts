import * as Y from 'yjs'
import { rootActor } from './entries.ts'

/** Which author each Yjs client id belongs to. The first to be bound keeps it. */
export class Bindings {
  readonly #actors: Map<number, string>

  constructor(known: Iterable<[clientId: number, actorId: string]> = []) {
    this.#actors = new Map(known)
  }

  actorOf(clientId: number): string | null {
    return this.#actors.get(clientId) ?? null
  }

  bind(clientId: number, actorId: string): void {
    if (!this.#actors.has(clientId)) this.#actors.set(clientId, actorId)
  }

  /**
   * Whose client ids a trusted transaction brought can be read off the roots they wrote to: the guard, here or in another
   * process, has let nobody write to another's. So nothing is lost when bindings were not kept.
   */
  recover({ doc, beforeState }: Y.Transaction): void {
    for (const [client, structs] of doc.store.clients) {
      const before = beforeState.get(client) ?? 0
      if (this.#actors.has(client) || before >= Y.getState(doc.store, client)) continue
      const item = structs.find((struct) => struct instanceof Y.Item && struct.id.clock + struct.length > before)
      const actorId = item instanceof Y.Item ? authorOf(doc, item) : null
      if (actorId !== null) this.bind(client, actorId)
    }
  }
}

function authorOf(doc: Y.Doc, item: Y.Item): string | null {
  for (const [name, root] of doc.share) if (root === item.parent) return rootActor(name)
  return null
}
