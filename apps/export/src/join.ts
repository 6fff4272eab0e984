import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { Stop } from './stop.ts'

const LONGEST_MS = 30_000

/** The document of a room, as a plain Yjs client gets it. Nobody in the room sees the visit. */
export async function joinRoom(origin: string, { room, ticket }: { room: string; ticket: string }): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${origin.replace(/^http/, 'ws')}/live/yjs`, room, doc, {
    connect: false,
    disableBc: true,
    params: { ticket },
  })
  provider.awareness.setLocalState(null)
  try {
    await synced(provider)
    return doc
  } finally {
    provider.destroy()
    provider.awareness.destroy()
  }
}

function synced(provider: WebsocketProvider): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(new Stop('The room did not open. Please try again later.')), LONGEST_MS)
    const end = (settle: () => void) => {
      clearTimeout(tooLong)
      settle()
    }
    provider.on('sync', (isSynced) => isSynced && end(resolve))
    // Other closes are for the provider to come back from.
    provider.on('closed', ({ code }) => end(() => reject(new Stop(sentenceFor(code)))))
    provider.connect()
  })
}

function sentenceFor(code: number): string {
  if (code === 4403) return 'The access to this proof has just ended. Ask the shop for a new link.'
  if (code === 4409) return 'This version was closed at this moment. Please start the export once more.'
  return `The room did not let us in (${code}). Please start the export once more.`
}
