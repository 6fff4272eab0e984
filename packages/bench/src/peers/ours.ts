import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@proofroom/db'
import { LightClient, type Manner } from '../clients/light-client.ts'
import { age, compacted, isRenewed, issueTickets, type SeededRoom, seedRoom, writeState } from '../seed.ts'
import { heapUsed, type Ours, type Room, startProcess, stopProcess } from './peer.ts'

export type OursOptions = { entry: string; databaseUrl: string; dataDir: string; database: Database }

const READY_MS = 60_000
const CLOSED_MS = 20_000
const RENEWED_MS = 60_000
/** For the look at a room that closed, whether it is worth compacting: it would be in the way of the next opening. */
const LOOK_MS = 200

const MANNER: Manner = { dialect: 'hocuspocus', synchronises: true, acknowledges: true, stamps: true }

/**
 * What the server is told beyond its defaults. S7 measures rooms that everybody left a moment ago: a setting that makes
 * it look after such rooms sooner belongs here.
 */
const SETTINGS: Record<string, string> = {
  DEMO: 'off',
  LOG_LEVEL: 'error',
}

/** The real server, from its own entry, with everything that it always runs. */
export async function startOurs({ entry, databaseUrl, dataDir, database }: OursOptions): Promise<Ours> {
  const { db } = database
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  const server = startProcess(entry, {
    ...SETTINGS,
    ...{ HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
  })
  await ready(server, address)
  const roomOf = (seeded: SeededRoom): Room => ({
    name: seeded.room,
    async seats(count) {
      const tickets = await issueTickets(db, seeded, count)
      return tickets.map((ticket) => ({ url: `ws://${address}/live`, room: seeded.room, ...ticket }))
    },
  })
  return {
    ...{ name: 'ours', manner: MANNER, pid: server.pid as number },
    openRoom: async () => roomOf(await seedRoom(db)),
    closed: () => closed(address),
    async openWritten(authored) {
      const seeded = await seedRoom(db)
      await writeState(db, seeded, authored)
      return roomOf(seeded)
    },
    async compacted(room) {
      await closed(address)
      await compacted(db, room.name)
    },
    async renewed(room) {
      await age(database, room.name)
      await look(room)
      const deadline = Date.now() + RENEWED_MS
      while (!(await isRenewed(db, room.name))) {
        if (Date.now() > deadline) throw new Error(`The room ${room.name} was not renewed.`)
        await pause(20)
      }
    },
    heapUsed: () => heapUsed(server),
    stop: () => stopProcess(server),
  }
}

/** Somebody comes, looks, and leaves. */
async function look(room: Room): Promise<void> {
  const [seat] = await room.seats(1)
  if (!seat) throw new Error('Nobody may enter.')
  const visitor = new LightClient({ seat, manner: MANNER })
  await visitor.joined
  visitor.leave()
}

async function ready(server: ChildProcess, address: string): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (server.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(`http://${address}/readyz`).catch(() => null)
    if (answer?.ok) return
    await pause(25)
  }
  await stopProcess(server)
  throw new Error('The server did not start; what it said is above.')
}

/** Until no room is open, and nothing is done any more about the last one. */
async function closed(address: string): Promise<void> {
  const deadline = Date.now() + CLOSED_MS
  while ((await roomsOf(address)) > 0) {
    if (Date.now() > deadline) throw new Error('A room that everybody has left stays open.')
    await pause(10)
  }
  await pause(LOOK_MS)
}

async function roomsOf(address: string): Promise<number> {
  const metrics = await (await fetch(`http://${address}/metrics`)).text()
  const found = /^proofroom_rooms (\d+)/m.exec(metrics)
  if (!found) throw new Error('The server does not say how many rooms it has open.')
  return Number(found[1])
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
