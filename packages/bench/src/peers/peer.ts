import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Manner, Seat } from '../clients/light-client.ts'
import type { Authored } from '../seed.ts'

export type PeerName = 'ours' | 'committing' | 'hocuspocus' | 'relay' | 'y-websocket'

/** A room that people can enter; each gets a seat of their own. */
export type Room = { name: string; seats(count: number): Promise<Seat[]> }

/** A running server, ours or another's. */
export type Peer = {
  name: PeerName
  manner: Manner
  pid: number
  openRoom(): Promise<Room>
  heapUsed(): Promise<number>
  stop(): Promise<void>
}

/** Ours has a database behind it, and says how many rooms it has open. */
export type Ours = Peer & {
  /** Resolves when it has no room open. */
  closed(): Promise<void>
  /** A room whose document is in the database already, as compaction leaves one. */
  openWritten(authored: Authored): Promise<Room>
  /** Resolves when everybody has left the room and the server has made one state of it. */
  compacted(room: Room): Promise<void>
  /** Resolves when the server has given a room that was quiet for long a document without a past. */
  renewed(room: Room): Promise<void>
}

const READY_MS = 60_000
const PROBE = new URL('./probe.ts', import.meta.url).pathname

/** Compiled code is kept: thrown away by chance, it is megabytes that no room had. */
const FLAGS = ['--expose-gc', '--no-flush-bytecode', '--import', PROBE]

/** Starts a program with the probe in front of it. */
export function startProcess(entry: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [...FLAGS, entry], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, ...env },
  })
}

export async function heapUsed(server: ChildProcess): Promise<number> {
  server.send('heap')
  const [answer] = (await once(server, 'message')) as [{ heapUsed: number }]
  return answer.heapUsed
}

export async function stopProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
}

const OTHERS: Record<Exclude<PeerName, 'ours'>, { program: string; manner: Manner }> = {
  relay: {
    program: './relay.ts',
    manner: { dialect: 'hocuspocus', synchronises: false, acknowledges: false, stamps: false },
  },
  committing: {
    program: './committing.ts',
    manner: { dialect: 'hocuspocus', synchronises: false, acknowledges: true, stamps: false },
  },
  hocuspocus: {
    program: './hocuspocus.ts',
    manner: { dialect: 'hocuspocus', synchronises: true, acknowledges: true, stamps: false },
  },
  'y-websocket': {
    program: './y-websocket-server.ts',
    manner: { dialect: 'y-websocket', synchronises: true, acknowledges: false, stamps: false },
  },
}

/** One of the servers that ours is compared with. Its rooms are there as soon as somebody names them. */
export async function startPeer(name: Exclude<PeerName, 'ours'>, env: Record<string, string>): Promise<Peer> {
  const { program, manner } = OTHERS[name]
  const server = startProcess(new URL(program, import.meta.url).pathname, env)
  const [{ port }] = await inTime(once(server, 'message') as Promise<[{ port: number }]>, name)
  return {
    ...{ name, manner, pid: server.pid as number },
    async openRoom() {
      // As long as the names of our rooms are: it stands in every frame.
      const room = `p:${randomUUID()}`
      const seat = () => ({ url: `ws://127.0.0.1:${port}/${room}`, room, token: '-', actorId: randomUUID() })
      return { name: room, seats: async (count) => Array.from({ length: count }, seat) }
    },
    heapUsed: () => heapUsed(server),
    stop: () => stopProcess(server),
  }
}

function inTime<T>(answer: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The server ${name} did not start.`)), READY_MS)
  })
  return Promise.race([answer, tooLong]).finally(() => clearTimeout(timer))
}
