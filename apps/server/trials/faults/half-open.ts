import { Client } from '../../src/proofs/live/testing/client.ts'
import { type FaultProxy, proxyTo } from '../../src/proofs/live/testing/proxy.ts'
import { grantOf } from '../../src/proofs/live/testing/seed.ts'
import type { Invited, Place } from '../movers.ts'
import { seededPlace, writtenIn } from '../places.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground } from './ground.ts'

/** Yjs takes a cursor away that was not renewed for 30 s, and looks every three. */
const CURSOR_MS = 35_000
/** A socket that says nothing for a minute is closed, and the server looks once a minute. */
const SEAT_MS = 125_000
const IN_MS = 15_000
const WATCHED_MS = 2_000

/** Somebody in a room, on a line of their own, and perhaps somebody who watches their cursor. */
class Party {
  readonly scene: Scene
  readonly place: Place
  readonly line: FaultProxy
  readonly person: Client
  readonly watcher: Client | null

  private constructor(scene: Scene, place: Place, line: FaultProxy, person: Client, watcher: Client | null) {
    this.scene = scene
    this.place = place
    this.line = line
    this.person = person
    this.watcher = watcher
  }

  static async open(scene: Scene, { isWatched = true } = {}): Promise<Party> {
    const place = await seededPlace(scene.database)
    const line = await proxyTo(scene.url)
    const watcher = isWatched ? enter(scene.url, place, await place.invite()) : null
    const party = new Party(scene, place, line, enter(line.url, place, await place.invite()), watcher)
    party.person.provider.setAwarenessField('cursor', { page: 'front', x: 0.5, y: 0.5 })
    party.person.comment('I am here.')
    const isIn = () => party.person.isSaved && (!isWatched || (party.watcher?.isSaved === true && party.isShown))
    if (!(await until(isIn, IN_MS))) throw new Error('Somebody did not get into their room.')
    return party
  }

  get isShown(): boolean {
    return this.watcher?.provider.awareness?.getStates().get(this.person.doc.clientID)?.user !== undefined
  }

  /** On another line; the server is not told that the first one broke. */
  async comeBack(): Promise<boolean> {
    const { person, line, scene } = this
    person.socket.configuration.url = scene.url
    line.cut({ telling: 'caller' })
    await until(() => person.closes.length > 0)
    return until(() => person.isSaved, IN_MS)
  }

  /** Whether they are shown all the time. */
  async staysShown(ms: number): Promise<boolean> {
    return !(await until(() => !this.isShown, ms))
  }

  /** Whether what they say still arrives, in the same connection. */
  async stillSpeaks(): Promise<boolean> {
    const { person, watcher } = this
    const id = person.comment('Still here.')
    const isHeard = await until(() => watcher?.reads(person.actorId, id) === 'Still here.')
    return isHeard && person.closes.length === 1 && watcher?.closes.length === 0
  }

  async lost(): Promise<number> {
    const written = await writtenIn(this.scene.database, this.place)
    return written.some((ref) => ref.startsWith(this.person.actorId)) ? 0 : 1
  }

  close(): void {
    this.person.leave()
    this.watcher?.leave()
    this.line.close()
  }
}

function enter(url: string, { room }: Place, { actorId, ticket }: Invited): Client {
  return new Client({ url, room, grant: grantOf({ actorId }), ticket })
}

const countedOf = async (parties: Party[]) => {
  const lost = await Promise.all(parties.map((party) => party.lost()))
  const closes = parties.flatMap(({ person, watcher }) => [...person.closes, ...(watcher?.closes ?? [])])
  return {
    acknowledged: parties.length,
    lost: lost.reduce((sum, one) => sum + one, 0),
    honestRefused: closes.filter((code) => code >= 4_000).length,
  }
}

/** The old socket's end reaches the server after its person is back, and must not be taken for theirs. */
async function lateClose(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const party = await Party.open(scene)
  try {
    const isBack = await party.comeBack()
    const staysMeanwhile = await party.staysShown(WATCHED_MS)
    party.line.cut()
    const staysAfter = await party.staysShown(WATCHED_MS)
    const speaks = await party.stillSpeaks()
    const wrong = wrongIn({
      'did not come back': !isBack,
      'presence lost on coming back': !staysMeanwhile,
      'presence lost with the old socket': !staysAfter,
      'the new connection ended': !speaks,
    })
    return { ...(await countedOf([party])), wrong }
  } finally {
    party.close()
  }
}

/** Somebody vanishes without a word: before others, alone in a room, and somebody who is back on another line. */
async function vanished(ground: Ground): Promise<Found> {
  const { scene } = await ground.fresh()
  const watched = await Party.open(scene)
  const alone = await Party.open(scene, { isWatched: false })
  const returned = await Party.open(scene)
  const parties = [watched, alone, returned]
  const since = performance.now()
  const passed = (isTrue: boolean) => (isTrue ? Math.round(performance.now() - since) : null)
  const connections = () => scene.metric('proofroom_participants')
  try {
    for (const { line } of [watched, alone]) line.lose()
    const isBack = await returned.comeBack()
    const [cursorGoneMs, seatsGoneMs, roomGoneMs, stays] = await Promise.all([
      until(() => !watched.isShown, CURSOR_MS).then(passed),
      // Two watchers and the one who is back.
      until(async () => (await connections()) === 3, SEAT_MS).then(passed),
      until(async () => (await scene.metric('proofroom_rooms')) === 2, SEAT_MS).then(passed),
      returned.staysShown(SEAT_MS),
    ])
    const wrong = wrongIn({
      'the cursor stays': cursorGoneMs === null,
      'the seats stay': seatsGoneMs === null,
      'the room stays': roomGoneMs === null,
      'did not come back': !isBack,
      'presence lost with the old socket': !stays,
      'the new connection ended': !(await returned.stillSpeaks()),
    })
    return { ...(await countedOf(parties)), cursorGoneMs, seatsGoneMs, roomGoneMs, wrong }
  } finally {
    for (const party of parties) party.close()
  }
}

export const HALF_OPEN_FAULTS: Fault[] = [
  { fault: 'old socket ends after its person is back', run: lateClose },
  { fault: 'people vanish without a word', slow: true, run: vanished },
]
