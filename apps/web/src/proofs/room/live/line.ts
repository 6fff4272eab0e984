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
  /** Drops the socket; it is opened again after the pause, with a new token. */
  redial(): void
  close(): void
}

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
}

export function openLine(options: LineOptions): Line {
  const socket = new Socket({
    url: liveUrl(options.room),
    // The first pause of each client differs, or a restarted server meets all of them in the same second. Whole
    // milliseconds: the library refuses others, silently.
    delay: 500 + Math.floor(Math.random() * 1000),
    minDelay: 500,
    maxDelay: 10_000,
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
    hurry: () => void (socket.shouldConnect && socket.status === WebSocketStatus.Disconnected && socket.connect()),
    redial: () => socket.webSocket?.close(),
    close: () => {
      provider.destroy()
      socket.destroy()
    },
  }
}
