import * as Y from 'yjs'

/** The log is folded into one update when it outgrows that by this much: each byte is re-encoded a constant number of times. */
const FOLD_AFTER = 1024 * 1024

/**
 * A document that can take back the update it has just applied. Yjs cannot, so what went in is kept as bytes, from which
 * the document is built anew: the cost falls on the rare refusal and not on every edit.
 */
export class ShadowDoc {
  #doc = new Y.Doc()
  #base: Uint8Array | null = null
  #log: Uint8Array[] = []
  #logged = 0

  get doc(): Y.Doc {
    return this.#doc
  }

  /** Applies the update; when `inspect` (run inside the transaction) or Yjs throws, the document is as before. */
  apply(update: Uint8Array, inspect: (transaction: Y.Transaction) => void): void {
    try {
      this.#doc.transact((transaction) => {
        Y.applyUpdate(this.#doc, update)
        inspect(transaction)
      })
    } catch (error) {
      this.#rebuild()
      throw error
    }
    this.#remember(update)
  }

  #remember(update: Uint8Array): void {
    // A copy: the caller's bytes may be a window on a buffer that is used again.
    this.#log.push(update.slice())
    this.#logged += update.length
    if (this.#logged <= FOLD_AFTER + (this.#base?.length ?? 0)) return
    this.#base = Y.encodeStateAsUpdate(this.#doc)
    this.#log = []
    this.#logged = 0
  }

  #rebuild(): void {
    const broken = this.#doc
    this.#doc = new Y.Doc()
    this.#doc.transact(() => {
      for (const update of this.#base ? [this.#base, ...this.#log] : this.#log) Y.applyUpdate(this.#doc, update)
    })
    broken.destroy()
  }
}
