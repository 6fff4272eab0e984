import type { PersonDto } from '@proofroom/contract'
import { simplify } from '@proofroom/proof'
import type { Awareness } from 'y-protocols/awareness'
import type { Cursor, Drawing, Presence } from '../types.ts'

/** About twenty frames a second: smooth to the eye, and others' phones keep up. */
const FRAME_MS = 50
/** A hand that rests is not pointing at anything. */
export const CURSOR_LIFE_MS = 15_000
/** The server takes 2 KB of awareness; this many points stay well below it. */
const LIVE_POINTS = 80

type Local = { cursor: Cursor | null; drawing: Drawing | null; typing: string | null }

export type PresenceLine = {
  set(change: Partial<Local>): void
  /** Looks again: who was here before we were let in has told so already. */
  read(): void
  destroy(): void
}

/** Shows others where we point, and hands over where they point. */
export function followPresence(
  awareness: Awareness,
  isHere: () => boolean,
  publish: (others: readonly Presence[]) => void,
): PresenceLine {
  let local: Local = { cursor: null, drawing: null, typing: null }
  let timer: ReturnType<typeof setTimeout> | null = null
  const rests = new Map<number, { cursor: string; since: number }>()

  const send = (): void => {
    timer = null
    awareness.setLocalState(local)
  }
  const read = () => {
    if (!isHere()) return publish([])
    const now = Date.now()
    const others: Presence[] = []
    for (const [clientId, state] of awareness.getStates()) {
      const one = clientId === awareness.clientID ? null : presenceOf(clientId, state)
      if (one) others.push(isResting(rests, one, now) ? { ...one, cursor: null } : one)
    }
    publish(others)
  }
  const clock = setInterval(() => rests.size > 0 && read(), 5000)
  awareness.on('change', read)
  send()

  return {
    set(change) {
      local = { ...local, ...change }
      if (change.drawing) local.drawing = liveDrawing(change.drawing)
      timer ??= setTimeout(send, FRAME_MS)
    },
    read,
    destroy() {
      if (timer) clearTimeout(timer)
      clearInterval(clock)
      awareness.off('change', read)
    },
  }
}

function isResting(rests: Map<number, { cursor: string; since: number }>, one: Presence, now: number): boolean {
  const cursor = JSON.stringify(one.cursor)
  const rest = rests.get(one.clientId)
  if (rest?.cursor === cursor) return now - rest.since > CURSOR_LIFE_MS
  rests.set(one.clientId, { cursor, since: now })
  return false
}

/** What a client sends is taken with care: only `user` was stamped by the server. */
export function presenceOf(clientId: number, state: Record<string, unknown>): Presence | null {
  const user = state.user as Partial<Presence> | undefined
  if (!user || typeof user.actorId !== 'string') return null
  return {
    clientId,
    actorId: user.actorId,
    name: user.name ?? null,
    initials: user.initials ?? '',
    colour: user.colour ?? 8,
    side: user.side ?? 'customer',
    cursor: isCursor(state.cursor) ? state.cursor : null,
    drawing: isDrawing(state.drawing) ? state.drawing : null,
    typing: typeof state.typing === 'string' ? state.typing : null,
  }
}

/** The stamp is from coming in; a name that was given since then is known to the page. */
export const underNames = (others: readonly Presence[], people: readonly PersonDto[]): readonly Presence[] =>
  others.map((one) => {
    const person = people.find(({ actorId }) => actorId === one.actorId)
    if (!person?.name || person.name === one.name) return one
    return { ...one, name: person.name, initials: person.initials }
  })

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isCursor = (value: unknown): value is Cursor =>
  isObject(value) && typeof value.page === 'string' && Number.isFinite(value.x) && Number.isFinite(value.y)
const isDrawing = (value: unknown): value is Drawing =>
  isObject(value) && typeof value.page === 'string' && typeof value.shape === 'string' && isObject(value.geometry)

/** A stroke being drawn, with as few points as show it. */
export function liveDrawing(drawing: Drawing): Drawing {
  if (!('points' in drawing.geometry)) return drawing
  let points = drawing.geometry.points
  for (let tolerance = 0.001; points.length / 2 > LIVE_POINTS; tolerance *= 2) points = simplify(points, tolerance)
  return { ...drawing, geometry: { points: points.map((n) => Math.round(n * 10_000) / 10_000) } }
}
