import { setTimeout as pause } from 'node:timers/promises'
import {
  addEntry,
  canonicalJson,
  createUndo,
  deleteEntry,
  editEntry,
  entryRef,
  readEntry,
  reply,
  rootName,
  setResolved,
} from '@proofroom/proof'
import type * as Y from 'yjs'
import type { Client } from '../../src/proofs/live/testing/client.ts'

const BEAT_MS = 90
const OFFLINE_ACTS = 40

/** What honest people have said, by author and entry: what the room must hold, neither more nor less. */
export class Word {
  readonly authors = new Map<string, Map<string, string>>()
  readonly #ever = new Map<string, Set<string | undefined>>()
  /** Changes of their entries that nobody of them made, as honest screens showed them. */
  foreign = 0

  of(actorId: string): Map<string, string> {
    const known = this.authors.get(actorId)
    if (known) return known
    const said = new Map<string, string>()
    this.authors.set(actorId, said)
    return said
  }

  /** Listens to one device: what is written there is said, and what comes from the line must have been said. */
  follow(doc: Y.Doc, actorIds: string[]): void {
    for (const actorId of actorIds) {
      const root = doc.getMap(rootName(actorId))
      root.observe(({ keysChanged }, { local }) => {
        for (const id of keysChanged as Set<string>) this.#heard(actorId, id, entryJson(root, id), local)
      })
    }
  }

  #heard(actorId: string, id: string, value: string | undefined, local: boolean): void {
    const ref = entryRef(actorId, id)
    const ever = this.#ever.get(ref) ?? new Set()
    if (!local) {
      if (!ever.has(value)) this.foreign++
      return
    }
    this.#ever.set(ref, ever.add(value))
    if (value === undefined) this.of(actorId).delete(id)
    else this.of(actorId).set(id, value)
  }
}

const entryJson = (root: Y.Map<unknown>, id: string) => (root.has(id) ? canonicalJson(root.get(id)) : undefined)

/** One device of somebody who draws, answers, changes their mind, goes offline and comes back. */
export class Device {
  readonly client: Client
  readonly isShop: boolean
  readonly #random: () => number
  readonly #undo: Y.UndoManager
  readonly #mine: string[] = []
  #beat: NodeJS.Timeout | null = null
  #away = false
  /** Closed, refused or not let in without having asked for it. */
  refused = 0
  /** While the server is down nobody can stay. */
  forgives = false

  constructor(client: Client, isShop: boolean, random: () => number) {
    this.client = client
    this.isShop = isShop
    this.#random = random
    this.#undo = createUndo(client.doc, client.actorId)
    client.socket.on('close', ({ event }: { event: { code: number } }) => {
      const isDown = this.forgives && [1006, 1011, 1013].includes(event.code)
      if (!this.#away && !isDown) this.refused++
    })
    client.provider.on('authenticationFailed', () => {
      if (!this.forgives) this.refused++
    })
  }

  /** Something that stays as it is: it is what forgers go for. */
  greet(): void {
    addEntry(this.client.doc, this.client.actorId, { kind: 'comment', text: 'Good morning.' })
    this.#undo.clear()
  }

  get isAway(): boolean {
    return this.#away
  }

  live(): void {
    this.#beat ??= setInterval(() => this.act(), BEAT_MS)
  }

  rest(): void {
    if (this.#beat) clearInterval(this.#beat)
    this.#beat = null
  }

  /** A long evening in a train: much is drawn, nothing is sent. */
  async goOffline(): Promise<void> {
    this.#away = true
    await this.client.disconnect()
    for (let i = 0; i < OFFLINE_ACTS; i++) this.act()
  }

  async comeBack(): Promise<void> {
    if (!this.#away) return
    this.client.connect()
    // The old socket's close may still be told.
    await pause(0)
    this.#away = false
  }

  leave(): void {
    this.rest()
    this.#away = true
    this.client.leave()
  }

  /** Shows where their hand is, and with it their client id. */
  point(at = 0.5): void {
    this.client.provider.setAwarenessField('cursor', { page: 'front', x: at, y: at })
  }

  act(): void {
    const { doc, actorId } = this.client
    const chance = this.#random()
    const own = this.#mine[Math.floor(this.#random() * this.#mine.length)]
    this.point(chance)
    if (chance < 0.5 || !own) this.#mine.push(this.#mark(chance))
    else if (chance < 0.65) editEntry(doc, actorId, own, { text: `Rather ${chance.toFixed(6)}` })
    else if (chance < 0.72) deleteEntry(doc, actorId, own)
    else if (chance < 0.8) this.#undo.undo()
    else if (chance < 0.86) this.#undo.redo()
    else if (chance < 0.94 || !this.isShop) this.#answer(own)
    else if (readEntry(doc, actorId, own)) setResolved(doc, actorId, entryRef(actorId, own), chance < 0.97)
  }

  #mark(chance: number): string {
    const { doc, actorId } = this.client
    const said = { kind: 'annotation', page: 'front', shape: 'pin', geometry: { x: chance, y: chance } } as const
    return addEntry(doc, actorId, { ...said, text: `Please ${chance.toFixed(6)}` })
  }

  #answer(own: string): void {
    const { doc, actorId } = this.client
    if (readEntry(doc, actorId, own)) reply(doc, actorId, entryRef(actorId, own), 'Yes, exactly.')
  }
}
