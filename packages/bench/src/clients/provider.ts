import { HocuspocusProvider } from '@hocuspocus/provider'
import { rootActor } from '@proofroom/proof'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Dialect } from './frames.ts'
import type { Seat } from './light-client.ts'

export type Opened = {
  doc: Y.Doc
  awareness: HocuspocusProvider['awareness']
  /** Resolves when the document is what the server has. */
  synced: Promise<void>
  /** Edits that the server did not acknowledge; a plain Yjs client does not know. */
  unsaved(): number
  leave(): void
}

const OPEN_MS = 30_000

/** Opens a document as an app does: with the provider that belongs to the server. */
export function open(dialect: Dialect, seat: Seat, doc = new Y.Doc()): Opened {
  return dialect === 'hocuspocus' ? openHocuspocus(seat, doc) : openPlain(seat, doc)
}

function openHocuspocus({ url, room, token }: Seat, doc: Y.Doc): Opened {
  const provider = new HocuspocusProvider({
    ...{ url, name: room, token, document: doc },
    WebSocketPolyfill: WebSocket,
  } as ConstructorParameters<typeof HocuspocusProvider>[0])
  return {
    doc,
    awareness: provider.awareness,
    synced: inTime((resolve) => provider.on('synced', resolve)),
    unsaved: () => provider.unsyncedChanges,
    leave: () => provider.destroy(),
  }
}

function openPlain({ url, room }: Seat, doc: Y.Doc): Opened {
  const provider = new WebsocketProvider(url.slice(0, -room.length - 1), room, doc, {
    // Between tabs of one browser; here it would join clients behind the server's back.
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  })
  return {
    doc,
    awareness: provider.awareness,
    synced: inTime((resolve) => provider.on('sync', resolve)),
    unsaved: () => 0,
    leave: () => provider.destroy(),
  }
}

function inTime(listen: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('A document did not open.')), OPEN_MS)
    listen(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** The ids of everybody's entries. */
export function entriesOf(doc: Y.Doc): string[] {
  return [...doc.share.keys()].flatMap((name) => (rootActor(name) ? [...doc.getMap(name).keys()] : []))
}
