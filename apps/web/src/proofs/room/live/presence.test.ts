import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Presence } from '../types.ts'
import { CURSOR_LIFE_MS, followPresence, liveDrawing, presenceOf, underNames } from './presence.ts'

const user = { actorId: 'ruth', name: 'Ruth Hartley', initials: 'RH', colour: 1, side: 'customer' }

describe('presence', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  test('somebody without the server’s stamp is nobody', () => {
    expect(presenceOf(1, { cursor: { page: 'p', x: 0, y: 0 } })).toBeNull()
    expect(presenceOf(1, { user: { actorId: 7 } })).toBeNull()
  })

  test('what a client made up is left out, the person stays', () => {
    const one = presenceOf(1, { user, cursor: { page: 'p', x: Number.NaN, y: 0 }, drawing: 'x', typing: 5 })
    expect(one).toMatchObject({ actorId: 'ruth', cursor: null, drawing: null, typing: null })
  })

  test('a guest who came in without a name has the one they gave since', () => {
    const guest = presenceOf(1, { user: { ...user, name: 'Guest', initials: 'RH' } }) as Presence
    const ruth = {
      ...user,
      side: 'customer' as const,
      secondOpinion: false,
      canAnnotate: true,
      canResolve: false,
      you: false,
    }
    expect(underNames([guest], [ruth])[0]?.name).toBe('Ruth Hartley')
    expect(underNames([guest], [{ ...ruth, name: null }])[0]?.name).toBe('Guest')
  })

  test('a stroke being drawn stays small enough for the server', () => {
    const points = Array.from({ length: 4000 }, (_, i) => (i % 2 ? Math.sin(i / 9) : i / 4000))
    const small = liveDrawing({ page: 'p'.repeat(36), shape: 'freehand', geometry: { points } })
    expect(JSON.stringify(small).length).toBeLessThan(1900)
  })

  test('a cursor goes out at most every 50 ms, the newest one, and is hidden by a field', () => {
    const awareness = new Awareness(new Y.Doc())
    const line = followPresence(
      awareness,
      () => true,
      () => undefined,
    )
    const set = vi.spyOn(awareness, 'setLocalState')
    for (let i = 0; i < 30; i++) line.set({ cursor: { page: 'p', x: i, y: 0 } })
    vi.advanceTimersByTime(50)
    line.set({ cursor: null })
    vi.advanceTimersByTime(50)
    expect(set.mock.calls.map(([state]) => state?.cursor)).toEqual([{ page: 'p', x: 29, y: 0 }, null])
    line.destroy()
    awareness.destroy()
  })

  test('a cursor that rests for fifteen seconds is hidden, the person is still here', () => {
    const here = new Awareness(new Y.Doc())
    const there = new Awareness(new Y.Doc())
    let others: readonly Presence[] = []
    const line = followPresence(
      here,
      () => true,
      (now) => {
        others = now
      },
    )
    there.setLocalState({ user, cursor: { page: 'p', x: 0.5, y: 0.5 } })
    applyAwarenessUpdate(here, encodeAwarenessUpdate(there, [there.clientID]), 'test')
    expect(others[0]?.cursor).toEqual({ page: 'p', x: 0.5, y: 0.5 })
    vi.advanceTimersByTime(CURSOR_LIFE_MS + 6000)
    expect(others.map((one) => [one.actorId, one.cursor])).toEqual([['ruth', null]])
    line.destroy()
    here.destroy()
    there.destroy()
  })
})
