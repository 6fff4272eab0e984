/** Acts that are saved one after the other, in the order they were asked for. */
export type InOrder = {
  /** Begins when those before it have ended, however they ended. */
  add<T>(act: () => Promise<T>): Promise<T>
  /** Resolves when what is under way now has ended; rejects with the first that fails. */
  settled(): Promise<void>
}

export function createInOrder(): InOrder {
  const pending = new Set<Promise<unknown>>()
  let last: Promise<unknown> = Promise.resolve()
  return {
    add(act) {
      const mine = last.then(act)
      last = mine.catch(() => undefined)
      pending.add(mine)
      void last.then(() => pending.delete(mine))
      return mine
    },
    async settled() {
      await Promise.all(pending)
    },
  }
}
