import type { ChangeRequestDto, PageDto } from '@proofroom/contract'
import { type Mark, type ProjectedReply, type ProjectedThread, type Projection, requestRef } from '@proofroom/proof'

/** One line of the list and one pin: a mark, a comment, or a change request without a mark of its own here. */
export type ThreadItem = {
  /** The mark's ref, or `request:<id>` where the request arose on another version. */
  key: string
  number: number
  actorId: string
  text: string
  /** Null for a request that comes from another version. */
  thread: ProjectedThread | null
  request: ChangeRequestDto | null
  replies: readonly ProjectedReply[]
  /** Null for a comment on the whole version. */
  page: string | null
  mark: Mark | null
  at: number
  hidden: boolean
  deleted: boolean
  /** Settled: resolved, or a request that is done or fixed. */
  done: boolean
}

export type ThreadSources = {
  projection: Projection
  requests: readonly ChangeRequestDto[]
  versionId: string
  /** All pages of the version, in order. */
  pages: readonly Pick<PageDto, 'id'>[]
}

/**
 * What the list shows and the pins stand for. A request keeps its number for good; marks that are no requests are
 * counted after the highest of them, so that no number is said twice.
 */
export function threadsOf({ projection, requests, versionId, pages }: ThreadSources): ThreadItem[] {
  const arisen = new Map(requests.filter((one) => one.versionId === versionId).map((one) => [one.ref, one]))
  const threads = [...projection.annotations, ...projection.comments].sort((a, b) => a.number - b.number)
  // Also one whose mark was taken back: asked is asked, and its words are frozen.
  const present = new Set(threads.map((thread) => thread.ref))
  const carried = requests.filter((one) => one.versionId !== versionId || !present.has(one.ref))
  const highest = Math.max(0, ...requests.map((one) => one.number))
  let next = highest
  const own = threads.map((thread) => {
    const request = arisen.get(thread.ref) ?? null
    if (!request) next += 1
    return ownItem(thread, request, request?.number ?? next, projection)
  })
  return [...carried.map((one) => carriedItem(one, pages, projection)), ...own].sort((a, b) => a.number - b.number)
}

/** Requests that ask for nothing more. */
export const isSettled = (request: ChangeRequestDto): boolean => request.state === 'done' || request.state === 'fixed'

function ownItem(
  thread: ProjectedThread,
  request: ChangeRequestDto | null,
  number: number,
  projection: Projection,
): ThreadItem {
  const toRequest = request ? (projection.requestReplies[request.id] ?? []) : []
  return {
    key: thread.ref,
    number,
    actorId: thread.actorId,
    text: thread.text,
    thread,
    request,
    replies: inOrder([...thread.replies, ...toRequest]),
    page: thread.page,
    mark: markOf(thread),
    at: thread.at,
    hidden: thread.hidden,
    deleted: thread.deleted,
    done: request ? isSettled(request) : thread.resolved !== null,
  }
}

function carriedItem(
  request: ChangeRequestDto,
  pages: readonly Pick<PageDto, 'id'>[],
  projection: Projection,
): ThreadItem {
  const page = request.pagePosition === null ? null : (pages[request.pagePosition]?.id ?? null)
  return {
    key: requestRef(request.id),
    number: request.number,
    actorId: request.actorId,
    text: request.text,
    thread: null,
    request,
    replies: projection.requestReplies[request.id] ?? [],
    page,
    mark: page && request.shape ? ({ shape: request.shape, geometry: request.geometry } as Mark) : null,
    at: Date.parse(request.createdAt),
    hidden: false,
    deleted: false,
    done: isSettled(request),
  }
}

const markOf = (thread: ProjectedThread): Mark | null =>
  'shape' in thread && thread.shape
    ? ({ shape: thread.shape, geometry: (thread as { geometry?: unknown }).geometry } as Mark)
    : null

const inOrder = (replies: ProjectedReply[]): ProjectedReply[] => replies.sort((a, b) => a.at - b.at)
