import { randomBytes } from 'node:crypto'
import { CLIENT_OPTIONS, givingUpAfter } from '@proofroom/db'
import postgres from 'postgres'
import { answered } from '../answered.ts'
import type { Reader } from '../journal/read.ts'
import { listen } from '../listen.ts'
import { BUS_TIMES, type BusTimes, type LiveLog, type LiveOptions } from '../options.ts'
import type { Room } from '../room.ts'
import { Cursors } from './cursors.ts'
import { BUS_CHANNEL, type Message, readMessage, written } from './messages.ts'
import { Neighbours } from './neighbours.ts'
import { OpenRooms } from './open-rooms.ts'
import { sweep } from './sweep.ts'

const ANSWER_MS = 5_000

export type BusOptions = Partial<BusTimes> & {
  database: LiveOptions['database']
  reader: Reader
  log: LiveLog
}

export type Bus = {
  readonly rooms: OpenRooms
  /** Settled once other processes are heard; no room is read before. */
  readonly ready: Promise<unknown>
  readonly neighbours: number
  /** What other processes know this one by; null while none is heard. */
  announcer(): string | null
  opened(room: Room): void
  stop(): Promise<void>
}

/**
 * Rooms that several processes have open. The journal is the truth and the bus only wakes: whatever it loses is found
 * in the journal, after each gap in the listening and every few seconds anyway. Alone, a process announces nothing.
 */
export function openBus({ database, reader, log, ...times }: BusOptions): Bus {
  const { sweepMs, silentMs } = { ...BUS_TIMES, ...times }
  const me = randomBytes(6).toString('hex')
  const rooms = new OpenRooms()
  const voice = openVoice(database.url)
  const neighbours = new Neighbours({
    onNew: () => say([written(me, 'A'), ...[...rooms].flatMap(({ name }) => introduced(name))]),
    onLost: (process) => {
      for (const { people } of rooms) people.hide(people.ofWay(process), process)
    },
  })
  /** Who is in it? And: what was written before we heard of you was announced to nobody, look in the journal. */
  const introduced = (room: string) => [written(me, 'W', room), written(me, 'E', room)]
  const cursors = new Cursors({ me, isAlone: () => neighbours.isAlone, send: voice.send })
  const hearing = listen({
    ...{ url: database.url, log, channel: BUS_CHANNEL },
    onPayload: (payload) => hear(readMessage(payload, me)),
    onGap: () => {
      rooms.missedAnything()
      say([...rooms].map(({ name }) => written(me, 'W', name)))
      return compare()
    },
  })
  const greeted = hearing.ready.then(() => say([written(me, 'A')]))
  greeted.catch(() => {})
  let lastBeat = performance.now()
  const beat = repeat(sweepMs, async () => {
    const told = await voice.send([written(me, 'A')]).then(
      () => true,
      () => false,
    )
    const slept = performance.now() - lastBeat > sweepMs * 2
    lastBeat = performance.now()
    if (told && !slept) neighbours.expire(silentMs)
    else neighbours.excuse()
    for (const { people } of rooms) people.fade()
    await compare().catch((error) => log.warn({ err: error }, 'Open rooms could not be compared with the journal.'))
  })

  /** Not heard by the others is not known to them, which the next beat mends. */
  function say(messages: string[]): void {
    voice.send(messages).catch(() => {})
  }

  function hear(message: Message | null): void {
    if (!message) return
    if (message.kind === 'edit') hearEdit(message)
    else if (message.kind === 'gone') neighbours.lost(message.from)
    else {
      neighbours.heard(message.from)
      if (message.kind !== 'alive') hearOfPeople(message)
    }
  }

  function hearOfPeople(message: Extract<Message, { kind: 'cursors' | 'left' | 'who' }>): void {
    const room = rooms.get(message.room)
    if (!room) return
    if (message.kind === 'cursors') cursors.show(room, message.from, message.payload)
    else if (message.kind === 'left') room.people.hide(message.clientIds, message.from)
    else cursors.tell(room)
  }

  function hearEdit({ room: name, seq, payload }: Extract<Message, { kind: 'edit' }>): void {
    rooms.missed(name)
    const room = rooms.get(name)
    room?.takeIn(seq, payload).catch((error) => {
      log.warn({ err: error, room: name, seq }, 'An edit of another process is not here yet; the next look finds it.')
    })
  }

  const compare = () => sweep(reader, [...rooms])

  return {
    rooms,
    ready: hearing.ready,
    get neighbours() {
      return neighbours.size
    },
    announcer: () => (neighbours.isAlone ? null : me),
    opened(room) {
      cursors.watch(room)
      if (!neighbours.isAlone) say([written(me, 'W', room.name)])
    },
    async stop() {
      beat.stop()
      await cursors.stop()
      await voice.send([written(me, 'G')]).catch(() => {})
      await hearing.stop()
      await voice.close()
    },
  }
}

/** Never twice at once. */
function repeat(everyMs: number, work: () => Promise<void>): { stop(): void } {
  let running = false
  const timer = setInterval(async () => {
    if (running) return
    running = true
    await work()
    running = false
  }, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** What is said here is worth nothing after a crash, so its commits wait for no disk. */
function openVoice(url: string) {
  const sql = postgres(url, {
    ...CLIENT_OPTIONS,
    ...givingUpAfter(ANSWER_MS / 1_000),
    max: 1,
    connection: { application_name: 'proofroom-bus', synchronous_commit: 'off' },
  })
  return {
    async send(messages: string[]): Promise<void> {
      const said = sql`select pg_notify(${BUS_CHANNEL}, message) from unnest(${messages}::text[]) as message`
      await answered(said, ANSWER_MS)
    },
    close: () => sql.end({ timeout: 1 }),
  }
}
