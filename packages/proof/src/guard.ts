import * as Y from 'yjs'
import { Bindings } from './bindings.ts'
import { checkEntry } from './check-entry.ts'
import { type Entry, isId, parseRef, rootName } from './entries.ts'
import { checkFirsts, checkSingleValues } from './honest-structs.ts'
import { type ReadRange, type ReadStruct, type ReadUpdate, readUpdate } from './read-update.ts'
import { Refusal, refuse, refuseForNow, type Violation } from './refusal.ts'
import { ShadowDoc } from './shadow-doc.ts'

export type { Violation }

export type GuardActor = { actorId: string; canAnnotate: boolean; canResolve: boolean }

export type Verdict =
  /** The shadow has the update. `clientIds` are newly bound to this actor; `empty`: it said nothing new. */
  | { ok: true; empty: boolean; clientIds: number[] }
  /** The shadow is as before. `retryable`: read the journal's tail, feed it, and check again before refusing. */
  | { ok: false; violation: Violation; retryable: boolean }

export type Limits = {
  /** Bytes of one live edit. */
  update: number
  /** Bytes of a SyncStep2: a long offline evening must be accepted. */
  sync: number
  /** Structs and values that one update may add. */
  structs: number
  /** Client ids that one update may introduce; each reload of an offline page makes one. */
  clients: number
}

export const GUARD_LIMITS: Limits = { update: 256 * 1024, sync: 4 * 1024 * 1024, structs: 20_000, clients: 200 }

type News = { structs: ReadStruct[]; deletions: ReadRange[]; values: Entry[]; clientIds: number[] }

/**
 * Decides for each update of a connection whether its actor may say it. Keeps a shadow of the live document, on which an
 * update is tried before anyone else gets it. The numbered rules are in SPEC.md.
 */
export class Guard {
  readonly #limits: Limits
  readonly #bindings: Bindings
  readonly #shadow = new ShadowDoc()

  constructor(options: { bindings?: Iterable<[clientId: number, actorId: string]>; limits?: Partial<Limits> } = {}) {
    this.#limits = { ...GUARD_LIMITS, ...options.limits }
    this.#bindings = new Bindings(options.bindings)
  }

  /** The shadow: for reading only. Another object after a refusal that had to be taken back. */
  get doc(): Y.Doc {
    return this.#shadow.doc
  }

  /** Who a client id belongs to, as far as this guard knows. */
  actorOf(clientId: number): string | null {
    return this.#bindings.actorOf(clientId)
  }

  /** The first actor to be bound to a client id keeps it. */
  bind(clientId: number, actorId: string): void {
    this.#bindings.bind(clientId, actorId)
  }

  /** Takes over trusted state: a snapshot, a journal row, an update that another process accepted. Idempotent. */
  load(update: Uint8Array): void {
    if (this.doc.store.clients.size > 0 && this.contains(update)) return
    this.#shadow.apply(update, (transaction) => this.#bindings.recover(transaction))
  }

  /** `load`, under the name for what arrives while the room is open. */
  feed(update: Uint8Array): void {
    this.load(update)
  }

  /** Whether the document has all of the update already: its structs and its deletions. */
  contains(update: Uint8Array): boolean {
    try {
      const { structs, deletions } = this.#newsOf(readUpdate(update))
      return structs.length === 0 && deletions.length === 0
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }

  check(update: Uint8Array, actor: GuardActor, kind: 'update' | 'sync'): Verdict {
    try {
      if (update.length > this.#limits[kind]) refuse('G1', 'oversize', 'The update is larger than one may be.')
      const read = readUpdate(update)
      this.#checkRoots(read, actor)
      this.#checkKnown(read)
      const { structs, deletions } = this.#newsOf(read)
      if (structs.length === 0 && deletions.length === 0) return { ok: true, empty: true, clientIds: [] }
      const news = { structs, deletions, values: readEntries(structs), clientIds: this.#newClients(structs, actor) }
      this.#checkAmount(news)
      checkSingleValues(news.structs, read.deletions)
      checkFirsts(news.structs, this.#limits.clients)
      this.#shadow.apply(update, (transaction) => this.#checkEffect(transaction, news, actor))
      for (const clientId of news.clientIds) this.bind(clientId, actor.actorId)
      return { ok: true, empty: false, clientIds: news.clientIds }
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, violation: error.violation, retryable: error.retryable }
      const message = 'The update contradicts itself: Yjs cannot apply it.'
      return { ok: false, violation: { rule: 'G2', code: 'guard.inapplicable', message }, retryable: false }
    }
  }

  /** What of the update the shadow does not have. */
  #newsOf({ structs, deletions }: ReadUpdate): ReadUpdate {
    return {
      structs: structs.filter((one) => one.clock + one.length > this.#state(one.client)),
      deletions: deletions.filter((range) => !this.#isDeleted(range)),
    }
  }

  #state(client: number): number {
    return Y.getState(this.doc.store, client)
  }

  #isDeleted({ client, clock, length }: ReadRange): boolean {
    const end = clock + length
    const structs = this.doc.store.clients.get(client)
    if (!structs || end > this.#state(client)) return false
    for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
      const struct = structs[i]
      if (!struct || struct.id.clock >= end) return true
      if (!struct.deleted) return false
    }
    return true
  }

  /** Reading an update creates every root it names, even for structs that are already known. */
  #checkRoots({ structs }: ReadUpdate, actor: GuardActor): void {
    const own = rootName(actor.actorId)
    for (const { root } of structs) {
      if (root === null || root === own || this.doc.share.has(root)) continue
      refuseForNow('G5', 'new_root', "The update opens a root that is not the author's own.")
    }
  }

  /** Yjs looks for what a struct follows before it notices that it has the struct, and would wait for it. */
  #checkKnown({ structs }: ReadUpdate): void {
    for (const { client, clock, length, origin } of structs) {
      if (!origin || clock + length > this.#state(client) || origin.clock < this.#state(origin.client)) continue
      refuseForNow('G6', 'pending', 'The update builds on something that is not there.')
    }
  }

  #newClients(structs: readonly ReadStruct[], actor: GuardActor): number[] {
    const unbound = new Set<number>()
    for (const { client } of structs) {
      const owner = this.#bindings.actorOf(client)
      if (owner === null) unbound.add(client)
      else if (owner !== actor.actorId) {
        refuseForNow('G4', 'foreign_client', "The update speaks under another author's client id.")
      }
    }
    return [...unbound]
  }

