import { randomInt } from 'node:crypto'
import { Guest } from '../clients/guest.ts'
import type { Manner, Seat } from '../clients/light-client.ts'
import type { Cpu, Settled } from '../clients/orders.ts'
import { entriesOf, open } from '../clients/provider.ts'
import { editIds } from '../clients/strokes.ts'
import type { Peer, Room } from '../peers/peer.ts'
import { CheckFailed, type Run } from './figure.ts'

/** What one round of people drawing together gave: milliseconds, and seconds of CPU for one message. */
export type Drawing = {
  reached: Settled['reached']
  acknowledged: Settled['acknowledged']
  /** An edit or a cursor and one of the others it was meant for, however it was sent there. */
  cpuPerMessage: number
  /** Of one core. */
  shares: Cpu
  /** Cursors that were shown to somebody, of those that were sent; gathering shows the newest only. */
  cursorsShown: number
  /** Cursors that one person sent in a second: a server that keeps nobody waiting lets them all through. */
  cursorsPerSecond: number
  /** Edits that each person drew. */
  edits: readonly number[]
  room: Room
}

const WARM_UP_SECONDS = { long: 1, quick: 0.3 }
const SETTLE_SECONDS = 30
/** Yjs makes them up, of 32 bits; here those of one room follow one another, so that a cursor tells whose it is. */
const CLIENT_IDS = [2 ** 28, 2 ** 32 - 1000] as const

/**
 * People in one room who draw two strokes a second and point twenty times a second, each. Where the server has a
 * document, one of them is a real provider. Fails unless everything has reached everybody.
 */
export async function drawTogether(run: Run, peer: Peer, people: number, seconds = run.seconds): Promise<Drawing> {
  const { crowd, stage } = run
  const { manner, pid: server } = peer
  const room = await peer.openRoom()
  const seats = await room.seats(people)
  const firstClientId = randomInt(...CLIENT_IDS)
  const guest = inviteGuest(manner, seats, firstClientId)
  const warmUp = run.quick ? WARM_UP_SECONDS.quick : WARM_UP_SECONDS.long
  const most = Math.ceil(2 * (seconds + warmUp)) + 4
  const database = stage.postgresPid()
  try {
    await crowd.ask({ type: 'join', seats, manner, people, firstClientId, most, server, database })
    await guest?.joined
    const before = await drawFor(run, guest, warmUp, false)
    const after = await drawFor(run, guest, seconds, true)
    await checkArrived(peer, after, guest)
    if (manner.dialect === 'y-websocket') await checkDocument(room, manner, after.edits)
    const figures = figuresOf(before, after)
    run.disturbed(figures.shares.others)
    return { ...figures, room }
  } finally {
    guest?.leave()
    await crowd.ask({ type: 'leave' })
  }
}

/** Takes the last seat; the provider of y-websocket repeats others' cursors, which would be work that no peer has. */
function inviteGuest(manner: Manner, seats: Seat[], firstClientId: number): Guest | null {
  if (!manner.synchronises || manner.dialect !== 'hocuspocus') return null
  const seat = seats.pop()
  return seat ? new Guest({ seat, manner, person: seats.length, firstClientId }) : null
}

async function drawFor({ crowd }: Run, guest: Guest | null, seconds: number, measured: boolean): Promise<Settled> {
  guest?.start()
  await crowd.ask({ type: 'draw', seconds, measured })
  guest?.stop()
  return crowd.ask({ type: 'settle', guest: guest?.deeds ?? null, seconds: SETTLE_SECONDS })
}

async function checkArrived({ name }: Peer, { missing, ended, edits, clocks }: Settled, guest: Guest | null) {
  if (ended.length > 0) throw new CheckFailed(`${name} ended ${ended.length} sockets (${ended.join(', ')})`)
  if (missing > 0) throw new CheckFailed(`${name}: ${missing} edits or last cursors did not arrive`)
  const behind = (await guest?.settle(edits, clocks, SETTLE_SECONDS)) ?? 0
  if (behind > 0) throw new CheckFailed(`${name}: the real provider misses ${behind} edits or last cursors`)
}

/** A newcomer with a real provider has everything that was drawn. */
export async function checkDocument(room: Room, manner: Manner, edits: readonly number[]): Promise<void> {
  const [seat] = await room.seats(1)
  const { doc, synced, leave } = open(manner.dialect, seat as Seat)
  try {
    await synced
    const has = new Set(entriesOf(doc))
    const lost = editIds(edits).filter((id) => !has.has(id)).length
    if (lost > 0) throw new CheckFailed(`a newcomer misses ${lost} edits`)
  } finally {
    leave()
  }
}

function figuresOf(before: Settled, after: Settled): Omit<Drawing, 'room'> {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const people = after.edits.length
  const edits = sum(after.edits) - sum(before.edits)
  const cursors = sum(after.clocks) - sum(before.clocks)
  const share = (seconds: number) => seconds / after.seconds
  return {
    reached: after.reached,
    acknowledged: after.acknowledged,
    cpuPerMessage: after.cpu.server / ((edits + cursors) * (people - 1)),
    shares: {
      server: share(after.cpu.server),
      database: share(after.cpu.database),
      crowd: share(after.cpu.crowd),
      others: share(after.cpu.others),
    },
    cursorsShown: after.cursorsShown,
    cursorsPerSecond: cursors / people / after.seconds,
    edits: after.edits,
  }
}
