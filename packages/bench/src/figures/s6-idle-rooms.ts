import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { Author } from '../clients/author.ts'
import { LightClient } from '../clients/light-client.ts'
import { median } from '../measure.ts'
import type { Peer, Room } from '../peers/peer.ts'
import type { Authored } from '../seed.ts'
import { type Figure, limit, type Run } from './figure.ts'

const ENTRIES = 20
const AT_ONCE = 20
const ROOMS = 200
const WARM_UP_ROOMS = 60
/** Sockets say goodbye, and each room that closed is looked at once more. */
const SETTLE_MS = 2_500

/** Bytes of heap for each room: while somebody is in it, and when they have left. */
type Heap = { open: number; left: number }

/** S6: what an open room costs in which nothing happens, and what of it stays when everybody has left. */
export async function measureIdleRooms(run: Run): Promise<Figure[]> {
  const { ours, hocuspocus } = run.stage.peers
  const rooms = run.quick ? 20 : ROOMS
  const heaps: { ours: Heap[]; hocuspocus: Heap[] } = { ours: [], hocuspocus: [] }
  await measureHeap(run, ours, run.quick ? 10 : WARM_UP_ROOMS)
  await measureHeap(run, hocuspocus, run.quick ? 10 : WARM_UP_ROOMS)
  for (let round = 0; round < run.rounds; round++) {
    heaps.ours.push(await measureHeap(run, ours, rooms))
    heaps.hocuspocus.push(await measureHeap(run, hocuspocus, rooms))
  }
  const kilobytes = (of: Heap[], part: keyof Heap) => median(of.map((heap) => heap[part])) / 1000
  const figure = (part: keyof Heap, words: string, most: number) =>
    limit({
      ...{ id: 'S6', case: `${rooms} rooms of ${ENTRIES} annotations, ${words}`, unit: 'kB a room', most },
      ours: kilobytes(heaps.ours, part),
      peers: { hocuspocus: kilobytes(heaps.hocuspocus, part) },
    })
  return [figure('open', 'one participant each', 40), figure('left', 'after they closed', 2)]
}

async function measureHeap(run: Run, peer: Peer, count: number): Promise<Heap> {
  const entered = await prepareAll(run, peer, count)
  const before = await peer.heapUsed()
  const clients: LightClient[] = []
  for (let i = 0; i < entered.length; i += AT_ONCE) {
    const some = await Promise.all(entered.slice(i, i + AT_ONCE).map(({ room, content }) => enter(peer, room, content)))
    clients.push(...some)
  }
  const open = await peer.heapUsed()
  for (const client of clients) client.leave()
  if (peer === run.stage.peers.ours) await run.stage.peers.ours.closed()
  await pause(run.quick ? SETTLE_MS / 10 : SETTLE_MS)
  const left = await peer.heapUsed()
  run.progress(
    `${count} rooms: ${peer.name} ${[before, open, left].map((bytes) => Math.round(bytes / 1000)).join(' → ')} kB`,
  )
  return { open: (open - before) / count, left: (left - before) / count }
}

/** Ours has the document in its database; the others' rooms have what the first to enter brings along. */
function prepareAll(run: Run, peer: Peer, count: number): Promise<{ room: Room; content?: Uint8Array }[]> {
  const { ours } = run.stage.peers
  return Promise.all(
    Array.from({ length: count }, async () => {
      const authored = smallDocument()
      if (peer === ours) return { room: await ours.openWritten(authored) }
      return { room: await peer.openRoom(), content: authored.state }
    }),
  )
}

async function enter(peer: Peer, room: Room, content?: Uint8Array): Promise<LightClient> {
  const [seat] = await room.seats(1)
  if (!seat) throw new Error('Nobody may enter.')
  const client = new LightClient({ seat, manner: peer.manner, ...(content && { content }) })
  await client.joined
  return client
}

function smallDocument(): Authored {
  const author = new Author(crypto.randomUUID())
  author.annotate(ENTRIES, 1)
  return { state: Y.encodeStateAsUpdate(author.doc), clientId: author.doc.clientID, actorId: author.actorId }
}
