import { setTimeout as pause } from 'node:timers/promises'
import { inTransaction, schema } from '@proofroom/db'
import { rootName } from '@proofroom/proof'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { announceClosed, announceRevocation } from '../../src/proofs/live/announce.ts'
import { CLOSE } from '../../src/proofs/live/close-codes.ts'
import { roomName } from '../../src/proofs/live/room-name.ts'
import { grantOf, type SeededRoom } from '../../src/proofs/live/testing/seed.ts'
import { until } from '../until.ts'
import { type Attack, tally } from './attack.ts'
import { asNew, comment, materialsOf } from './forgery.ts'
import { authFrame, NO_STATE, syncFrame } from './frames.ts'
import type { Intruder } from './intruder.ts'
import type { Stage } from './stage.ts'

const REVOKED_MS = 2_000

/** Comes with this ticket and is sent away without having seen anything. */
async function isKeptOut(intruder: Intruder, ticket: string, code: number = CLOSE.ticket.code): Promise<boolean> {
  await intruder.open()
  intruder.send(authFrame(intruder.room, ticket), syncFrame(intruder.room, 'step1', NO_STATE))
  return (await intruder.closed()) && intruder.code === code && intruder.doc.share.size === 0
}

async function replayed(stage: Stage) {
  const grant = grantOf({ name: 'Mallory' })
  const ticket = await stage.ticket(grant)
  await stage.raw(grant).enter(ticket)
  return tally([isKeptOut(stage.raw(grant), ticket)])
}

async function usedTwiceAtOnce(stage: Stage) {
  const grant = grantOf({ name: 'Mallory' })
  const ticket = await stage.ticket(grant)
  const both = [stage.raw(grant), stage.raw(grant)]
  await Promise.all(both.map((one) => one.open()))
  for (const one of both) one.send(authFrame(one.room, ticket))
  const outcome = until(() => both.some(({ isIn }) => isIn) && both.some(({ code }) => code === CLOSE.ticket.code))
  return tally([outcome])
}

async function ofAnotherShop(stage: Stage) {
  const own = await stage.scene.seed()
  const grant = grantOf({ name: 'Mallory' })
  const ticket = await stage.ticket(grant, own)
  const [shop, secret] = [stage.seeded.shopId, ticket.split('.')[1]]
  return tally([isKeptOut(stage.raw(grant), ticket), isKeptOut(stage.raw(grant), `${shop}.${secret}`)])
}

const MADE_UP = ['', 'x', '.', `.${'x'.repeat(32)}`, "'; drop table rooms; --", 'x'.repeat(100_000), '\u0000', '%00']

async function madeUp(stage: Stage) {
  const tickets = [...MADE_UP, `${stage.seeded.shopId}.${'x'.repeat(32)}`, `${uuidv7()}.${'x'.repeat(32)}`]
  return tally(tickets.map((ticket) => isKeptOut(stage.raw(), ticket)))
}

async function roomsThatAreNot(stage: Stage) {
  const names = [roomName(uuidv7()), 'p:', '', 'orders', '../p', `i:${uuidv7()}`]
  const tries = names.map(async (name) => {
    const grant = grantOf()
    const ticket = await stage.ticket(grant)
    const intruder = stage.raw(grant, {}, name)
    await intruder.open()
    intruder.send(authFrame(name, ticket), syncFrame(name, 'step1', NO_STATE))
    return until(() => intruder.code !== null)
  })
  return tally(tries)
}

/** Speaks to a second room over a socket that was let into one. */
async function secondRoom(stage: Stage) {
  const own = await stage.scene.seed()
  const grant = grantOf({ name: 'Mallory' })
  const ticket = await stage.ticket(grant, own)
  const enter = () => stage.raw(grant, {}, own.room)
  const silent = await enter().enter(ticket)
  const m = materialsOf(stage, await stage.intruder())
  const update = asNew(m, { any: [comment('x')], root: rootName(grant.actorId), key: 'k' })
  silent.send(syncFrame(stage.seeded.room, 'step1', NO_STATE), syncFrame(stage.seeded.room, 'step2', update))
  const again = await enter().enter(await stage.ticket(grant, own))
  again.send(authFrame(stage.seeded.room, ticket))
  const fanned = await enter().enter(await stage.ticket(grant, own))
  for (let i = 0; i < 40; i++) fanned.send(syncFrame(roomName(uuidv7()), 'step1', NO_STATE))
  return tally([
    again.closed().then(() => again.code === CLOSE.ticket.code && !again.doc.share.has(rootName(stage.ruth.actorId))),
    fanned.closed(),
    pause(300).then(() => !silent.doc.share.has(rootName(stage.ruth.actorId))),
  ])
}