  #checkAmount({ structs, values, clientIds }: News): void {
    if (Math.max(structs.length, values.length) > this.#limits.structs) {
      refuse('G1', 'too_many_structs', 'The update adds more parts than one update may.')
    }
    if (clientIds.length > this.#limits.clients) {
      refuse('G1', 'too_many_clients', 'The update introduces more client ids than one update may.')
    }
  }

  /** Runs inside the transaction that applied the update to the shadow; a refusal takes all of it back. */
  #checkEffect(transaction: Y.Transaction, news: News, actor: GuardActor): void {
    this.#checkComplete(news)
    const root = this.doc.share.get(rootName(actor.actorId))
    for (const type of transaction.changed.keys()) {
      if (type !== root) refuseForNow('G5', 'foreign_root', "The update changes or deletes another author's entries.")
    }
    this.#checkPlaces(news.structs)
    if (!actor.canAnnotate && !actor.canResolve) refuse('G8', 'role', 'This participant may look, but not write.')
    for (const entry of news.values) this.#checkRole(entry, actor)
  }

  /** Whatever Yjs cannot apply yet it keeps aside as pending: then the document does not reach as far as the update. */
  #checkComplete({ structs, deletions }: News): void {
    for (const { client, clock, length } of [...structs, ...deletions]) {
      if (clock + length <= this.#state(client)) continue
      refuseForNow('G6', 'pending', 'The update builds on something that is not there.')
    }
  }

  #checkPlaces(structs: readonly ReadStruct[]): void {
    for (const struct of structs) {
      const items = this.doc.store.clients.get(struct.client) ?? []
      for (let i = Y.findIndexSS(items, struct.clock); i < items.length; i++) {
        const item = items[i]
        if (!item || item.id.clock >= struct.clock + struct.length) break
        this.#checkPlace(item)
      }
    }
  }

  /** Of a struct that is half known Yjs takes the first half's neighbour and the second half's key, whatever they are. */
  #checkPlace(item: Y.Item | Y.GC): void {
    // Yjs makes garbage of an item without a parent. None of these documents holds any that could be leaned on.
    if (!(item instanceof Y.Item)) throw new Error('an item lost its place')
    if (!isId(item.parentSub)) refuse('G7', 'entry_id', 'An entry id is 1 to 64 letters, digits, - or _.')
    const origin = item.origin && Y.getItem(this.doc.store, item.origin)
    if (!origin || (origin.parent === item.parent && origin.parentSub === item.parentSub)) return
    refuse('G7', 'tangled', 'The update ties two entries into one another.')
  }

  #checkRole(entry: Entry, actor: GuardActor): void {
    const target = 'target' in entry && entry.target !== undefined ? parseRef(entry.target) : null
    const own = target?.type === 'entry' && target.actorId === actor.actorId
    const decides = (entry.kind === 'resolve' || entry.kind === 'hide') && !own
    if (decides && !actor.canResolve) refuse('G8', 'role', 'Only the shop settles or hides what others said.')
    if (!decides && !actor.canAnnotate) refuse('G8', 'role', 'This participant may not annotate.')
    if (target?.type !== 'entry' || this.#hasEver(target.actorId, target.entryId)) return
    refuseForNow('G9', 'no_target', 'The update answers an entry that never was.')
  }

  /** Deleted entries count: somebody may be answering while the author deletes. */
  #hasEver(actorId: string, entryId: string): boolean {
    return this.doc.share.get(rootName(actorId))?._map.has(entryId) ?? false
  }
}

function readEntries(structs: readonly ReadStruct[]): Entry[] {
  const entries: Entry[] = []
  for (const value of structs.flatMap((struct) => struct.values)) {
    const checked = checkEntry(value)
    if (checked.ok) entries.push(checked.entry)
    else throw new Refusal({ rule: 'G7', code: checked.code, message: checked.message })
  }
  return entries
}
