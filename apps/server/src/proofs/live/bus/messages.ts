/** What live processes tell each other; the database carries it, in the commit that it speaks of. */
export const BUS_CHANNEL = 'proofroom_live'

/** PostgreSQL takes payloads under 8,000 bytes; as base64 this many fit, with the head. */
export const INLINE_BYTES = 5_600

export type Message =
  /** An edit is in the journal; its bytes come along when they fit and somebody is known to listen. */
  | { kind: 'edit'; from: string; room: string; seq: string | null; payload: Uint8Array | null }
  | { kind: 'cursors'; from: string; room: string; payload: Uint8Array }
  | { kind: 'left'; from: string; room: string; clientIds: number[] }
  /** Somebody opened the room and does not know who is there. */
  | { kind: 'who'; from: string; room: string }
  | { kind: 'alive'; from: string }
  | { kind: 'gone'; from: string }

const KINDS = { E: 'edit', C: 'cursors', L: 'left', W: 'who', A: 'alive', G: 'gone' } as const
type Letter = keyof typeof KINDS

/** `<process>|<letter>|<room>|<seq>|<body>`; the process comes first, so that one's own are passed over unread. */
export function written(from: string, letter: Letter, room = '', body = ''): string {
  return [from, letter, room, '', body].join('|')
}

/** Null: one's own, or nothing that this release understands. */
export function readMessage(text: string, me: string): Message | null {
  if (text.startsWith(`${me}|`)) return null
  const [from = '', letter = '', room = '', seq = '', body = ''] = text.split('|', 5)
  const kind = KINDS[letter as Letter]
  switch (kind) {
    case 'edit':
      return { kind, from, room, seq: seq || null, payload: body ? Buffer.from(body, 'base64') : null }
    case 'cursors':
      return { kind, from, room, payload: Buffer.from(body, 'base64') }
    case 'left':
      return { kind, from, room, clientIds: body.split(',').map(Number) }
    case 'who':
      return { kind, from, room }
    case 'alive':
    case 'gone':
      return { kind, from }
    default:
      return null
  }
}
