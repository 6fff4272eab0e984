import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { addEntry, readEntry } from '@proofroom/proof'
import * as Y from 'yjs'
import type { Grant } from '../grant.ts'

export type ClientOptions = { url: string; room: string; grant: Grant; ticket: () => Promise<string>; doc?: Y.Doc }

/** As the page's: what is said without a connection is not kept for the next one, whose sync contains it. */
class Socket extends HocuspocusProviderWebsocket {
  override send(message: Uint8Array): void {
    if (this.webSocket?.readyState === WebSocket.OPEN) super.send(message)
  }
}

/** A person in a room: the real provider, and their hand. */
export class Client {
  readonly doc: Y.Doc
  readonly provider: HocuspocusProvider
  readonly socket: Socket
  readonly actorId: string
  readonly grant: Grant
  /** Codes with which the server closed sockets. */
  readonly closes: number[] = []
  readonly said: string[] = []

  constructor({ url, room, grant, ticket, doc = new Y.Doc() }: ClientOptions) {
    this.doc = doc
    this.actorId = grant.actorId
    this.grant = grant
    this.socket = new Socket({
      url,
      ...{ delay: 30, minDelay: 20, initialDelay: 0, factor: 1.5, maxDelay: 300, jitter: false },
    })
    this.provider = new HocuspocusProvider({
      websocketProvider: this.socket,
      name: room,
      token: () => this.#forThisSocket(ticket),
      document: doc,
      onStateless: ({ payload }) => this.said.push(payload),
    })
    this.provider.attach()
    this.socket.on('close', ({ event }: { event: { code: number } }) => this.closes.push(event.code))
  }

  /** Everything said here is in the server's database. */
  get isSaved(): boolean {
    return this.provider.isAuthenticated && this.provider.synced && this.provider.unsyncedChanges === 0
  }

  comment(text: string): string {
    return addEntry(this.doc, this.actorId, { kind: 'comment', text })
  }

  /** The text of somebody's comment as this client sees it. */
  reads(actorId: string, id: string): string | null {
    const entry = readEntry(this.doc, actorId, id)
    return entry?.kind === 'comment' ? entry.text : null
  }

  /**
   * With a ticket that comes after its socket has gone, the provider would begin once more on the next one, and forget
   * what it has sent there: it would call saved what is not.
   */
  async #forThisSocket(ticket: () => Promise<string>): Promise<string> {
    const { webSocket } = this.socket
    const given = await ticket()
    const isOurs = webSocket === this.socket.webSocket && webSocket?.readyState === WebSocket.OPEN
    return isOurs ? given : new Promise<never>(() => {})
  }

  /** As a train into a tunnel: nothing is sent or received until `connect`. */
  async disconnect(): Promise<void> {
    const gone = new Promise((resolve) => this.socket.on('disconnect', resolve))
    this.socket.disconnect()
    await gone
  }

  connect(): void {
    void this.socket.connect()
  }

  leave(): void {
    this.provider.destroy()
    this.socket.destroy()
  }
}
