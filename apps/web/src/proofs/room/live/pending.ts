import { forgetDevice, readDevice, writeDevice } from './device.ts'

/** Own entries that the server has not acknowledged as they stand. */
export type Pending = {
  has(ref: string): boolean
  count(): number
  refs(): string[]
  add(ref: string): void
  /** The server has acknowledged everything. */
  settle(): void
  /** After reading the device's copy: which of these were not acknowledged when the page was last open. */
  reconsider(refs: readonly string[]): void
  forget(): void
}

/** Remembered across a reload: otherwise marks read back from the device would look saved, or all of them unsaved. */
export function keepPending(name: string, keep: boolean): Pending {
  const key = `proofroom.pending.${name}`
  const refs = new Set<string>()
  const write = (): void => {
    if (keep) writeDevice(key, [...refs])
  }
  return {
    has: (ref) => refs.has(ref),
    count: () => refs.size,
    refs: () => [...refs],
    add(ref) {
      refs.add(ref)
      write()
    },
    settle() {
      if (refs.size === 0) return
      refs.clear()
      write()
    },
    reconsider(own) {
      const kept = readDevice<string[]>(key)
      for (const ref of own) if (!kept || kept.includes(ref)) refs.add(ref)
    },
    forget() {
      refs.clear()
      forgetDevice(key)
    },
  }
}
