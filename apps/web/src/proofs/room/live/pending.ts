import { newEntryId, parseRef } from '@proofroom/proof'
import { readDevice, writeDevice } from './device.ts'

/** Own entries that the server has not acknowledged as they stand. */
export type Pending = {
  has(ref: string): boolean
  count(): number
  /** Entry ids, those of deleted entries too. */
  ids(): string[]
  add(ref: string): void
  /** Everything in this tab's document is acknowledged, or given up. */
  settle(): void
  /**
   * Around a reading of the device's copy, which gives our entries in it: what of them was not acknowledged? Null: it
   * could not be read.
   */
  reconsider(read: () => Promise<readonly string[] | null>): Promise<void>
}

/** One change, under a name that no other change has, and the entry that it changed. */
type Change = readonly [name: string, ref: string]

/**
 * Remembered across a reload: otherwise marks read back from the device would look saved, or all of them unsaved. The
 * tabs of a room share the device's copy and this memory of it, and each takes out only what its own document had.
 */
export function keepPending(name: string, keep: boolean): Pending {
  const key = `proofroom.pending.${name}`
  /** By entry: the names of its changes, as far as they are ours to take out. */
  const changes = new Map<string, ReadonlySet<string>>()
  let isKnown = false
  let readings = 0

  const remember = (gone: ReadonlySet<string>, added: readonly Change[] = []): void => {
    if (!keep) return
    const others = (readChanges(key) ?? []).filter(([change]) => !gone.has(change))
    writeDevice(key, [...others, ...added])
    isKnown = true
  }
  /** Without a name it is not ours to take out. */
  const hold = (ref: string, change?: string): void => {
    const names = new Set(changes.get(ref))
    changes.set(ref, change ? names.add(change) : names)
  }
  /** What another tab changed while the copy was read may be in it, or not: it is no more saved than the rest. */
  const adopt = (before: readonly Change[]): void => {
    const contained = new Set(before.map(([change]) => change))
    for (const [change, ref] of readChanges(key) ?? []) hold(ref, contained.has(change) ? change : undefined)
  }
  return {
    has: (ref) => changes.has(ref) || (readings > 0 && (readChanges(key)?.some(([, one]) => one === ref) ?? true)),
    count: () => changes.size,
    ids: () => [...changes.keys()].flatMap((ref) => idIn(ref) ?? []),
    add(ref) {
      const change = newEntryId()
      remember(changes.get(ref) ?? new Set(), [[change, ref]])
      changes.set(ref, new Set([change]))
    },
    settle() {
      if (changes.size > 0 || !isKnown) remember(new Set([...changes.values()].flatMap((names) => [...names])))
      changes.clear()
    },
    async reconsider(read) {
      const before = keep ? readChanges(key) : null
      if (keep) readings++
      const own = await read()
      if (keep) readings--
      if (own && before) adopt(before)
      // Nothing is known: then any of it may not have been sent.
      else for (const ref of own ?? []) hold(ref)
    },
  }
}

/** The entry that a ref names; null for anything else. */
export function idIn(ref: string): string | null {
  const parsed = parseRef(ref)
  return parsed?.type === 'entry' ? parsed.entryId : null
}

/** Null when nothing is known. */
function readChanges(key: string): readonly Change[] | null {
  const kept = readDevice<unknown>(key)
  return Array.isArray(kept) && kept.every((one) => Array.isArray(one)) ? (kept as unknown as Change[]) : null
}
