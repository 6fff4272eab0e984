import { expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { LIVE_LIMITS } from '../options.ts'
import type { Seat } from '../peer.ts'
import { framesOf, toPlain } from './frames.ts'
import { PlainPeer } from './plain-peer.ts'

const ROOM = 'p:room'
const frames = framesOf(ROOM)
const OPEN = 1

function setUp() {
  const socket = {
    readyState: OPEN,
    OPEN,
    bufferedAmount: 0,
    send: vi.fn(),
    close: vi.fn(),
    resume() {},
    terminate() {},
  }
  const wire = { cork() {}, uncork() {} }
  const options = { socket: socket as unknown as WebSocket, wire, limits: LIVE_LIMITS, record() {} }
  const peer = new PlainPeer(options, ROOM)
  const arrived = vi.spyOn(peer.flow, 'arrived')
  return { socket, peer, arrived }
}

/** Somebody's presence as Hocuspocus sends and reads it. */
function presenceOf(doc: Y.Doc): Uint8Array {
  const awareness = new Awareness(doc)
  awareness.setLocalState({ typing: 'x' })
  const update = encodeAwarenessUpdate(awareness, [doc.clientID])
  awareness.destroy()
  const frame = frames.toHocuspocus(Uint8Array.of(1, update.length, ...update))
  if (!frame) throw new Error('no frame')
  return frame
}

test('a state that was sent out and comes back is left out and not counted, once', () => {
  const { peer, arrived } = setUp()
  const [own, other] = [new Y.Doc(), new Y.Doc()]
  peer.seats.set(ROOM, { presence: own.clientID } as Seat)
  peer.send(presenceOf(other))
  expect(peer.admits(presenceOf(other))).toBeNull()
  expect(arrived).not.toHaveBeenCalled()
  expect(peer.admits(presenceOf(other))).not.toBeNull()
  expect(arrived).toHaveBeenCalledOnce()
})

test('one’s own state is never taken for one that comes back', () => {
  const { peer } = setUp()
  const own = new Y.Doc()
  peer.send(presenceOf(new Y.Doc()))
  expect(peer.admits(presenceOf(own))).not.toBeNull()
  peer.seats.set(ROOM, { presence: own.clientID } as Seat)
  expect(peer.admits(presenceOf(own))).not.toBeNull()
})

test('what the protocol has no word for is not sent', () => {
  const { peer, socket } = setUp()
  const address = [ROOM.length, ...new TextEncoder().encode(ROOM)]
  for (const type of [2, 5, 6, 7, 8, 9, 10]) peer.send(Uint8Array.of(...address, type, 1))
  expect(socket.send).not.toHaveBeenCalled()
  expect(toPlain(Uint8Array.of(...address, 4, 1, 2, 3))).toEqual(Uint8Array.of(0, 1, 2, 3))
  expect(toPlain(Uint8Array.of(...address, 0, 1, 2, 3))).toEqual(Uint8Array.of(0, 1, 2, 3))
})

test('who was silent for long is told to come back, who was refused is not', () => {
  const silent = setUp()
  silent.peer.close(4408, 'Connection Timeout')
  expect(silent.socket.close).toHaveBeenCalledWith(1013, 'later')
  const refused = setUp()
  refused.peer.close(4422, 'refused')
  expect(refused.socket.close).toHaveBeenCalledWith(4422, 'refused')
})
