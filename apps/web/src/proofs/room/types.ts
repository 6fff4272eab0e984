import type { PersonDto, TicketDto } from '@proofroom/contract'
import type { Entry, EntryChange, Geometry, Mark, NewEntry, Projection, Shape } from '@proofroom/proof'
import type { Store } from './store.ts'

/** Told from the server's acknowledgement, never from hope. `closed`: this room takes nothing any more. */
export type SaveState = 'connecting' | 'saved' | 'saving' | 'offline' | 'closed'

export type Tool =
  | 'select'
  | 'hand'
  | 'comment'
  | 'rectangle'
  | 'ellipse'
  | 'arrow'
  | 'line'
  | 'freehand'
  | 'text'
  | 'highlight'

/** A shape on a page, by the page's id. */
export type PlacedMark = { page: string } & Mark
export type Cursor = { page: string; x: number; y: number }
export type Drawing = { page: string; shape: Shape; geometry: Geometry }

/** Somebody else who is here. Identity is stamped by the server, never claimed by the client. */
export type Presence = {
  clientId: number
  actorId: string
  name: string | null
  initials: string
  colour: number
  side: 'shop' | 'customer'
  cursor: Cursor | null
  drawing: Drawing | null
  typing: string | null
}

/** An own entry that could not be sent: the version closed, or the server refused. Kept on this device. */
export type Draft = { id: string; versionId: string; entry: Entry }

export type Ended = 'access' | 'closed' | 'refused'

export type RoomOptions = {
  versionId: string
  /** Called for each connection: tickets are single use. */
  getTicket: () => Promise<TicketDto>
  people: readonly PersonDto[]
  /** `closed` and `refused` may come while the room goes on read-only or with a fresh document; read `saveState`. */
  onEnded?: (why: Ended, code: number) => void
  /** Somebody is here whom `people` does not name: read them again and call `setPeople`. At most every three seconds. */
  onStranger?: () => void
}

export type RoomSession = {
  readonly versionId: string
  /** From the ticket; from `people` until it is there. */
  readonly actorId: string | null
  readonly saveState: Store<SaveState>
  /** Own entries the server has not acknowledged. */
  readonly pendingCount: Store<number>
  /** Whether unsent work outlives this page (IndexedDB works here). */
  readonly keptOnDevice: Store<boolean>
  readonly projection: Store<Projection>
  readonly presence: Store<readonly Presence[]>
  readonly canWrite: Store<{ allowed: boolean; reason: string | null }>
  readonly canUndo: Store<boolean>
  readonly canRedo: Store<boolean>
  readonly drafts: Store<readonly Draft[]>
  /** Adds an own entry and returns its id; its ref is `refOf(id)`. */
  add(entry: NewEntry): string
  edit(id: string, patch: EntryChange): void
  remove(id: string): void
  reply(targetRef: string, text: string): string
  resolve(ref: string, resolved: boolean): void
  hide(ref: string, hidden: boolean): void
  undo(): void
  redo(): void
  refOf(id: string): string
  /** Whether the server has acknowledged this entry as it stands. */
  isSaved(ref: string): boolean
  setCursor(cursor: Cursor | null): void
  setDrawing(drawing: Drawing | null): void
  setTyping(ref: string | null): void
  /** Sends a draft into this version, on `page` where its own page belongs to another version. */
  sendDraft(id: string, page?: string): void
  dropDraft(id: string): void
  setPeople(people: readonly PersonDto[]): void
  close(): void
}
