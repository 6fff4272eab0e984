import postgres from 'postgres'
import type { WebSocket } from 'ws'
import { readFrame, savedFrame } from '../clients/frames.ts'
import { forward, listen, RelayRooms } from './listen.ts'

/**
 * The least that a live room can be whose edits are safe before anybody sees them: a relay that writes each edit to
 * PostgreSQL, those that arrive while one statement is under way together with the next one, and passes them on and
 * acknowledges them after its commit. Cursors are passed on at once.
 */
type Edit = { socket: WebSocket; room: Set<WebSocket>; path: string; frame: Uint8Array }

const sql = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice() {} })
const rooms = new RelayRooms()
let waiting: Edit[] = []
let isBusy = false

async function drain(): Promise<void> {
  isBusy = true
  while (waiting.length > 0) {
    const batch = waiting
    waiting = []
    await write(batch)
    for (const { room, socket, path, frame } of batch) {
      forward(room, socket, frame)
      socket.send(savedFrame(path.slice(1)))
    }
  }
  isBusy = false
}

function write(batch: Edit[]) {
  return sql`
    insert into frames (room, frame)
    select room, decode(frame, 'base64') from unnest(
      ${batch.map(({ path }) => path)}::text[],
      ${batch.map(({ frame }) => Buffer.from(frame).toString('base64'))}::text[]
    ) as batch(room, frame)`
}

await sql`create table if not exists frames (
  id bigint primary key generated always as identity, room text not null, frame bytea not null
)`

listen((socket, path) => {
  const room = rooms.enter(socket, path)
  socket.on('message', (frame: Buffer) => {
    if (readFrame('hocuspocus', frame).kind !== 'update') return forward(room, socket, frame)
    waiting.push({ socket, room, path, frame })
    if (!isBusy) void drain()
  })
})
