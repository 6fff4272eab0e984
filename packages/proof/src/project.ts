import type * as Y from 'yjs'
import { checkEntry } from './check-entry.ts'
import {
  type Entry,
  entryRef,
  type HideEntry,
  isId,
  type LabelEntry,
  type ParsedRef,
  parseRef,
  type ReplyEntry,
  type ResolveEntry,
} from './entries.ts'
import type {
  Actors,
  ProjectedAnnotation,
  ProjectedLabel,
  ProjectedReply,
  ProjectedThread,
  Projection,
} from './projection.ts'
import { rootOf } from './roots.ts'

/** An entry together with who said it. */
export type Said<E extends Entry = Entry> = { ref: string; actorId: string; id: string; entry: E }

/** What people see of the document: the same in the browser, on the server, in a certificate and in a test. */
export function project(doc: Y.Doc, actors: Actors): Projection {
  const said: Said[] = []
  for (const actorId of Object.keys(actors)) {
    for (const [id, value] of rootOf(doc, actorId)?.entries() ?? []) {
      const one = readSaid(actorId, id, value)
      if (one) said.push(one)
    }
  }
  return assemble(said, actors)
}

/** A stored value as an entry of its author, or null when it is none. */
export function readSaid(actorId: string, id: string, value: unknown): Said | null {
  const checked = checkEntry(value)
  return checked.ok && isId(id) && isId(actorId)
    ? { ref: entryRef(actorId, id), actorId, id, entry: checked.entry }
    : null
}

/** Puts what was said together, leaving out what its author may not say. */
export function assemble(said: Iterable<Said>, actors: Actors): Projection {
  const heard = [...said].filter((one) => mayCount(one, actors)).sort(byTimeThenRef)
  const acts = gatherActs(heard)
  const threads: (ProjectedThread | ProjectedAnnotation)[] = []
  for (const one of heard) {
    const thread = asThread(one, acts)
    if (thread) threads.push(thread)
  }
  threads.push(...lostThreads(new Set(heard.map((one) => one.ref)), acts))
  threads.sort(byTimeThenRef).forEach((thread, i) => {
    thread.number = i + 1
  })
  return {
    annotations: threads.filter((thread): thread is ProjectedAnnotation => 'geometry' in thread),
    comments: threads.filter((thread) => !('geometry' in thread)),
    requestReplies: repliesToRequests(acts),
  }
}

/** Whether the author's role lets this entry count. */
function mayCount({ actorId, entry }: Said, actors: Actors): boolean {
  const actor = actors[actorId]
  if (!actor) return false
  switch (entry.kind) {
    case 'annotation':
    case 'comment':
    case 'reply':
    case 'label':
    case 'tombstone':
      return actor.canAnnotate
    case 'resolve':
    case 'hide':
      return isOwn(parseRef(entry.target), actorId) ? actor.canAnnotate : actor.side === 'shop' && actor.canResolve
  }
}

const isOwn = (target: ParsedRef | null, actorId: string): boolean =>
  target?.type === 'entry' && target.actorId === actorId

/** Acts by the ref they point at, each list in order of (at, ref). */
type Acts = {
  replies: Map<string, ProjectedReply[]>
  resolves: Map<string, Said<ResolveEntry>>
  hides: Map<string, Said<HideEntry>>
  labels: Map<string, ProjectedLabel[]>
}

function gatherActs(heard: readonly Said[]): Acts {
  const acts: Acts = { replies: new Map(), resolves: new Map(), hides: new Map(), labels: new Map() }
  // In order, so that of several resolves or hides the last one stands.
  for (const one of heard) {
    if (isKind(one, 'resolve')) acts.resolves.set(one.entry.target, one)
    else if (isKind(one, 'hide')) acts.hides.set(one.entry.target, one)
  }
  for (const one of heard) {
    if (isKind(one, 'label')) append(acts.labels, one.entry.target, asLabel(one))
    else if (isKind(one, 'reply')) append(acts.replies, one.entry.target, asReply(one, acts))
    else if (one.entry.kind === 'tombstone' && one.entry.was === 'reply' && one.entry.target) {
      append(acts.replies, one.entry.target, { ...blank(one), hidden: isHidden(one.ref, acts), deleted: true })
    }
  }
  return acts
}

