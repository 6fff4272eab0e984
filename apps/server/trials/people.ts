import { connect } from '@proofroom/db'
import { addEntry, rootActor } from '@proofroom/proof'
import type * as Y from 'yjs'
import { Client } from '../src/proofs/live/testing/client.ts'
import { grantOf, type SeededRoom, ticketFor } from '../src/proofs/live/testing/seed.ts'

/** What the trial tells this process, and what it is told. Entries are named `<author>/<entry>`, by room. */
export type Order =
  | { type: 'draw'; url: string; databaseUrl: string; rooms: SeededRoom[]; people: number }
  | { type: 'stop' }
  | { type: 'return' }
export type Report =
  | { type: 'drawing' }
  | { type: 'stopped'; acknowledged: Entries; shown: Entries }
  | { type: 'returned'; drawn: Entries; refused: number; saved: boolean }
export type Entries = Record<string, string[]>

const STROKE_MS = 15
const RETURN_MS = 20_000

/** Somebody who draws as fast as nobody could, and knows which strokes the server said it has. */
class Artist {
  readonly client: Client
  readonly room: string
  readonly acknowledged: string[] = []
  readonly #open: string[] = []
  readonly #drawn: string[] = []
  #pen: NodeJS.Timeout | undefined
  #shown: string[] | null = null

  constructor(url: string, seeded: SeededRoom, database: ReturnType<typeof connect>) {
    const grant = grantOf()
    this.room = seeded.room
    this.client = new Client({ url, room: seeded.room, grant, ticket: () => ticketFor(database.db, seeded, grant) })
  }

  draw(): void {
    const { provider, socket } = this.client
    let before = provider.unsyncedChanges
    provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      // One acknowledgement: of the oldest stroke that has none.
      const oldest = number < before && this.#shown === null ? this.#open.shift() : undefined
      if (oldest !== undefined) this.acknowledged.push(oldest)
      before = number
    })
    // Whoever came back by themselves would bring along what the server lost.
    socket.on('close', () => this.stop())
    this.#pen = setInterval(() => this.#stroke(), STROKE_MS)
  }

  stop(): void {
    if (this.#shown !== null) return
    this.#shown = entriesOf(this.client.doc).filter((ref) => !ref.startsWith(this.client.actorId))
    clearInterval(this.#pen)
    this.client.socket.disconnect()
  }

  get shown(): string[] {
    return this.#shown ?? []
  }

  get drawn(): string[] {
    return this.#drawn
  }

  #stroke(): void {
    const { doc, actorId, provider } = this.client
    const x = Math.random()
    const points = Array.from({ length: 24 }, (_, i) => Number(((x + i / 50) % 1).toFixed(4)))
    const id = addEntry(doc, actorId, { kind: 'annotation', page: 'front', shape: 'freehand', geometry: { points } })
    this.#open.push(`${actorId}/${id}`)
    this.#drawn.push(`${actorId}/${id}`)
    provider.setAwarenessField('cursor', { page: 'front', x, y: x })
  }
}

export function entriesOf(doc: Y.Doc): string[] {
  return [...doc.share.keys()].flatMap((name) => {
    const actorId = rootActor(name)
    return actorId ? [...doc.getMap(name).keys()].map((id) => `${actorId}/${id}`) : []
  })
}

const byRoom = (artists: Artist[], entries: (artist: Artist) => string[]): Entries =>
  Object.fromEntries(
    [...Map.groupBy(artists, (artist) => artist.room)].map(([room, ofRoom]) => [
      room,
      [...new Set(ofRoom.flatMap((artist) => entries(artist)))],
    ]),
  )

async function until(done: () => boolean, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  while (!done() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
  return done()
}

function serve(): void {
  let artists: Artist[] = []
  const say = (report: Report) => process.send?.(report)
  const isSaved = () => artists.every(({ client }) => client.isSaved)

  async function obey(order: Order): Promise<void> {
    switch (order.type) {
      case 'draw': {
        const database = connect(order.databaseUrl, 4)
        artists = order.rooms.flatMap((room) =>
          Array.from({ length: order.people }, () => new Artist(order.url, room, database)),
        )
        if (!(await until(isSaved, RETURN_MS))) throw new Error('The people did not get into their rooms.')
        for (const artist of artists) artist.draw()
        return void say({ type: 'drawing' })
      }
      case 'stop':
        for (const artist of artists) artist.stop()
        return void say({
          type: 'stopped',
          acknowledged: byRoom(artists, (artist) => artist.acknowledged),
          shown: byRoom(artists, (artist) => artist.shown),
        })
      case 'return': {
        for (const { client } of artists) client.connect()
        const saved = await until(isSaved, RETURN_MS)
        const refused = artists.filter(({ client }) => client.closes.includes(4422)).length
        return void say({ type: 'returned', drawn: byRoom(artists, (artist) => artist.drawn), refused, saved })
      }
    }
  }

  process.on('message', (order: Order) => {
    obey(order).catch((error) => {
      console.error(error)
      process.exit(1)
    })
  })
}

if (process.send) serve()
