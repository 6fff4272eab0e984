import { median } from '../measure.ts'
import type { PeerName } from '../peers/peer.ts'
import { type Drawing, drawTogether } from './drawing.ts'
import type { Run } from './figure.ts'

export type Rounds = Partial<Record<PeerName, Drawing[]>>

/** Who is measured with so many people in the room; a hundred is what the relays can hardly do. */
const PEERS: Record<number, readonly PeerName[]> = {
  2: ['ours', 'hocuspocus', 'relay', 'y-websocket'],
  10: ['ours', 'committing', 'hocuspocus', 'relay', 'y-websocket'],
  50: ['ours', 'committing', 'hocuspocus', 'relay', 'y-websocket'],
  100: ['ours', 'hocuspocus', 'relay'],
}

const measured = new Map<number, Promise<Rounds>>()

/** The same rounds give S1, S2 and S3: who asks second gets what was measured already. */
export function roundsOf(run: Run, people: number): Promise<Rounds> {
  const known = measured.get(people) ?? drawRounds(run, people)
  measured.set(people, known)
  return known
}

/** One after the other, and all of them again from the next on: what the machine does meanwhile meets them alike. */
async function drawRounds(run: Run, people: number): Promise<Rounds> {
  const rounds: Rounds = {}
  const names = PEERS[people] ?? []
  for (let round = 1; round <= run.rounds; round++) {
    for (const name of [...names.slice(round - 1), ...names.slice(0, round - 1)]) {
      const drawing = await drawTogether(run, run.stage.peers[name], people)
      rounds[name] = [...(rounds[name] ?? []), drawing]
      run.progress(`${people} people, round ${round}: ${name} ${wordsOf(drawing)}`)
    }
  }
  return rounds
}

/** The middle of the rounds, by peer. */
export function middleOf(rounds: Rounds, figure: (drawing: Drawing) => number): Partial<Record<PeerName, number>> {
  return Object.fromEntries(Object.entries(rounds).map(([name, drawings]) => [name, median(drawings.map(figure))]))
}

function wordsOf({ reached, acknowledged, cpuPerMessage, shares, cursorsShown, cursorsPerSecond }: Drawing): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`
  return [
    `reach ${reached.p50.toFixed(2)}/${reached.p95.toFixed(2)} ms`,
    `ack ${acknowledged.p50.toFixed(2)} ms`,
    `${(cpuPerMessage * 1e6).toFixed(2)} µs a message`,
    `server ${percent(shares.server)}, database ${percent(shares.database)}, crowd ${percent(shares.crowd)}, others ${percent(shares.others)} of a core`,
    `${percent(cursorsShown)} of ${cursorsPerSecond.toFixed(1)} cursors/s shown`,
  ].join(', ')
}
