import type * as Y from 'yjs'
import { authorsOf, type Held, heldBy } from './entries.ts'
import { promisedBy } from './promises.ts'
import type { Tab } from './tab.ts'

/** Something said at one tab, over what stood there before. */
type Write = Held & {
  over: Write | null
  by: Tab
  /** It may be gone: its tab crashed before it was on any disk, or the version closed. */
  doubtful: boolean
}

/** What people have said, kept beside the system: what may, must and must not be there in the end. */
export class Model {
  readonly #writes = new Map<string, Write[]>()

  /** Does something at a tab, and remembers what it changed of the author's own. */
  act<T>(tab: Tab, act: () => T): T {
    const { doc } = tab.page
    const before = doc ? heldBy(doc, tab.actorId) : new Map<string, Held>()
    const result = act()
    if (doc) for (const [ref, held] of heldBy(doc, tab.actorId)) this.#note(tab, ref, held, before.get(ref))
    return result
  }

  #note(tab: Tab, ref: string, held: Held, before: Held | undefined): void {
    if (held.name === before?.name) return
    const writes = this.#writes.get(ref) ?? []
    this.#writes.set(ref, writes)
    if (writes.some(({ name }) => name === held.name)) return
    const over = writes.find(({ name }) => name === before?.name) ?? null
    writes.push({ ...held, over, by: tab, doubtful: false })
  }

  /** What a tab has not called saved may be lost with it. */
  doubt(tab: Tab): void {
    const promised = new Set(promisedBy(tab).map(({ held }) => held.name))
    for (const write of this.#all()) if (write.by === tab && !promised.has(write.name)) write.doubtful = true
  }

  /** What the database's document has wrong, in words. */
  judge(doc: Y.Doc): string[] {
    const held = new Map(authorsOf(doc).flatMap((actorId) => [...heldBy(doc, actorId)]))
    const foreign = [...held.keys()].filter((ref) => !this.#writes.has(ref)).map((ref) => `${ref}: nobody said it`)
    return [...foreign, ...[...this.#writes].flatMap(([ref, writes]) => judgeEntry(ref, writes, held.get(ref)))]
  }

  get size(): number {
    return this.#writes.size
  }

  *#all(): Iterable<Write> {
    for (const writes of this.#writes.values()) yield* writes
  }
}

function judgeEntry(ref: string, writes: readonly Write[], held: Held | undefined): string[] {
  if (!held) return writes.every(({ doubtful }) => doubtful) ? [] : [`${ref}: gone; ${told(writes)}`]
  const possible = standing(writes)
  const same = possible.find(({ name }) => name === held.name)
  if (!same) return [`${ref}: ${held.name} ${held.value} is not what was said last; ${told(writes)}`]
  return same.value === held.value ? [] : [`${ref}: ${held.value} instead of ${same.value}`]
}

/** What nothing certain was said over. */
function standing(writes: readonly Write[]): Write[] {
  const replaced = new Set<Write>()
  for (const write of writes) {
    if (write.doubtful) continue
    for (let under = write.over; under; under = under.over) replaced.add(under)
  }
  return writes.filter((write) => !replaced.has(write))
}

const told = (writes: readonly Write[]): string =>
  writes
    .map(({ by, name, over, doubtful, value }) =>
      [by.name, name, over && `over ${over.name}`, doubtful && 'doubtful', value].filter(Boolean).join(' '),
    )
    .join(' | ')
