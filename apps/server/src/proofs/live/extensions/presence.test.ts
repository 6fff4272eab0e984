import type { Connection, Document } from '@hocuspocus/server'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { setRoom } from '../context.ts'
import type { Peer, Seat } from '../peer.ts'
import type { Room } from '../room.ts'
import { grantOf, SILENT } from '../testing/index.ts'
import { presence } from './presence.ts'

const ROOM = 'p:room'
const AWARENESS = 1

/** A room in which somebody's cursor came from another process: no connection here is theirs. */
function roomWith(clientId: number, state: object) {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState(null)
  awareness.states.set(clientId, state)
  awareness.meta.set(clientId, { clock: 1, lastUpdated: Date.now() })
  const document = { name: ROOM, awareness, connections: new Map() } as unknown as Document
  setRoom(document, { actorOf: () => null, claim: async () => {} } as unknown as Room)
  return document
}

/** What of a client's presence gets through. */
async function show(document: Document, seat: Seat, clientId: number, state: object) {
  const connection = { context: { peer: {} as Peer, seat } } as unknown as Connection
  const sender = new Awareness(new Y.Doc())
  sender.states.set(clientId, state)
  sender.meta.set(clientId, { clock: 2, lastUpdated: Date.now() })
  const payload = encodeAwarenessUpdate(sender, [clientId])
  const update = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, ROOM)
    encoding.writeVarUint(encoder, AWARENESS)
    encoding.writeVarUint8Array(encoder, payload)
  })
  const received = new Awareness(new Y.Doc())
  received.setLocalState(null)
  applyAwarenessUpdate(received, payload, null)
  const states = received.getStates() as Map<number, Record<string, unknown>>
  const hooks = presence({ log: SILENT, record: () => {}, onShown() {} })
  await hooks.beforeHandleMessage?.({ connection, document, update } as never)
  await hooks.beforeHandleAwareness?.({ states, connection, document } as never)
  for (const one of [sender, received]) one.destroy()
  return states
}

const seatFor = (actorId: string) => ({ grant: grantOf({ actorId }), presence: null }) as Seat

test('a state repeated to us is not taken for the sender’s own when it is somebody’s in another process', async () => {
  const document = roomWith(7, { user: { actorId: 'maya' }, typing: 'x' })
  const seat = seatFor('ruth')
  expect((await show(document, seat, 7, { typing: 'mine' })).size).toBe(0)
  expect(seat.presence).toBeNull()
  expect([...(await show(document, seat, 8, { typing: 'mine' })).keys()]).toEqual([8])
  document.awareness.destroy()
})

test('who comes over from another process keeps their own', async () => {
  const document = roomWith(7, { user: { actorId: 'ruth' }, typing: 'x' })
  expect([...(await show(document, seatFor('ruth'), 7, { typing: 'here' })).keys()]).toEqual([7])
  document.awareness.destroy()
})