/** A second, better seat in the same room on the same socket. */
async function secondSeat(stage: Stage) {
  const tries = [stage.seeded.room, `${stage.seeded.room}\u0000tab`].map(async (address) => {
    const intruder = await stage.intruder({ readOnly: true, canAnnotate: false })
    intruder.send(authFrame(address, await stage.ticket(grantOf())))
    const m = materialsOf(stage, intruder)
    intruder.send(syncFrame(address, 'step2', asNew(m, { any: [comment('x')], root: m.root, key: 'k' })))
    return until(async () => intruder.code !== null || intruder.unwritten > 0)
  })
  return tally(tries)
}

/** Says one comment after another until told otherwise. */
function pump(stage: Stage, intruder: Intruder): () => void {
  const m = materialsOf(stage, intruder)
  let clock = 0
  const timer = setInterval(() => {
    const spoken = { any: [comment(`more ${clock}`)], root: m.root, key: `k${clock}` }
    intruder.say(asNew({ ...m, client: m.client + clock++ }, spoken))
  }, 3)
  return () => clearInterval(timer)
}

const countOf = async (stage: Stage, { grant }: Intruder, room?: SeededRoom) =>
  (await stage.written(room)).getMap(rootName(grant.actorId)).size

/** Writes without a pause while the access ends, and on into the closing socket. */
async function stopsAtOnce(
  stage: Stage,
  given: Partial<ReturnType<typeof grantOf>>,
  end: () => Promise<void>,
  code: number,
) {
  const intruder = await stage.intruder(given)
  const stop = pump(stage, intruder)
  await until(() => intruder.written > 10)
  await end()
  const since = performance.now()
  const isClosed = (await intruder.closed(REVOKED_MS + 1_000)) && intruder.code === code
  const inTime = performance.now() - since < REVOKED_MS
  const then = await countOf(stage, intruder)
  await pause(250)
  stop()
  return tally([Promise.resolve(isClosed && inTime && then > 0 && (await countOf(stage, intruder)) === then)])
}

async function afterRevocation(stage: Stage) {
  const linkId = uuidv7()
  const revoke = () =>
    inTransaction(stage.scene.database.db, { shopId: stage.seeded.shopId }, (tx) => announceRevocation(tx, { linkId }))
  return stopsAtOnce(stage, { linkId, linkGeneration: 1 }, revoke, CLOSE.access.code)
}

const afterExpiry = (stage: Stage) =>
  stopsAtOnce(stage, { expiresAt: new Date(Date.now() + 1_500).toISOString() }, () => pause(1_500), CLOSE.ticket.code)

/** Writes while the proof is signed, then comes back with a fresh ticket and tries again. */
async function afterSigning(stage: Stage) {
  const side = await stage.scene.seed()
  const { db } = stage.scene.database
  const grant = grantOf({ name: 'Mallory' })
  const intruder = await stage.raw(grant, {}, side.room).enter(await stage.ticket(grant, side))
  const m = { ...materialsOf(stage, await stage.intruder()), root: rootName(grant.actorId) }
  let clock = 0
  const say = (to: Intruder) =>
    to.say(asNew({ ...m, client: m.client + clock++ }, { any: [comment('x')], root: m.root, key: `k${clock}` }))
  const timer = setInterval(() => say(intruder), 3)
  await until(() => intruder.written > 10)
  await inTransaction(db, { shopId: side.shopId }, async (tx) => {
    const { versions } = schema
    await tx.update(versions).set({ state: 'signed', signedAt: new Date() }).where(eq(versions.id, side.versionId))
    await announceClosed(tx, side.versionId)
  })
  const signed = await countOf(stage, intruder, side)
  const isClosed = (await intruder.closed(REVOKED_MS)) && intruder.code === CLOSE.closed.code
  clearInterval(timer)
  const again = await stage.raw(grant, {}, side.room).enter(await stage.ticket(grant, side))
  say(again)
  const isUnwritten = await until(() => again.unwritten > 0)
  return tally([Promise.resolve(isClosed && isUnwritten && (await countOf(stage, again, side)) === signed)])
}

export const ACCESS: Attack[] = [
  { kind: 'a ticket replayed', run: replayed },
  { kind: 'a ticket used twice at once', run: usedTwiceAtOnce },
  { kind: "another shop's room with one's own ticket", run: ofAnotherShop },
  { kind: 'made-up tickets', run: madeUp },
  {
    kind: 'an expired ticket',
    run: async (stage) => tally([isKeptOut(stage.raw(), await stage.ticket(grantOf(), stage.seeded, 0))]),
  },
  {
    kind: 'a ticket of an access that has expired',
    run: async (stage) => {
      const grant = grantOf({ expiresAt: new Date(Date.now() - 1_000).toISOString() })
      return tally([isKeptOut(stage.raw(grant), await stage.ticket(grant))])
    },
  },
  { kind: 'rooms that are not there', run: roomsThatAreNot },
  { kind: 'a second room on a socket let into one', run: secondRoom },
  { kind: 'a second seat in the same room on one socket', run: secondSeat },
  { kind: 'writing on after the link was revoked', run: afterRevocation },
  { kind: 'writing on after the access expired', run: afterExpiry },
  { kind: 'writing on after the proof was signed', run: afterSigning },
]
