import { setTimeout as pause } from 'node:timers/promises'
import { inTransaction } from '@proofroom/db'
import { rootName } from '@proofroom/proof'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import * as Y from 'yjs'
import { announceRevocation } from '../../src/proofs/live/announce.ts'
import type { Grant } from '../../src/proofs/live/grant.ts'
import { roomSnapshot } from '../../src/proofs/live/snapshot.ts'
import { Client } from '../../src/proofs/live/testing/client.ts'
import { grantOf, type SeededRoom, ticketFor } from '../../src/proofs/live/testing/seed.ts'
import { acknowledgedOf, approve } from '../../src/proofs/live/testing/signing.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground } from './ground.ts'

const AT_ONCE = 8
const IN_MS = 20_000
const ENDED_MS = 10_000
/** A decision reaches every open room in this time, a revocation too. */
const BOUND_MS = 2_000
const STROKE_MS = 4
const CLOSED = 4409
const ACCESS_ENDED = 4403

/** Somebody who draws faster than anyone can, until their socket is closed. */
class Hand {
  readonly client: Client
  readonly acknowledged: string[]
  closedAt = Number.NaN
  code: number | null = null
  readonly #pen: NodeJS.Timeout

  private constructor(client: Client) {
    this.client = client
    this.acknowledged = acknowledgedOf(client)
    client.socket.on('close', ({ event }: { event: { code: number } }) => {
      this.code ??= event.code
      this.closedAt = performance.now()
      this.stop()
    })
    this.#pen = setInterval(() => client.comment('a stroke'), STROKE_MS)
  }

  static async draw({ url, database: { db } }: Scene, seeded: SeededRoom, given: Partial<Grant> = {}): Promise<Hand> {
    const grant = grantOf(given)
    const client = new Client({ url, room: seeded.room, grant, ticket: () => ticketFor(db, seeded, grant) })
    if (!(await until(() => client.isSaved, IN_MS))) throw new Error('Somebody did not get into their room.')
    return new Hand(client)
  }

  /** Acknowledged, and not in the document. */
  missesIn(doc: Y.Doc): number {
    const root = doc.getMap(rootName(this.client.actorId))
    return this.acknowledged.filter((id) => !root.has(id)).length
  }

  stop(): void {
    clearInterval(this.#pen)
    this.client.leave()
  }
}

type Round = {
  acknowledged: number
  lost: number
  refused: number
  /** From the commit to the last socket's end. */
  endedMs: number
  [measured: string]: number
}

function documentOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc
}

async function writtenIn({ database: { db } }: Scene, { shopId, room }: SeededRoom): Promise<Y.Doc> {
  return documentOf((await inTransaction(db, { shopId }, (tx) => roomSnapshot(tx, room))).projectionSource)
}

const allOf = (doc: Y.Doc, hands: Hand[]) =>
  JSON.stringify(hands.map(({ client }) => doc.getMap(rootName(client.actorId)).toJSON()))

/** Signed while two people draw: whatever was acknowledged is in what was signed, and what was signed is all there is. */
async function closing(scene: Scene, random: () => number): Promise<Round> {
  const seeded = await scene.seed()
  const hands = await Promise.all([1, 2].map(() => Hand.draw(scene, seeded)))
  try {
    await pause(40 + random() * 160)
    const { source, stale } = await approve(scene.database.db, seeded)
    const committed = performance.now()
    await until(() => hands.every(({ code }) => code !== null), ENDED_MS)
    const signed = documentOf(source)
    const same = allOf(signed, hands) === allOf(await writtenIn(scene, seeded), hands)
    return {
      acknowledged: hands.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
      lost: hands.reduce((sum, hand) => sum + hand.missesIn(signed), 0),
      refused: hands.filter(({ code }) => code !== CLOSED).length,
      endedMs: Math.max(...hands.map(({ closedAt }) => closedAt)) - committed,
      stale: Number(stale),
      different: same ? 0 : 1,
    }
  } finally {
    for (const hand of hands) hand.stop()
  }
}

/** Whoever came by a link loses it while they draw; somebody else in the room does not notice. */
async function revoking(scene: Scene, random: () => number): Promise<Round> {
  const seeded = await scene.seed()
  const { shopId } = seeded
  const linkId = uuidv7()
  const [gone, stays] = await Promise.all([Hand.draw(scene, seeded, { linkId }), Hand.draw(scene, seeded)])
  try {
    await pause(40 + random() * 160)
    await inTransaction(scene.database.db, { shopId }, (tx) => announceRevocation(tx, { linkId }))
    const committed = performance.now()
    await until(() => gone.code !== null, ENDED_MS)
    const endedMs = gone.closedAt - committed
    await pause(Math.max(0, BOUND_MS - endedMs))
    const late = await writtenSince(scene, gone.client.actorId, performance.now() - committed - BOUND_MS)
    const hands = [gone, stays]
    for (const hand of hands) hand.stop()
    const written = await writtenIn(scene, seeded)
    return {
      acknowledged: hands.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
      lost: hands.reduce((sum, hand) => sum + hand.missesIn(written), 0),
      refused: Number(gone.code !== ACCESS_ENDED) + Number(stays.code !== null),
      ...{ endedMs, late },
    }
  } finally {
    gone.stop()
    stays.stop()
  }
}

/** What somebody wrote in the last so many milliseconds, by the database's clock. */
function writtenSince({ database: { db } }: Scene, actorId: string, ms: number): Promise<number> {
  return inTransaction(
    db,
    {},
    async (tx) => {
      const [row] = await tx.execute(sql`
        select count(*)::int as late from journal
        where actor_id = ${actorId}::uuid and created_at > clock_timestamp() - make_interval(secs => ${ms / 1_000})`)
      return Number(row?.late)
    },
    'journal',
  )
}

async function race(ground: Ground, times: number, round: typeof closing): Promise<Found> {
  const { scene } = await ground.fresh()
  const rounds: Round[] = []
  for (let begun = 0; begun < times; begun += AT_ONCE) {
    const together = Array.from({ length: Math.min(AT_ONCE, times - begun) }, () => round(scene, ground.random))
    rounds.push(...(await Promise.all(together)))
  }
  const sum = (name: keyof Round) => rounds.reduce((all, one) => all + Number(one[name] ?? 0), 0)
  const endedMs = rounds.map((one) => Math.round(one.endedMs)).sort((a, b) => a - b)
  const slowest = endedMs.at(-1) ?? Number.NaN
  const wrong = wrongIn({
    'a socket stayed for more than two seconds': !(slowest <= BOUND_MS),
    'what was signed is not all that was written': sum('different') > 0,
    'written after access ended': sum('late') > 0,
  })
  const counted = { acknowledged: sum('acknowledged'), lost: sum('lost'), honestRefused: sum('refused') }
  const typical = endedMs[endedMs.length >> 1]
  return { ...counted, rounds: times, stale: sum('stale'), endedP50Ms: typical, endedMaxMs: slowest, wrong }
}

export const RACE_FAULTS: Fault[] = [
  { fault: 'signed while people draw', run: (ground) => race(ground, ground.quick ? 24 : 200, closing) },
  { fault: 'access ends while people draw', run: (ground) => race(ground, ground.quick ? 16 : 200, revoking) },
]
