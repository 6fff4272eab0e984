/**
 * The stored shapes of the live document.
 *
 * A proof version is one Y.Doc. Each author has one root `Y.Map` named `u:<actorId>`, which only they may write; it maps
 * an entry id to a **plain JSON entry**. An act on somebody else's entry (reply, resolve, hide, label) is an entry of
 * one's own that points at it.
 */

/** A position on the page: 0–1 from the top-left corner; a little outside is allowed. */
export type PointGeometry = { x: number; y: number }
/** Width and height are never negative; see `normaliseBox`. */
export type BoxGeometry = { x: number; y: number; w: number; h: number }
export type SegmentGeometry = { x1: number; y1: number; x2: number; y2: number }
/** Flat: x, y, x, y, … rounded to four decimals; see `strokePoints`. */
export type StrokeGeometry = { points: number[] }

export type Mark =
  | { shape: 'pin'; geometry: PointGeometry }
  | { shape: 'text'; geometry: PointGeometry }
  | { shape: 'rectangle'; geometry: BoxGeometry }
  | { shape: 'ellipse'; geometry: BoxGeometry }
  | { shape: 'highlight'; geometry: BoxGeometry }
  | { shape: 'arrow'; geometry: SegmentGeometry }
  | { shape: 'line'; geometry: SegmentGeometry }
  | { shape: 'freehand'; geometry: StrokeGeometry }

export type Shape = Mark['shape']
export type Geometry = Mark['geometry']

/** `at` and `editedAt` are the author's clock in epoch milliseconds: for order and display, never for authority. */
type Stored<K extends string> = { v: 1; kind: K; at: number }

export type AnnotationEntry = Stored<'annotation'> & { page: string; text?: string; editedAt?: number } & Mark
export type CommentEntry = Stored<'comment'> & { page?: string; text: string; editedAt?: number }
export type ReplyEntry = Stored<'reply'> & { target: string; text: string; editedAt?: number }
export type ResolveEntry = Stored<'resolve'> & { target: string; resolved: boolean }
export type HideEntry = Stored<'hide'> & { target: string; hidden: boolean }
export type LabelEntry = Stored<'label'> & { target: string; label: string; editedAt?: number }
/** What stays of a deleted entry that others had answered: its place in the list, nothing of what it said. */
export type TombstoneEntry = Stored<'tombstone'> & {
  was: 'annotation' | 'comment' | 'reply'
  page?: string
  target?: string
  deletedAt: number
}

export type Entry = AnnotationEntry | CommentEntry | ReplyEntry | ResolveEntry | HideEntry | LabelEntry | TombstoneEntry
export type EntryKind = Entry['kind']

export const LIMITS = {
  /** Characters of an entry's JSON. */
  entrySize: 64 * 1024,
  text: 4000,
  label: 64,
  points: 5000,
  idLength: 64,
} as const

const ID = /^[A-Za-z0-9_-]{1,64}$/
const ROOT_PREFIX = 'u:'
const REQUEST_PREFIX = 'request:'

/** Actor, entry, page and request ids alike. */
export const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value)

export const rootName = (actorId: string): string => `${ROOT_PREFIX}${actorId}`

/** The author of a root, or null when the name is not an author's root. */
export function rootActor(name: string): string | null {
  if (!name.startsWith(ROOT_PREFIX)) return null
  const actorId = name.slice(ROOT_PREFIX.length)
  return isId(actorId) ? actorId : null
}

/** How one entry points at another: unique in the document, and sortable. */
export const entryRef = (actorId: string, entryId: string): string => `${actorId}/${entryId}`

/** How an entry points at a numbered change request, which lives in the database. */
export const requestRef = (requestId: string): string => `${REQUEST_PREFIX}${requestId}`

export type ParsedRef = { type: 'entry'; actorId: string; entryId: string } | { type: 'request'; requestId: string }

export function parseRef(ref: string): ParsedRef | null {
  if (ref.startsWith(REQUEST_PREFIX)) {
    const requestId = ref.slice(REQUEST_PREFIX.length)
    return isId(requestId) ? { type: 'request', requestId } : null
  }
  const [actorId, entryId, ...rest] = ref.split('/')
  return isId(actorId) && isId(entryId) && rest.length === 0 ? { type: 'entry', actorId, entryId } : null
}

/** Sixteen random characters of a 64-letter alphabet: 96 bits, safe in an address. */
export function newEntryId(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => alphabet[byte & 63]).join('')
}
