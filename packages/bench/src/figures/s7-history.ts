import { LightClient } from '../clients/light-client.ts'
import { median } from '../measure.ts'
import type { Ours, Room } from '../peers/peer.ts'
import { type Figure, limit, type Run, round3 } from './figure.ts'
import { timeOpening } from './opening.ts'
import { type Step, served, writeTogether } from './written-room.ts'

const PEOPLE = 10
const AT_ONCE = 10
const REPETITIONS = 15
const WARM_UPS = 3
const MOST_TIMES = 1.2

/**
 * S7: what it costs afterwards that each annotation was moved many times: opening, bytes sent, heap of the open room. Some
 * time after everybody has left, as versions are looked at again.
 */
export async function measureHistory(run: Run): Promise<Figure[]> {
  const { ours } = run.stage.peers
  const [entries, moves] = run.quick ? [100, 5] : [1_000, 50]
  const annotate: Step = (author) => author.annotate(entries / PEOPLE, AT_ONCE)
  const move: Step = (author) => author.moveAll()
  // All move once, then all again: history as it comes about, nothing of it lies side by side.
  const never = await writeAndLeave(ours, [annotate])
  const often = await writeAndLeave(ours, [annotate, ...Array.from({ length: moves }, () => move)])
  // A small past is not worth a fresh document.
  if (!run.quick) await ours.renewed(often)
  const bytes = { never: await served(ours, never), often: await served(ours, often) }
  const opening = await timeBoth(run, { never, often }, entries)
  const heap = await weighBoth(run, { never, often })
  const figure = (words: string, unit: string, { never, often }: Record<'never' | 'often', number>) =>
    limit({
      ...{ id: 'S7', case: `${entries} annotations moved ${moves} times, ${words}`, unit: '× never moved' },
      ...{
        ours: often / never,
        most: MOST_TIMES,
        also: { never: `${round3(never)} ${unit}`, often: `${round3(often)} ${unit}` },
      },
    })
  return [
    figure('opening', 'ms', opening),
    figure('bytes sent', 'kB', { never: bytes.never.length / 1000, often: bytes.often.length / 1000 }),
    figure('heap of the open room', 'kB', heap),
  ]
}

type Both<T> = { never: T; often: T }

async function writeAndLeave(ours: Ours, steps: readonly Step[]): Promise<Room> {
  const { room, leave } = await writeTogether(ours, PEOPLE, steps)
  leave()
  await ours.compacted(room)
  return room
}

async function timeBoth(run: Run, rooms: Both<Room>, entries: number): Promise<Both<number>> {
  const { ours } = run.stage.peers
  const samples: Both<number[]> = { never: [], often: [] }
  for (let turn = -WARM_UPS; turn < (run.quick ? 3 : REPETITIONS); turn++) {
    for (const which of ['never', 'often'] as const) {
      await ours.closed()
      const { opened, milliseconds } = await timeOpening(ours, rooms[which], entries)
      opened.leave()
      if (turn >= 0) samples[which].push(milliseconds)
    }
  }
  return { never: median(samples.never), often: median(samples.often) }
}

async function weighBoth(run: Run, rooms: Both<Room>): Promise<Both<number>> {
  const samples: Both<number[]> = { never: [], often: [] }
  for (let round = 0; round < run.rounds; round++) {
    for (const which of ['never', 'often'] as const)
      samples[which].push(await weigh(run.stage.peers.ours, rooms[which]))
  }
  return { never: median(samples.never), often: median(samples.often) }
}

/** Kilobytes of the server's heap that the open room takes. */
async function weigh(ours: Ours, room: Room): Promise<number> {
  await ours.closed()
  const before = await ours.heapUsed()
  const [seat] = await room.seats(1)
  if (!seat) throw new Error('Nobody may enter.')
  const client = new LightClient({ seat, manner: ours.manner })
  await client.joined
  const open = await ours.heapUsed()
  client.leave()
  return (open - before) / 1000
}
