import type { Client } from '../../src/proofs/live/testing/client.ts'
import { Mover, Observer, type Place } from '../movers.ts'
import { seededPlace, writtenIn } from '../places.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'

/** A server, and its database as nothing stands before it. */
type Where = Pick<Scene, 'url' | 'database'>

export type CrowdOptions = {
  rooms?: number
  people?: number
  /** Where they connect, in turns; the scene's server when nothing is said. */
  urls?: string[]
}

/** What became of what people drew. */
export type Account = {
  drawn: number
  acknowledged: number
  lost: number
  honestRefused: number
  refusedWith?: number[]
  notBack: number
}

const IN_MS = 30_000
/** Closed with one of these somebody was told no; any other code says: come again. */
const isRefusal = (code: number): boolean => code >= 4_000

/** People who draw in several rooms, and in each somebody who only looks. */
export class Crowd {
  readonly places: Place[]
  readonly movers: Mover[]
  readonly observers: Observer[]
  readonly #where: Where

  private constructor(where: Where, places: Place[], movers: Mover[], observers: Observer[]) {
    this.#where = where
    this.places = places
    this.movers = movers
    this.observers = observers
  }

  /** Everybody in, and drawing. */
  static async draw(where: Where, { rooms = 3, people = 4, urls = [where.url] }: CrowdOptions = {}): Promise<Crowd> {
    const places = await Promise.all(Array.from({ length: rooms }, () => seededPlace(where.database)))
    const movers = await Promise.all(
      places.flatMap((place) =>
        Array.from({ length: people }, async (_, i) => {
          const home = urls[i % urls.length] ?? where.url
          return new Mover({ place, invited: await place.invite(), home, elsewhere: () => home })
        }),
      ),
    )
    const observers = await Promise.all(
      places.map(async (place) => new Observer(place, await place.invite(), where.url)),
    )
    const crowd = new Crowd(where, places, movers, observers)
    if (!(await crowd.isBack(IN_MS))) throw new Error('The people did not get into their rooms.')
    for (const mover of movers) mover.draw()
    return crowd
  }

  rest(): void {
    for (const mover of this.movers) mover.rest()
  }

  get acknowledged(): number {
    return this.movers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
  }

  get closes(): number[] {
    return this.#clients.flatMap(({ closes }) => closes)
  }

  get #clients(): Client[] {
    return [...this.movers, ...this.observers].map(({ client }) => client)
  }

  /** Everybody let in and up to date, whatever they are still saying. */
  isIn(ms: number): Promise<boolean> {
    return until(() => this.#clients.every(({ provider }) => provider.isAuthenticated && provider.synced), ms)
  }

  /** Everybody in, and nothing left that is not saved. */
  isBack(ms: number): Promise<boolean> {
    return until(() => this.#clients.every(({ isSaved }) => isSaved), ms)
  }

  /** How much of what was acknowledged, or shown to those who look, the database does not have. */
  async lost(): Promise<number> {
    const shown = this.observers.flatMap((observer) => observer.sees())
    const acknowledged = this.movers.flatMap((mover) => mover.acknowledged)
    const written = new Set(
      (await Promise.all(this.places.map((place) => writtenIn(this.#where.database, place)))).flat(),
    )
    return new Set([...shown, ...acknowledged].filter((stroke) => !written.has(stroke))).size
  }

  async account(): Promise<Account> {
    return { ...this.counted, lost: await this.lost() }
  }

  /** Without asking the database. */
  get counted(): Omit<Account, 'lost'> {
    return {
      drawn: this.movers.reduce((sum, { drawn }) => sum + drawn, 0),
      acknowledged: this.acknowledged,
      honestRefused: this.#clients.filter(({ closes }) => closes.some(isRefusal)).length,
      ...(this.closes.some(isRefusal) && { refusedWith: [...new Set(this.closes.filter(isRefusal))] }),
      notBack: this.#clients.filter(({ isSaved }) => !isSaved).length,
    }
  }

  leave(): void {
    for (const { client } of this.observers) client.leave()
    for (const mover of this.movers) mover.leave()
  }
}
