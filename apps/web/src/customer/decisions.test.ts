import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../api.ts'
import type { RoomSession } from '../proofs/room/types.ts'
import { whyNot } from './approve/why-not.ts'
import { missingWords } from './ask/missing-words.ts'
import { NotSavedYet, saved, sendChanges } from './ask/send.ts'
import type { Offer } from './marks.ts'
import { problemKey } from './problems/problem-key.ts'

const offer = (shape: string, own = true) => ({ mark: { ref: 'ruth/a', shape, text: '' }, own }) as unknown as Offer
const says = (text: string) => () => text

describe('what keeps it from being sent', () => {
  it('is nothing to send', () => expect(missingWords([], says(''), ' ')).toBe('nothing'))
  it('is a pin without words', () => expect(missingWords([offer('pin')], says(' '), '')).toBe('needs_words'))
  it('is not a drawing, a message, or somebody else’s pin', () => {
    expect(missingWords([offer('freehand')], says(''), '')).toBeNull()
    expect(missingWords([offer('pin')], says(''), 'Lower, please')).toBeNull()
    expect(missingWords([offer('pin', false)], says(''), '')).toBeNull()
  })
})

describe('what keeps it from being signed', () => {
  const ready = { total: 2, ticked: 2, name: 'Ruth', room: true }
  it('is told one at a time, the lines first', () => {
    expect(whyNot({ ...ready, ticked: 0, name: '' })).toEqual({ key: 'lines', left: 2 })
    expect(whyNot({ ...ready, name: ' R ' })).toEqual({ key: 'name', left: 0 })
    expect(whyNot({ ...ready, room: false })).toEqual({ key: 'room', left: 0 })
    expect(whyNot(ready)).toBeNull()
  })
})

/** A session that acknowledges when told to. */
function session(state = 'saving') {
  const listeners = new Set<() => void>()
  let acknowledged = false
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const store = <T>(get: () => T) => ({ get, subscribe })
  const edited: unknown[] = []
  const fake = {
    pendingCount: store(() => (acknowledged ? 0 : 1)),
    saveState: store(() => state),
    projection: store(() => ({})),
    isSaved: () => acknowledged,
    edit: (id: string, patch: unknown) => edited.push([id, patch]),
  }
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const acknowledge = () => {
    acknowledged = true
    tell()
  }
  return { session: fake as unknown as RoomSession, acknowledge, edited, tell, listeners }
}

describe('sending', () => {
  afterEach(() => vi.useRealTimers())

  it('writes the words, waits for the acknowledgement, and only then asks', async () => {
    const room = session()
    const ask = vi.fn().mockResolvedValue({ code: 'c' })
    const api = { ask } as never
    const sent = sendChanges({
      api,
      session: room.session,
      versionId: 'v',
      offers: [offer('pin')],
      textOf: says(' Lower '),
      message: ' hi ',
      key: 'k',
    })
    expect(room.edited).toEqual([['a', { text: 'Lower' }]])
    expect(ask).not.toHaveBeenCalled()
    room.acknowledge()
    await sent
    expect(ask).toHaveBeenCalledExactlyOnceWith('v', { marks: ['ruth/a'], message: 'hi' }, 'k')
    expect(room.listeners.size).toBe(0)
  })

  it('gives up kindly when nothing is acknowledged', async () => {
    await expect(saved(session().session, ['ruth/a'], 1)).rejects.toBeInstanceOf(NotSavedYet)
  })

  it('does not wait for a room that takes nothing any more', async () => {
    const room = session('closed')
    const waiting = saved(room.session, ['ruth/a'])
    room.tell()
    await expect(waiting).rejects.toBeInstanceOf(NotSavedYet)
  })

  it('tries again with the same key while the server says it is still saving, and passes other refusals on', async () => {
    vi.useFakeTimers()
    const still = new ApiProblem({ code: 'mark.still_saving', message: 'Still saving' }, 409)
    const ask = vi.fn().mockRejectedValueOnce(still).mockRejectedValueOnce(still).mockResolvedValue({})
    const sent = sendChanges({
      api: { ask } as never,
      session: null,
      versionId: 'v',
      offers: [],
      textOf: says(''),
      message: 'm',
      key: 'k',
    })
    await vi.runAllTimersAsync()
    await sent
    expect(ask.mock.calls.map((call) => call[2])).toEqual(['k', 'k', 'k'])
    const refused = new ApiProblem({ code: 'version.not_newest', message: 'Newer' }, 409)
    ask.mockRejectedValue(refused)
    await expect(
      sendChanges({
        api: { ask } as never,
        session: null,
        versionId: 'v',
        offers: [],
        textOf: says(''),
        message: 'm',
        key: 'k',
      }),
    ).rejects.toBe(refused)
  })
})

it.each([
  ['link.open_again', 'open_again'],
  ['link.expired', 'expired'],
  ['network', 'offline'],
  ['order.not_found', 'not_found'],
  ['http.404', 'not_found'],
  ['http.429', 'slow_down'],
  ['rate.limited', 'slow_down'],
  ['http.502', 'server'],
  ['unexpected', 'server'],
])('tells %s as the page %s', (code, key) => {
  expect(problemKey(code)).toBe(key)
})