const isKind = <K extends Entry['kind']>(one: Said, kind: K): one is Said<Extract<Entry, { kind: K }>> =>
  one.entry.kind === kind

const isHidden = (ref: string, acts: Acts): boolean => acts.hides.get(ref)?.entry.hidden ?? false

const blank = ({ ref, actorId, id, entry }: Said) => ({ ref, actorId, id, text: '', at: entry.at, editedAt: null })

const asLabel = ({ ref, actorId, entry }: Said<LabelEntry>): ProjectedLabel => ({ ref, actorId, label: entry.label })

const asReply = (one: Said<ReplyEntry>, acts: Acts): ProjectedReply => ({
  ...blank(one),
  text: one.entry.text,
  editedAt: one.entry.editedAt ?? null,
  hidden: isHidden(one.ref, acts),
  deleted: false,
})

function asThread(one: Said, acts: Acts): ProjectedThread | ProjectedAnnotation | null {
  const { entry } = one
  if (entry.kind === 'annotation') {
    const { page, text = '', editedAt = null, shape, geometry } = entry
    return { ...thread(one, acts), page, text, editedAt, shape, geometry, deleted: false } as ProjectedAnnotation
  }
  if (entry.kind === 'comment') {
    const { page = null, text, editedAt = null } = entry
    return { ...thread(one, acts), page, text, editedAt }
  }
  if (entry.kind !== 'tombstone' || entry.was === 'reply') return null
  const { page = null } = entry
  if (entry.was === 'comment' || page === null) return { ...thread(one, acts), page, deleted: true }
  return { ...thread(one, acts), page, shape: null, geometry: null, deleted: true }
}

function thread(one: Pick<Said, 'ref' | 'actorId' | 'id'> & { entry: { at: number } }, acts: Acts): ProjectedThread {
  const { ref, actorId, id, entry } = one
  const resolve = acts.resolves.get(ref)
  return {
    ref,
    actorId,
    id,
    page: null,
    text: '',
    at: entry.at,
    editedAt: null,
    number: 0,
    replies: acts.replies.get(ref) ?? [],
    resolved: resolve?.entry.resolved ? { by: resolve.actorId, at: resolve.entry.at } : null,
    hidden: isHidden(ref, acts),
    labels: acts.labels.get(ref) ?? [],
    deleted: false,
  }
}

/**
 * Threads whose first entry is gone without a tombstone, because its author took it back (undo, or a deletion at the
 * same moment) while somebody answered: the answers must not vanish with it.
 */
function lostThreads(present: ReadonlySet<string>, acts: Acts): ProjectedThread[] {
  const lost: ProjectedThread[] = []
  for (const [ref, replies] of acts.replies) {
    const target = parseRef(ref)
    const at = replies[0]?.at
    if (target?.type !== 'entry' || present.has(ref) || at === undefined) continue
    const one = { ref, actorId: target.actorId, id: target.entryId, entry: { at } }
    lost.push({ ...thread(one, acts), deleted: true })
  }
  return lost
}

function repliesToRequests(acts: Acts): Record<string, ProjectedReply[]> {
  const byRequest: [string, ProjectedReply[]][] = []
  for (const [ref, replies] of acts.replies) {
    const target = parseRef(ref)
    if (target?.type === 'request') byRequest.push([target.requestId, replies])
  }
  return Object.fromEntries(byRequest.sort(([a], [b]) => compare(a, b)))
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}

/** By code unit, not by locale: the order must be the same on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

type Timed = { ref: string; at: number } | Said
const timeOf = (one: Timed): number => ('entry' in one ? one.entry.at : one.at)
const byTimeThenRef = (a: Timed, b: Timed): number => timeOf(a) - timeOf(b) || compare(a.ref, b.ref)
