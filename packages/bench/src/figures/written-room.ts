import { Author } from '../clients/author.ts'
import { LightClient } from '../clients/light-client.ts'
import type { Peer, Room } from '../peers/peer.ts'

/** What each of a room's authors does, one step after the other; nobody begins a step before all have done the last. */
export type Step = (author: Author) => void

/** A room that people wrote in through its server. They are still there. */
export type WrittenRoom = { room: Room; leave(): void }

export async function writeTogether(peer: Peer, people: number, steps: readonly Step[]): Promise<WrittenRoom> {
  const room = await peer.openRoom()
  const seats = await room.seats(people)
  const writers = seats.map((seat) => ({
    author: new Author(seat.actorId),
    client: new LightClient({ seat, manner: peer.manner }),
  }))
  await Promise.all(writers.map(({ client }) => client.joined))
  const write = async ({ author, client }: (typeof writers)[number], step: Step) => {
    step(author)
    const sent = author.take().map((update) => client.write(update))
    if (peer.manner.acknowledges) await Promise.all(sent)
  }
  for (const step of steps) await Promise.all(writers.map((writer) => write(writer, step)))
  return {
    room,
    leave() {
      for (const { client } of writers) client.leave()
    },
  }
}

/** The document as its server gives it to a newcomer. */
export async function served(peer: Peer, room: Room): Promise<Uint8Array> {
  const [seat] = await room.seats(1)
  if (!seat) throw new Error('Nobody may enter.')
  const client = new LightClient({ seat, manner: peer.manner })
  await client.joined
  client.leave()
  return client.document
}
