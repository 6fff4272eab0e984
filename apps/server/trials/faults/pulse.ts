import { rootName } from '@proofroom/proof'
import { Client } from '../../src/proofs/live/testing/client.ts'
import { grantOf } from '../../src/proofs/live/testing/seed.ts'
import type { Place } from '../movers.ts'
import { entriesOf } from '../people.ts'
import { seededPlace, writtenIn } from '../places.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'

const BEAT_MS = 50
const ARRIVED_MS = 10_000

/** Milliseconds from somebody's edit to the moment another one sees it: after its commit. */
export type Beats = { p50: number; p95: number; max: number; unseen: number }

/** Two people who take no part in a fault: one says something twenty times a second, the other watches it come. */
export class Pulse {
  readonly #scene: Scene
  readonly #place: Place
  readonly #author: Client
  readonly #reader: Client
  readonly #said = new Map<string, number>()
  readonly #beat: NodeJS.Timeout
  #took: number[] = []

  private constructor(scene: Scene, place: Place, author: Client, reader: Client) {
    this.#scene = scene
    this.#place = place
    this.#author = author
    this.#reader = reader
    reader.doc.getMap(rootName(author.actorId)).observe(({ keysChanged }) => this.#saw(keysChanged as Set<string>))
    this.#beat = setInterval(() => this.#said.set(author.comment('Still here.'), performance.now()), BEAT_MS)
  }

  /** In a room of their own, unless told otherwise. */
  static async start(scene: Scene, place?: Place): Promise<Pulse> {
    const where = place ?? (await seededPlace(scene.database))
    const [author, reader] = await Promise.all([personIn(scene, where), personIn(scene, where)])
    if (!(await until(() => author.isSaved && reader.isSaved))) throw new Error('The pulse did not get into its room.')
    return new Pulse(scene, where, author, reader)
  }

  /** Of the time since the last call. */
  async take(): Promise<Beats> {
    const asked = [...this.#said.keys()]
    await until(() => asked.every((id) => !this.#said.has(id)), ARRIVED_MS)
    const took = this.#took.sort((a, b) => a - b)
    this.#took = []
    const at = (share: number) => Math.round(took[Math.ceil(took.length * share) - 1] ?? Number.NaN)
    const unseen = asked.filter((id) => this.#said.has(id)).length
    return { p50: at(0.5), p95: at(0.95), max: at(1), unseen }
  }

  /** What was seen by the other is as good as acknowledged; nobody here may be closed for what others do. */
  async account(): Promise<{ acknowledged: number; lost: number; honestRefused: number }> {
    const seen = entriesOf(this.#reader.doc)
    const written = new Set(await writtenIn(this.#scene.database, this.#place))
    return {
      acknowledged: seen.length,
      lost: seen.filter((ref) => !written.has(ref)).length,
      honestRefused: [...this.#author.closes, ...this.#reader.closes].length,
    }
  }

  stop(): void {
    clearInterval(this.#beat)
    this.#author.leave()
    this.#reader.leave()
  }

  #saw(ids: Set<string>): void {
    for (const id of ids) {
      const said = this.#said.get(id)
      if (said === undefined) continue
      this.#took.push(performance.now() - said)
      this.#said.delete(id)
    }
  }
}

async function personIn({ url }: Scene, place: Place): Promise<Client> {
  const { actorId, ticket } = await place.invite()
  return new Client({ url, room: place.room, grant: grantOf({ actorId }), ticket })
}
