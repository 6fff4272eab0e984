import { parseRef } from '@proofroom/proof'
import { forgetDevice, readDevice, writeDevice } from './device.ts'

/** Own entries that the server has not acknowledged as they stand. */
export type Pending = {
  has(ref: string): boolean
  count(): number
  /** Entry ids, those of deleted entries too. */
  ids(): string[]
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
    ids: () => [...refs].flatMap((ref) => idIn(ref) ?? []),
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
      // What is not there any more was deleted, and the deletion not acknowledged.
      for (const ref of kept ?? own) refs.add(ref)
    },
    forget() {
      refs.clear()
      forgetDevice(key)
    },
  }
}

/** The entry that a ref names; null for anything else. */
export function idIn(ref: string): string | null {
  const parsed = parseRef(ref)
  return parsed?.type === 'entry' ? parsed.entryId : null
}
