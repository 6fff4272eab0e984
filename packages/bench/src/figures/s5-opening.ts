import { median } from '../measure.ts'
import type { Peer, Room } from '../peers/peer.ts'
import { type Figure, limit, type Run, round3 } from './figure.ts'
import { arrived, timeDecoding, timeOpening } from './opening.ts'
import { served, writeTogether } from './written-room.ts'

const PEOPLE = 10
/** Entries in an update, so that the journal has rows enough to be worth compacting. */
const AT_ONCE = 10
const REPETITIONS = 15
const WARM_UPS = 3
const MOST_TIMES: Record<number, number> = { 100: 2, 1000: 2, 10000: 1.3 }

type Names = 'cold' | 'warm' | 'hocuspocus' | 'y-websocket'
type Samples = Record<Names | 'decode' | 'heard', number[]>

/**
 * S5: opening a version with many annotations, in how many times what Yjs needs to decode the same bytes. Cold: nobody has
 * it open and it comes from the database; warm: somebody is in it. The peers have it in memory.
 */
export async function measureOpening(run: Run, entries: number): Promise<Figure[]> {
  const { ours, hocuspocus, 'y-websocket': plain } = run.stage.peers
  const write = (peer: Peer) => writeTogether(peer, PEOPLE, [(author) => author.annotate(entries / PEOPLE, AT_ONCE)])
  const rooms = { ours: await write(ours), hocuspocus: await write(hocuspocus), plain: await write(plain) }
  rooms.ours.leave()
  try {
    await ours.compacted(rooms.ours.room)
    await arrived(plain, rooms.plain.room, entries)
    const bytes = await served(ours, rooms.ours.room)
    run.progress(`${entries} annotations: ${Math.round(bytes.length / 1000)} kB`)
    const samples: Samples = { decode: [], heard: [], cold: [], warm: [], hocuspocus: [], 'y-websocket': [] }
    for (let turn = -WARM_UPS; turn < (run.quick ? 3 : REPETITIONS); turn++) {
      const sample = {
        decode: timeDecoding(bytes, { heard: false }),
        heard: timeDecoding(bytes, { heard: true }),
        ...(await timeOurs(run, rooms.ours.room, entries)),
        hocuspocus: await timePeer(hocuspocus, rooms.hocuspocus.room, entries),
        'y-websocket': await timePeer(plain, rooms.plain.room, entries),
      }
      if (turn >= 0) for (const [name, ms] of Object.entries(sample)) samples[name as keyof Samples].push(ms)
    }
    return figuresOf(samples, entries)
  } finally {
    rooms.hocuspocus.leave()
    rooms.plain.leave()
  }
}

async function timeOurs(run: Run, room: Room, entries: number): Promise<{ cold: number; warm: number }> {
  const { ours } = run.stage.peers
  await ours.closed()
  const cold = await timeOpening(ours, room, entries)
  const warm = await timeOpening(ours, room, entries)
  warm.opened.leave()
  cold.opened.leave()
  return { cold: cold.milliseconds, warm: warm.milliseconds }
}

async function timePeer(peer: Peer, room: Room, entries: number): Promise<number> {
  const { opened, milliseconds } = await timeOpening(peer, room, entries)
  opened.leave()
  return milliseconds
}

function figuresOf(samples: Samples, entries: number): Figure[] {
  const times = (name: Names) => median(samples[name].map((ms, turn) => ms / (samples.decode[turn] as number)))
  return (['cold', 'warm'] as const).map((name) =>
    limit({
      ...{ id: 'S5', case: `${entries} annotations, ${name}`, unit: '× decoding', ours: times(name) },
      most: MOST_TIMES[entries] ?? Number.NaN,
      peers: { hocuspocus: times('hocuspocus'), 'y-websocket': times('y-websocket') },
      also: {
        ms: round3(median(samples[name])),
        decodingMs: round3(median(samples.decode)),
        decodingForListenerMs: round3(median(samples.heard)),
      },
    }),
  )
}
