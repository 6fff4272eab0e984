/** Which room a plain Yjs client asks for, and with which ticket. */
export type PlainEntry = { room: string; ticket: string }

const PATH = /^\/live\/yjs\/([^/]+)$/
const ROOM = /^[\w:-]{1,80}$/

/** Reads `/live/yjs/<room>?ticket=…`, as the `y-websocket` provider writes it; null when it is something else. */
export function plainEntryOf(address: string): PlainEntry | null {
  const { pathname, searchParams } = new URL(address, 'http://live')
  const room = decoded(PATH.exec(pathname)?.[1] ?? '')
  return ROOM.test(room) ? { room, ticket: searchParams.get('ticket') ?? '' } : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
