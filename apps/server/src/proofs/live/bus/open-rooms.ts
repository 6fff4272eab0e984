import type { Room } from '../room.ts'

/** A room on its way in: what is announced meanwhile is noted, and read once it is there. */
type Opening = { missed: boolean }

/** The rooms that this process has open, by name. */
export class OpenRooms {
  readonly #rooms = new Map<string, Room>()
  readonly #opening = new Map<string, Set<Opening>>()

  get(name: string): Room | undefined {
    return this.#rooms.get(name)
  }

  [Symbol.iterator](): Iterator<Room> {
    return this.#rooms.values()
  }

  /** Begins before the room is read from the database, so that no commit falls between reading and listening. */
  async open(name: string, read: () => Promise<Room>): Promise<Room> {
    const opening: Opening = { missed: false }
    const openings = this.#opening.get(name) ?? new Set()
    this.#opening.set(name, openings.add(opening))
    try {
      const room = await read()
      this.#rooms.set(name, room)
      room.document.on('destroy', () => {
        if (this.#rooms.get(name) === room) this.#rooms.delete(name)
      })
      if (opening.missed) await room.catchUp()
      return room
    } finally {
      openings.delete(opening)
      if (openings.size === 0) this.#opening.delete(name)
    }
  }

  /** Something happened in the room that an opening of it may not have read. */
  missed(name: string): void {
    for (const opening of this.#opening.get(name) ?? []) opening.missed = true
  }

  missedAnything(): void {
    for (const name of this.#opening.keys()) this.missed(name)
  }
}
