import { HocuspocusProvider, HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'

export type LineOptions = {
  room: string
  doc: Y.Doc
  awareness: Awareness
  token: () => Promise<string>
  onChange(): void
  /** The server has everything. */
  onAcknowledged(): void
  onSynced(): void
  onDenied(): void
  onClosed(code: number): void
  /** A word from the server beside the document, JSON. */
  onSaid(payload: string): void
}

/** One document's connection to the live server. */
export type Line = {
  isConnected(): boolean
  /** What the server has not acknowledged; 0 is the acknowledgement of everything. */
  unsynced(): number
  /** Asks the server again what it has, unless its word on that is on the way: it would be taken for the answer. */
  askAgain(): void
  /** Tries at once instead of when the pause is over. */
  hurry(): void
  /** Gives the connection up; it is opened again after the pause, with a new token. */
  redial(): void
  close(): void
}

/** Whoever is not let in by then has met a line that leads nowhere. */
const PATIENCE_MS = 20_000
/** An attempt as young as this is not worth giving up for another one. */
const ATTEMPT_MS = 2_000

/** The room is in the address for a load balancer, which then keeps its people on one process. */
const liveUrl = (room: string): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live?room=${encodeURIComponent(room)}`

/**
 * The library keeps what is said without a connection, and says it after the next sync has begun, which contains it and
 * starts the count anew: the server acknowledges it all the same, and what comes next would look saved when it is not.
 */
class Socket extends HocuspocusProviderWebsocket {
  override send(message: Uint8Array): void {
    if (this.webSocket?.readyState === WebSocket.OPEN) super.send(message)
  }

  /** The browser would wait for an answer to the goodbye, and where nothing is heard any more, none comes. */
  giveUp(): void {
    if (this.webSocket) this.emit('close', { event: { code: 4408, reason: 'given up' } })
  }
}

export function openLine(options: LineOptions): Line {
  let late: ReturnType<typeof setTimeout> | undefined
  let began = 0
  const socket = new Socket({
    url: liveUrl(options.room),
    // The first pause of each client differs, or a restarted server meets all of them in the same second. Whole
    // milliseconds: the library refuses others, silently.
    delay: 500 + Math.floor(Math.random() * 1000),
    minDelay: 500,
    maxDelay: 10_000,
    onStatus: ({ status }) => {
      if (status === WebSocketStatus.Connected) return
      clearTimeout(late)
      if (status !== WebSocketStatus.Connecting) return
      began = Date.now()
      late = setTimeout(() => socket.giveUp(), PATIENCE_MS)
    },
    onDisconnect: ({ event }) => {
      options.onClosed(event?.code ?? 1006)
      options.onChange()
    },
  })
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: options.room,
    document: options.doc,
    awareness: options.awareness,
    token: () => {
      const { webSocket } = socket
      const inTime = () => socket.webSocket === webSocket
      // An answer that comes too late for its connection is nobody's: the next one has asked for its own.
      return new Promise((resolve, reject) => {
        options.token().then(
          (ticket) => inTime() && resolve(ticket),
          (problem) => inTime() && reject(problem),
        )
      })
    },
    onAuthenticated: options.onChange,
    onAuthenticationFailed: options.onDenied,
    onSynced: () => {
      clearTimeout(late)
      options.onSynced()
      options.onChange()
    },
    onUnsyncedChanges: ({ number }) => {
      if (number === 0) options.onAcknowledged()
      options.onChange()
    },
    onStatus: options.onChange,
    onStateless: ({ payload }) => options.onSaid(payload),
  })
  provider.attach()
  return {
    // The provider hears of a lost socket after we do.
    isConnected: () => socket.status === WebSocketStatus.Connected && provider.isAuthenticated && provider.isSynced,
    unsynced: () => provider.unsyncedChanges,
    askAgain: () => void (provider.unsyncedChanges === 0 && provider.forceSync()),
    hurry: () => {
      if (!socket.shouldConnect || socket.status === WebSocketStatus.Connected) return
      if (socket.status === WebSocketStatus.Connecting && Date.now() - began < ATTEMPT_MS) return
      // An attempt that began before the network was there goes on as if it were not.
      socket.giveUp()
      void socket.connect()
    },
    redial: () => socket.giveUp(),
    close: () => {
      clearTimeout(late)
      provider.destroy()
      socket.destroy()
    },
  }
}
