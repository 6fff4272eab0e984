import type { ChangeRequestDto, PersonDto } from '@proofroom/contract'
import type { Mark, ProjectedAnnotation, Projection } from '@proofroom/proof'
import type { ThreadItem, ThreadSources } from '../proofs/room/threads.ts'

/** A mark that may become a request. */
export type Offer = { mark: ProjectedAnnotation; person: PersonDto | null; own: boolean; ticked: boolean }

/**
 * What can be sent to the shop: open marks of the customer's side that are not requests yet. Own ones are ticked;
 * somebody else's (a second opinion, the same link on another device) is offered.
 */
export function marksToSend(
  projection: Projection,
  people: PersonDto[],
  requests: ChangeRequestDto[],
  you: string,
): Offer[] {
  const asked = new Set(requests.map((request) => request.ref))
  const persons = new Map(people.map((person) => [person.actorId, person]))
  return projection.annotations.flatMap((mark): Offer[] => {
    const own = mark.actorId === you
    const person = persons.get(mark.actorId) ?? null
    if (!isOpen(mark) || asked.has(mark.ref) || (!own && person?.side !== 'customer')) return []
    return [{ mark, person, own, ticked: own }]
  })
}

const isOpen = (mark: ProjectedAnnotation): boolean => !mark.deleted && !mark.hidden && !mark.resolved

/** Every mark the signer had in front of them, hidden or not: marks, comments and replies, for the approval. */
export function seenRefs(projection: Projection): string[] {
  const threads = [...projection.annotations, ...projection.comments]
  const replies = [...threads.flatMap((thread) => thread.replies), ...Object.values(projection.requestReplies).flat()]
  return [...threads.map((thread) => thread.ref), ...replies.map((reply) => reply.ref)]
}

type Boxed = { shape: string | null; geometry: unknown }
export type Box = { x: number; y: number; w: number; h: number }

/** The smallest box around a mark, 0–1 of its page. */
export function boxOf({ geometry }: Boxed): Box {
  const g = (geometry ?? {}) as Record<string, number> & { points?: number[] }
  if (g.points?.length) return around(g.points)
  if (g.x1 !== undefined) return around([g.x1, g.y1 ?? 0, g.x2 ?? g.x1, g.y2 ?? 0])
  return { x: g.x ?? 0.5, y: g.y ?? 0.5, w: g.w ?? 0, h: g.h ?? 0 }
}

function around(points: number[]): Box {
  const xs = points.filter((_, i) => i % 2 === 0)
  const ys = points.filter((_, i) => i % 2 === 1)
  const [left, top] = [least(xs), least(ys)]
  return { x: left, y: top, w: -least(xs.map((x) => -x)) - left, h: -least(ys.map((y) => -y)) - top }
}

const least = (numbers: number[]): number => numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)

/**
 * How a picture is laid into a frame so that a mark's place fills it: in the frame's own size, for a crop beside the
 * words. The place is given air, and at least a fifth of the page is shown, so that one recognises where it is.
 */
export function cropAround(mark: Boxed, page: { width: number; height: number }, frame: { w: number; h: number }) {
  const box = boxOf(mark)
  const shown = Math.min(
    1,
    Math.max(0.22, box.w * 1.5, ((box.h * 1.5 * page.height) / page.width) * (frame.w / frame.h)),
  )
  const width = frame.w / shown
  const height = (width * page.height) / page.width
  const left = clamp(frame.w / 2 - (box.x + box.w / 2) * width, frame.w - width, 0)
  const top = clamp(frame.h / 2 - (box.y + box.h / 2) * height, frame.h - height, 0)
  return { width, height, left, top }
}

const clamp = (n: number, low: number, high: number): number =>
  low > high ? (low + high) / 2 : Math.min(high, Math.max(low, n))

/** Requests of older versions in their place, before the room is loaded: the page's own data is enough for them. */
export function carriedThreads({ requests, versionId, pages }: ThreadSources): ThreadItem[] {
  return requests
    .filter((request) => request.versionId !== versionId)
    .map((request) => {
      const page = request.pagePosition === null ? null : (pages[request.pagePosition]?.id ?? null)
      return {
        key: `request:${request.id}`,
        number: request.number,
        actorId: request.actorId,
        text: request.text,
        thread: null,
        request,
        replies: [],
        page,
        mark: page && request.shape ? ({ shape: request.shape, geometry: request.geometry } as Mark) : null,
        at: Date.parse(request.createdAt),
        hidden: false,
        deleted: false,
        done: request.state === 'done' || request.state === 'fixed',
      }
    })
}
