import { asUpdate, entry, readStates } from '../presence/people.ts'
import type { Room } from '../room.ts'
import { INLINE_BYTES, written } from './messages.ts'

const WINDOW_MS = 20
/** A client id has ten digits at most. */
const IDS_PER_MESSAGE = 500

export type CursorsOptions = {
  me: string
  isAlone(): boolean
  /** Sends all of them at once; resolves when they are sent. */
  send(messages: string[]): Promise<void>
}

/**
 * Who is where, across processes: what changed in all rooms of this process within a short window goes out in one
 * statement, the newest state of each person only. While one is under way the next one gathers.
 */
export class Cursors {
  readonly #options: CursorsOptions
  readonly #changed = new Map<Room, Set<number>>()
  #timer: NodeJS.Timeout | null = null
  #sending: Promise<void> = Promise.resolve()

  constructor(options: CursorsOptions) {
    this.#options = options
  }

  watch(room: Room): void {
    room.people.onChange((clientId, _bytes, way) => {
      // Another process' own are its own to tell, and who was not heard of for long is missed by every process itself.
      if (way !== null && typeof way !== 'string') this.#note(room, [clientId])
    })
  }

  /** Everybody who is here, for a process that asked. */
  tell(room: Room): void {
    this.#note(room, room.people.ofOwn())
  }

  show({ people }: Room, from: string, update: Uint8Array): void {
    for (const { clientId, clock, json } of readStates(update)) {
      const actorId = actorIn(json)
      if (actorId !== null) people.show(clientId, { clock, json, actorId, way: from })
    }
  }

  async stop(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await this.#sending
  }

  #note(room: Room, clientIds: readonly number[]): void {
    if (this.#options.isAlone() || clientIds.length === 0) return
    const changed = this.#changed.get(room) ?? new Set()
    this.#changed.set(room, changed)
    for (const clientId of clientIds) changed.add(clientId)
    this.#timer ??= setTimeout(() => void this.#flush(), WINDOW_MS)
  }

  async #flush(): Promise<void> {
    await this.#sending
    this.#timer = null
    const messages = [...this.#changed].flatMap(([room, changed]) => messagesOf(this.#options.me, room, changed))
    this.#changed.clear()
    if (messages.length === 0) return
    // A cursor that was not sent is told with its next move, or renewed by its client.
    this.#sending = this.#options.send(messages).catch(() => {})
  }
}

/** Whose it is, by the name that the sender's process put in. */
function actorIn(json: string): string | null {
  const { user } = JSON.parse(json) as { user?: { actorId?: unknown } }
  return typeof user?.actorId === 'string' ? user.actorId : null
}

function messagesOf(me: string, { name, people }: Room, changed: ReadonlySet<number>): string[] {
  const left: number[] = []
  const there: Uint8Array[] = []
  for (const clientId of changed) {
    const shown = people.get(clientId)
    if (!shown) left.push(clientId)
    else there.push(fitting(clientId, shown))
  }
  const gone: string[] = []
  for (let i = 0; i < left.length; i += IDS_PER_MESSAGE) {
    gone.push(written(me, 'L', name, left.slice(i, i + IDS_PER_MESSAGE).join()))
  }
  const update = (entries: Uint8Array[]) => Buffer.from(asUpdate(entries)).toString('base64')
  return [...gone, ...inMessages(there).map((entries) => written(me, 'C', name, update(entries)))]
}

/** A stroke that grew too long to be shown elsewhere while it is drawn is seen there when it is done. */
function fitting(clientId: number, { clock, json, bytes }: { clock: number; json: string; bytes: Uint8Array }) {
  if (bytes.length <= INLINE_BYTES) return bytes
  const { drawing: _, ...state } = JSON.parse(json) as Record<string, unknown>
  return entry(clientId, clock, JSON.stringify(state))
}

/** As many of them in each as fit one message. */
function inMessages(entries: readonly Uint8Array[]): Uint8Array[][] {
  const messages: Uint8Array[][] = []
  let size = 0
  for (const one of entries) {
    const last = messages.at(-1)
    if (last && size + one.length <= INLINE_BYTES) last.push(one)
    else {
      messages.push([one])
      size = 0
    }
    size += one.length
  }
  return messages
}
