import { ByteCursor } from './byte-cursor.ts'
import { refuse } from './refusal.ts'

/** One struct of an update, as far as the guard must know it. */
export type ReadStruct = {
  client: number
  clock: number
  length: number
  /** The root and key it names; null where it takes its place from a neighbour. */
  root: string | null
  key: string | null
  /** The struct it was put behind: the value it replaces. */
  origin: ReadId | null
  /** What it puts under its key; empty for content that is already deleted. */
  values: unknown[]
}
export type ReadId = { client: number; clock: number }
export type ReadRange = { client: number; clock: number; length: number }
export type ReadUpdate = { structs: ReadStruct[]; deletions: ReadRange[] }

/** Yjs refuses numbers that are not safe integers; a clock that large would make the document unreadable for everyone. */
const LAST_CLOCK = 2 ** 31
const MOST_CLIENT = 2 ** 32 - 1

const CONTENT = { gc: 0, deleted: 1, any: 8, doc: 9, skip: 10 }
const HAS_ORIGIN = 128
const HAS_RIGHT_ORIGIN = 64
const HAS_KEY = 32

/**
 * Reads a Yjs V1 update without believing it, in time and memory proportional to its bytes, and refuses whatever an
 * honest client of this document can never send. An update in the V2 encoding does not survive this.
 */
export function readUpdate(bytes: Uint8Array): ReadUpdate {
  const cursor = new ByteCursor(bytes)
  const structs = readStructs(cursor)
  const deletions = readDeletions(cursor)
  if (cursor.left > 0) refuse('G2', 'garbled', 'The update goes on after its end; only the Yjs V1 encoding is read.')
  return { structs, deletions }
}

function readStructs(cursor: ByteCursor): ReadStruct[] {
  const structs: ReadStruct[] = []
  const seen = new Set<number>()
  for (let clients = cursor.count(3); clients > 0; clients--) {
    const count = cursor.count(2)
    const client = once(seen, cursor.uint(MOST_CLIENT))
    let clock = cursor.uint(LAST_CLOCK)
    for (let i = 0; i < count; i++) {
      const struct = readStruct(cursor, client, clock)
      clock = endOf(struct)
      structs.push(struct)
    }
  }
  return structs
}

function readDeletions(cursor: ByteCursor): ReadRange[] {
  const deletions: ReadRange[] = []
  const seen = new Set<number>()
  for (let clients = cursor.count(2); clients > 0; clients--) {
    const client = once(seen, cursor.uint(MOST_CLIENT))
    let end = 0
    for (let ranges = cursor.count(2); ranges > 0; ranges--) {
      const range = { client, clock: cursor.uint(LAST_CLOCK), length: readLength(cursor) }
      // Yjs writes ranges in order and apart. Overlapping ones would make it walk the same items over and over.
      if (range.clock < end) refuse('G2', 'disordered', 'The deletions of the update are not in order.')
      end = endOf(range)
      deletions.push(range)
    }
  }
  return deletions
}

/** Yjs lists each client once; of a client listed twice it would silently drop structs. */
function once(seen: Set<number>, client: number): number {
  if (seen.has(client)) refuse('G2', 'disordered', 'The update lists a client twice.')
  seen.add(client)
  return client
}

function endOf({ clock, length }: { clock: number; length: number }): number {
  if (clock + length > LAST_CLOCK) refuse('G2', 'giant_clock', 'The update counts further than any document does.')
  return clock + length
}

const readLength = (cursor: ByteCursor): number =>
  cursor.uint(LAST_CLOCK) || refuse('G2', 'garbled', 'The update has a part without a length.')

function readStruct(cursor: ByteCursor, client: number, clock: number): ReadStruct {
  const info = cursor.byte()
  const content = info & 31
  if (content === CONTENT.gc) refuse('G3', 'gc', 'The update carries collected garbage, which this document never has.')
  // A hole in the update: nothing new where the shadow has what lies there, and never complete (G6) where it has not.
  if (content === CONTENT.skip) {
    return { client, clock, length: readLength(cursor), root: null, key: null, origin: null, values: [] }
  }
  const place = readPlace(cursor, info)
  const { length, values } = readContent(cursor, content)
  return { client, clock, length, ...place, values }
}

function readPlace(cursor: ByteCursor, info: number): Pick<ReadStruct, 'root' | 'key' | 'origin'> {
  // A map's value follows the one it replaces and precedes nothing. With a forged right neighbour the same structs settle
  // in another order when they are loaded again: what people had seen would not be what the snapshot holds.
  if (info & HAS_RIGHT_ORIGIN) refuse('G7', 'tangled', 'The update puts an entry in front of something.')
  if (info & HAS_ORIGIN) return { root: null, key: null, origin: readId(cursor) }
  if (cursor.uint() !== 1) refuse('G3', 'nested', 'The update writes into a nested type; entries are plain JSON.')
  const root = cursor.string()
  if (!(info & HAS_KEY)) refuse('G3', 'not_a_map', 'The update treats a root as a list or text; roots are maps.')
  return { root, key: cursor.string(), origin: null }
}

const readId = (cursor: ByteCursor): ReadId => ({ client: cursor.uint(MOST_CLIENT), clock: cursor.uint(LAST_CLOCK) })

function readContent(cursor: ByteCursor, content: number): Pick<ReadStruct, 'length' | 'values'> {
  if (content === CONTENT.deleted) return { length: readLength(cursor), values: [] }
  if (content === CONTENT.doc) refuse('G3', 'subdocument', 'The update carries a sub-document.')
  if (content !== CONTENT.any) refuse('G3', 'content', 'The update carries content other than plain JSON entries.')
  const length = cursor.count(1) || refuse('G2', 'garbled', 'The update has a part without a length.')
  return { length, values: Array.from({ length }, () => cursor.json()) }
}
