import { addEntry, readEntry } from '@proofroom/proof'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

export type PlainClientOptions = { url: string; room: string; actorId: string; ticket: string; doc?: Y.Doc }

/** A person in a room with a plain Yjs client: the provider of the `y-websocket` package. */
export class PlainClient {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  readonly actorId: string
  /** Codes with which the server closed sockets. */
  readonly closes: number[] = []

  constructor({ url, room, actorId, ticket, doc = new Y.Doc() }: PlainClientOptions) {
    this.doc = doc
    this.actorId = actorId
    this.provider = new WebsocketProvider(`${url}/yjs`, room, doc, {
      params: { ticket },
      // Between tabs of one browser; here it would join clients behind the server's back.
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      maxBackoffTime: 300,
    })
    this.provider.on('connection-close', (event) => event && this.closes.push(event.code))
  }

  comment(text: string): string {
    return addEntry(this.doc, this.actorId, { kind: 'comment', text })
  }

  /** The text of somebody's comment as this client sees it. */
  reads(actorId: string, id: string): string | null {
    const entry = readEntry(this.doc, actorId, id)
    return entry?.kind === 'comment' ? entry.text : null
  }

  leave(): void {
    this.provider.destroy()
  }
}
