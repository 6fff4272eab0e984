import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { entriesOf, type Opened, open } from '../clients/provider.ts'
import type { Peer, Room } from '../peers/peer.ts'
import { CheckFailed } from './figure.ts'

export type Opening = { opened: Opened; milliseconds: number }

/** From opening the socket, ticket in hand, to the whole document: with the server's own provider, in a fresh document. */
export async function timeOpening({ name, manner }: Peer, room: Room, entries: number): Promise<Opening> {
  const [seat] = await room.seats(1)
  if (!seat) throw new Error('Nobody may enter.')
  const start = performance.now()
  const opened = open(manner.dialect, seat)
  await opened.synced
  const milliseconds = performance.now() - start
  const found = entriesOf(opened.doc).length
  if (found !== entries) throw new CheckFailed(`${name} opened with ${found} of ${entries} entries`)
  return { opened, milliseconds }
}

/**
 * What Yjs alone needs for the same bytes. A document that somebody listens to costs about twice as much: for the
 * listener, Yjs encodes again what it has just decoded. Every provider listens, so no server can do better than that.
 */
export function timeDecoding(bytes: Uint8Array, { heard }: { heard: boolean }): number {
  const doc = new Y.Doc()
  if (heard) doc.on('update', () => {})
  const start = performance.now()
  Y.applyUpdate(doc, bytes)
  return performance.now() - start
}

/** Resolves when a server that acknowledges nothing has everything that was sent to it. */
export async function arrived(peer: Peer, room: Room, entries: number): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    try {
      return (await timeOpening(peer, room, entries)).opened.leave()
    } catch (error) {
      if (!(error instanceof CheckFailed) || Date.now() > deadline) throw error
      await pause(50)
    }
  }
}
