import { encode, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import {
  cursorFrame,
  type Dialect,
  NOTHING_NEW,
  readCursors,
  readFrame,
  savedFrame,
  step1Frame,
  step2Frame,
  tokenFrame,
  updateFrame,
} from './frames.ts'

const ROOM = 'p:0199f1c2-7d5e-7000-8000-0123456789ab'
const DIALECTS: Dialect[] = ['hocuspocus', 'y-websocket']

const cursorsIn = (body: Uint8Array): [number, number][] => {
  const found: [number, number][] = []
  readCursors(body, (clientId, clock) => found.push([clientId, clock]))
  return found
}

describe.each(DIALECTS)('frames of %s', (dialect) => {
  it('are read as what they were written as', () => {
    const update = Uint8Array.from({ length: 300 }, (_, i) => i & 255)
    expect(readFrame(dialect, step1Frame(dialect, ROOM)).kind).toBe('step1')
    expect(readFrame(dialect, step2Frame(dialect, ROOM, NOTHING_NEW))).toEqual({ kind: 'step2', body: NOTHING_NEW })
    expect(readFrame(dialect, updateFrame(dialect, ROOM, update))).toEqual({ kind: 'update', body: update })
  })

  it('with cursors of several people are read as the cursors of all of them', () => {
    const awareness = new Awareness(new Y.Doc())
    for (const clientId of [3_900_000_001, 300, 3_900_000_002]) {
      const state = { clientId, clock: 17, state: { cursor: { x: 0.5, label: 'ß'.repeat(90) } } }
      const { body } = readFrame(dialect, cursorFrame(dialect, ROOM, state))
      applyAwarenessUpdate(awareness, body, null)
    }
    const gathered = encodeAwarenessUpdate(awareness, [3_900_000_001, 300, 3_900_000_002])
    expect(cursorsIn(gathered)).toEqual([
      [3_900_000_001, 17],
      [300, 17],
      [3_900_000_002, 17],
    ])
  })

  it('that are not whole are an error, not a shorter one', () => {
    const frame = updateFrame(dialect, ROOM, new Uint8Array(200))
    expect(() => readFrame(dialect, frame.subarray(0, 150))).toThrow(RangeError)
  })
})

describe('frames that only Hocuspocus has', () => {
  it('tell what the server has, whom it lets in, and whom it does not', () => {
    const auth = (answer: number) =>
      encode((encoder) => {
        writeVarString(encoder, ROOM)
        writeVarUint(encoder, 2)
        writeVarUint(encoder, answer)
        writeVarString(encoder, 'reason or scope')
      })
    const unsaved = encode((encoder) => {
      writeVarString(encoder, ROOM)
      writeVarUint(encoder, 8)
      writeVarUint(encoder, 0)
    })
    const kinds = [savedFrame(ROOM), unsaved, auth(2), auth(1), tokenFrame(ROOM, 'ticket')]
    expect(kinds.map((frame) => readFrame('hocuspocus', frame).kind)).toEqual([
      'saved',
      'unsaved',
      'accepted',
      'refused',
      'other',
    ])
  })

  it('have answers of their own to a first question', () => {
    const reply = encode((encoder) => {
      writeVarString(encoder, ROOM)
      writeVarUint(encoder, 4)
      writeVarUint(encoder, 1)
      writeVarUint8Array(encoder, NOTHING_NEW)
    })
    expect(readFrame('hocuspocus', reply).kind).toBe('step2')
  })
})
