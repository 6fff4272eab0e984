import type { Document } from '@hocuspocus/server'
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { contextOf, seatOf } from '../context.ts'
import { INLINE_BYTES, written } from './messages.ts'

/** Hocuspocus shows it to everybody here; it is not sent on. */
const FROM_BUS = { source: 'redis' } as const

const WINDOW_MS = 20
const CLIENTS_PER_MESSAGE = 20

export type CursorsOptions = {
  me: string
  isAlone(): boolean
  /** Sends all of them at once; resolves when they are sent. */
  send(messages: string[]): Promise<void>
}

type Change = { added: number[]; updated: number[]; removed: number[] }

/**
 * Who is where, across processes: what changed in all rooms of this process within a short window goes out in one
 * statement, the newest state of each person only. While one is under way the next one gathers.
 */
export class Cursors {
  readonly #options: CursorsOptions
  readonly #changed = new Map<Document, Set<number>>()
  /** Which process showed a client id here. */
  readonly #origins = new WeakMap<Document, Map<number, string>>()
  #timer: NodeJS.Timeout | null = null
  #sending: Promise<void> = Promise.resolve()

  constructor(options: CursorsOptions) {
    this.#options = options
  }

  watch(document: Document): void {
    this.#origins.set(document, new Map())
    document.awareness.on('update', ({ added, updated, removed }: Change, origin: unknown) => {
      if (origin !== FROM_BUS && origin !== 'timeout') this.note(document, [...added, ...updated, ...removed])
    })
  }

  /** Everybody who is here, for a process that asked. */
  tell(document: Document): void {
    this.note(document, heldHere(document))
  }

  show(document: Document, from: string, update: Uint8Array): void {
    const origins = this.#origins.get(document)
    const note = ({ added, updated }: Change) => {
      for (const clientId of [...added, ...updated]) origins?.set(clientId, from)
    }
    document.awareness.on('update', note)
    applyAwarenessUpdate(document.awareness, update, FROM_BUS)
    document.awareness.off('update', note)
  }

  /** Whoever came over to this process in the meantime stays. */
  hide(document: Document, from: string, clientIds: readonly number[]): void {
    const origins = this.#origins.get(document)
    const here = new Set(heldHere(document))
    const gone = clientIds.filter((clientId) => origins?.get(clientId) === from && !here.has(clientId))
    for (const clientId of gone) origins?.delete(clientId)
    removeAwarenessStates(document.awareness, gone, FROM_BUS)
  }

  hideAllOf(document: Document, from: string): void {
    const shown = [...(this.#origins.get(document) ?? [])]
    this.hide(
      document,
      from,
      shown.flatMap(([clientId, origin]) => (origin === from ? [clientId] : [])),
    )
  }

  async stop(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await this.#sending
  }

  note(document: Document, clientIds: number[]): void {
    if (this.#options.isAlone() || clientIds.length === 0) return
    const changed = this.#changed.get(document) ?? new Set()
    this.#changed.set(document, changed)
    for (const clientId of clientIds) if (clientId !== document.awareness.clientID) changed.add(clientId)
    this.#timer ??= setTimeout(() => void this.#flush(), WINDOW_MS)
  }

  async #flush(): Promise<void> {
    await this.#sending
    this.#timer = null
    const messages = [...this.#changed].flatMap(([document, changed]) =>
      messagesOf(this.#options.me, document, changed),
    )
    this.#changed.clear()
    if (messages.length === 0) return
    // A cursor that was not sent is told with its next move, or renewed by its client.
    this.#sending = this.#options.send(messages).catch(() => {})
  }
}

/** The client ids under which this process' own connections show themselves. */
function heldHere(document: Document): number[] {
  return document.getConnections().flatMap((connection) => seatOf(contextOf(connection)).presence ?? [])
}

function messagesOf(me: string, { name, awareness }: Document, changed: Set<number>): string[] {
  const there = [...changed].filter((clientId) => awareness.states.has(clientId))
  const left = [...changed].filter((clientId) => !awareness.states.has(clientId))
  const messages: string[] = []
  for (let i = 0; i < left.length; i += CLIENTS_PER_MESSAGE) {
    messages.push(written(me, 'L', name, left.slice(i, i + CLIENTS_PER_MESSAGE).join()))
  }
  for (let i = 0; i < there.length; ) {
    const { update, count } = fitting(awareness, there.slice(i, i + CLIENTS_PER_MESSAGE))
    messages.push(written(me, 'C', name, Buffer.from(update).toString('base64')))
    i += count
  }
  return messages
}

type Awareness = Document['awareness']

/** As many of them as fit one message. */
function fitting(awareness: Awareness, clientIds: number[]): { update: Uint8Array; count: number } {
  for (let count = clientIds.length; count > 1; count = Math.ceil(count / 2)) {
    const update = encodeAwarenessUpdate(awareness, clientIds.slice(0, count))
    if (update.length <= INLINE_BYTES) return { update, count }
  }
  return { update: encodeOne(awareness, clientIds[0] ?? 0), count: 1 }
}

/** A stroke that grew too long to be shown elsewhere while it is drawn is seen there when it is done. */
function encodeOne(awareness: Awareness, clientId: number): Uint8Array {
  const update = encodeAwarenessUpdate(awareness, [clientId])
  if (update.length <= INLINE_BYTES) return update
  const { drawing: _, ...state } = awareness.states.get(clientId) ?? {}
  return encodeAwarenessUpdate(awareness, [clientId], new Map([[clientId, state]]))
}
