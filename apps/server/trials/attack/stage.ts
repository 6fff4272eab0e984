import { inTransaction } from '@proofroom/db'
import { type Actors, canonicalJson, project, rootName } from '@proofroom/proof'
import * as Y from 'yjs'
import type { Grant } from '../../src/proofs/live/grant.ts'
import { roomSnapshot } from '../../src/proofs/live/snapshot.ts'
import { Client } from '../../src/proofs/live/testing/client.ts'
import { grantOf, type SeededRoom, ticketFor } from '../../src/proofs/live/testing/seed.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'
import { Device, Word } from './honest.ts'
import { Intruder } from './intruder.ts'

/** What was found when everything had come to rest. */
export type Finding = { foreignChanges: number; honestRefused: number }

const SAVED_MS = 15_000

/** A room with honest people in it, in which something is tried. */
export class Stage {
  readonly scene: Scene
  readonly seeded: SeededRoom
  readonly word = new Word()
  readonly devices: Device[] = []
  readonly ruth = grantOf({ name: 'Ruth Keller' })
  readonly maker = grantOf({ name: 'Mara Holt', side: 'shop', canResolve: true, colour: 1 })
  readonly tom = grantOf({ name: 'Tom Keller', colour: 5 })
  readonly #intruders: Intruder[] = []
  #offline: Device | null = null

  private constructor(scene: Scene, seeded: SeededRoom) {
    this.scene = scene
    this.seeded = seeded
  }

  /** Ruth twice (a duplicate tab), the maker, and Tom, who is offline whenever something happens. */
  static async open(scene: Scene): Promise<Stage> {
    const stage = new Stage(scene, await scene.seed())
    for (const grant of [stage.ruth, stage.ruth, stage.maker, stage.tom]) stage.#arrive(grant)
    for (const device of stage.devices) device.greet()
    if (!(await stage.#areSaved())) throw new Error('The honest people did not get into their room.')
    return stage
  }

  /** An honest newcomer: from now on what they say must stand like the others'. */
  async welcome(grant: Grant = grantOf({ name: 'Noor' })): Promise<Device> {
    const device = this.#arrive(grant)
    if (!(await until(() => device.client.isSaved, SAVED_MS))) device.refused++
    return device
  }

  /** Somebody who may comment like any customer, and means ill. */
  async intruder(given: Partial<Grant> = {}): Promise<Intruder> {
    const intruder = this.raw(grantOf({ name: 'Mallory', ...given }))
    return intruder.enter(await this.ticket(intruder.grant))
  }

  /** A socket that nobody was let in on. */
  raw(
    grant: Grant = grantOf({ name: 'Mallory' }),
    headers?: Record<string, string>,
    room = this.seeded.room,
  ): Intruder {
    const intruder = new Intruder(this.scene.url, room, grant, headers)
    this.#intruders.push(intruder)
    return intruder
  }

  ticket(grant: Grant, room: SeededRoom = this.seeded, ttlSeconds?: number): Promise<string> {
    return ticketFor(this.scene.database.db, room, grant, ttlSeconds)
  }

  /** Whether the server wrote down that somebody tried. */
  isRecorded({ grant }: Intruder): Promise<boolean> {
    return until(() => this.scene.recorded.some(({ actorId }) => actorId === grant.actorId), 3_000)
  }

  /** The document as the database has it. */
  async written({ shopId, room }: SeededRoom = this.seeded): Promise<Y.Doc> {
    const { db } = this.scene.database
    const { projectionSource } = await inTransaction(db, { shopId }, (tx) => roomSnapshot(tx, room))
    const doc = new Y.Doc()
    Y.applyUpdate(doc, projectionSource)
    return doc
  }

  async restart(meanwhile?: () => Promise<void>): Promise<void> {
    for (const device of this.devices) device.forgives = true
    await this.scene.restart(meanwhile)
    await until(() => this.devices.every((device) => device.isAway || device.client.isSaved), SAVED_MS)
    for (const device of this.devices) device.forgives = false
  }

  async begin(): Promise<void> {
    this.#offline = this.devices.find(({ client }) => client.actorId === this.tom.actorId) ?? null
    await this.#offline?.goOffline()
    for (const device of this.devices) if (device !== this.#offline) device.live()
  }

  /** Everybody back and at rest: does everyone, a newcomer and the database see what was said, and only that? */
  async end(): Promise<Finding> {
    await this.#offline?.comeBack()
    for (const device of this.devices) {
      device.rest()
      device.act()
    }
    for (const intruder of this.#intruders.splice(0)) intruder.leave()
    const unsaved = (await this.#areSaved()) ? [] : this.devices.filter(({ client }) => !client.isSaved)
    const newcomer = this.#client(grantOf({ readOnly: true, canAnnotate: false }))
    const isIn = await until(() => newcomer.isSaved, SAVED_MS)
    const found: Finding = {
      foreignChanges: this.word.foreign + (await this.#differing(newcomer.doc)),
      honestRefused: this.devices.reduce((sum, { refused }) => sum + refused, 0) + unsaved.length + (isIn ? 0 : 1),
    }
    newcomer.leave()
    for (const device of this.devices) device.refused = 0
    this.word.foreign = 0
    return found
  }

  close(): void {
    for (const intruder of this.#intruders) intruder.leave()
    for (const device of this.devices) device.leave()
  }

  #arrive(grant: Grant): Device {
    const device = new Device(this.#client(grant), grant.canResolve, this.scene.random)
    this.devices.push(device)
    this.word.of(grant.actorId)
    for (const { client } of this.devices)
      this.word.follow(client.doc, client === device.client ? this.#authors : [grant.actorId])
    return device
  }

  get #authors(): string[] {
    return [...this.word.authors.keys()]
  }

  #client(grant: Grant): Client {
    const { room } = this.seeded
    return new Client({ url: this.scene.url, room, grant, ticket: () => this.ticket(grant) })
  }

  #areSaved(): Promise<boolean> {
    return until(() => this.devices.every(({ client }) => client.isSaved), SAVED_MS)
  }

  /** How many of newcomer, database and each device hold something else than was said. */
  async #differing(newcomer: Y.Doc): Promise<number> {
    const written = await this.written()
    const docs = [newcomer, written, ...this.devices.map(({ client }) => client.doc)]
    const actors: Actors = Object.fromEntries([this.ruth, this.maker, this.tom].map((grant) => [grant.actorId, grant]))
    let differing = 0
    const isAsSaid = (doc: Y.Doc) => this.#authors.every((actorId) => sameEntries(doc, actorId, this.word.of(actorId)))
    for (const doc of docs) if (!(await until(() => isAsSaid(doc), 3_000))) differing++
    const shown = docs.map((doc) => canonicalJson(project(doc, actors)))
    differing += shown.filter((one) => one !== shown[0]).length
    return differing + [newcomer, written].filter((doc) => !hasOnlyAuthors(doc)).length
  }
}

function sameEntries(doc: Y.Doc, actorId: string, said: Map<string, string>): boolean {
  const root = doc.getMap(rootName(actorId))
  return (
    root.size === said.size && [...said].every(([id, json]) => root.has(id) && canonicalJson(root.get(id)) === json)
  )
}

const AUTHOR = /^u:[0-9a-f]{8}-[0-9a-f-]{27}$/
const hasOnlyAuthors = ({ share, store, subdocs }: Y.Doc): boolean =>
  [...share.keys()].every((name) => AUTHOR.test(name)) &&
  store.pendingStructs === null &&
  store.pendingDs === null &&
  subdocs.size === 0
