import { addEntry, editEntry, type NewEntry, newEntryId } from '@proofroom/proof'
import * as Y from 'yjs'
import { strokeOf } from './strokes.ts'

/** Somebody whose marks are written down ahead of time, as updates for a server. */
export class Author {
  readonly doc = new Y.Doc()
  readonly actorId: string
  readonly #ids: string[] = []
  #updates: Uint8Array[] = []

  constructor(actorId: string) {
    this.actorId = actorId
    this.doc.on('update', (update: Uint8Array) => this.#updates.push(update))
  }

  /** What was said since the last time. */
  take(): Uint8Array[] {
    const updates = this.#updates
    this.#updates = []
    return updates
  }

  /** So many marks of all shapes, several in an update. */
  annotate(count: number, atOnce: number): void {
    for (let done = 0; done < count; done += atOnce) {
      this.doc.transact(() => {
        for (let nth = done; nth < Math.min(count, done + atOnce); nth++) this.#annotate(nth)
      })
    }
  }

  /** Moves each mark once. */
  moveAll(): void {
    this.doc.transact(() => {
      for (const [nth, id] of this.#ids.entries())
        editEntry(this.doc, this.actorId, id, { geometry: markOf(nth).geometry })
    })
  }

  #annotate(nth: number): void {
    const id = newEntryId()
    this.#ids.push(id)
    addEntry(this.doc, this.actorId, { kind: 'annotation', page: 'front', ...markOf(nth) } as NewEntry, id)
  }
}

const somewhere = (): number => Number(Math.random().toFixed(4))

/** Half of them are pins with a few words, as in most proofs. */
function markOf(nth: number) {
  const [x, y] = [somewhere(), somewhere()]
  if (nth % 2 === 0) return { shape: 'pin', geometry: { x, y }, text: 'A little larger here, please' }
  if (nth % 4 === 1) return { shape: 'rectangle', geometry: { x, y, w: somewhere(), h: somewhere() } }
  return { shape: 'freehand', geometry: strokeOf(x, y) }
}
