import { parseArgs } from 'node:util'
import { isLateWrite } from '@proofroom/db'
import { randomFrom } from './arguments.ts'
import { awayFaults } from './faults/away.ts'
import { COMPACTION_FAULTS } from './faults/compaction.ts'
import { CUT_FAULTS } from './faults/cuts.ts'
import { DRAIN_FAULTS } from './faults/drain.ts'
import { type Fault, type Found, isSound } from './faults/fault.ts'
import { FULL_FAULTS } from './faults/full.ts'
import { Ground } from './faults/ground.ts'
import { HALF_OPEN_FAULTS } from './faults/half-open.ts'
import { LINE_FAULTS } from './faults/lines.ts'
import { NEIGHBOUR_FAULTS } from './faults/neighbours.ts'
import { NOISE_FAULTS } from './faults/noise.ts'
import { RACE_FAULTS } from './faults/races.ts'
import { STORM_FAULTS } from './faults/storm.ts'

/**
 * Breaks, one after the other, whatever the live rooms stand on, while people draw in them: nothing that was acknowledged
 * may be lost, nobody honest refused, and everything goes on by itself afterwards.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    /** The beginning of a fault's name. */
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    server: { type: 'string', default: new URL('../src/main.ts', import.meta.url).pathname },
  },
})

async function main(): Promise<boolean> {
  const { quick, only, server } = options
  const seed = Number(options.seed)
  const faults: Fault[] = [
    ...awayFaults(quick),
    ...LINE_FAULTS,
    ...HALF_OPEN_FAULTS,
    ...NOISE_FAULTS,
    ...STORM_FAULTS,
    ...RACE_FAULTS,
    ...DRAIN_FAULTS,
    ...COMPACTION_FAULTS,
    ...NEIGHBOUR_FAULTS,
    ...FULL_FAULTS,
    ...CUT_FAULTS,
  ]
  const wanted = faults.filter(({ fault, slow }) => fault.startsWith(only) && !(quick && slow))
  const ground = new Ground({ server, quick, seed, random: randomFrom(seed) })
  let failed = 0
  try {
    for (const fault of wanted) if (!(await isWithstood(fault, ground))) failed++
  } finally {
    await ground.close()
  }
  say({ faults: wanted.length, failed })
  return wanted.length > 0 && failed === 0
}

async function isWithstood({ fault, run }: Fault, ground: Ground): Promise<boolean> {
  const start = performance.now()
  const { wrong, ...found } = await run(ground).catch(unfinished)
  const died = await ground.lastWords()
  const ok = isSound({ ...found, wrong }) && died === null
  const { seed } = ground.options
  const complaints = { ...(wrong.length > 0 && { wrong }), ...(died !== null && { died }) }
  say({ fault, ...found, seed, ms: Math.round(performance.now() - start), ...complaints, ok })
  return ok
}

const unfinished = ({ message }: Error): Found => ({ acknowledged: 0, lost: 0, honestRefused: 0, wrong: [message] })

function say(line: object): void {
  const words = () => Object.entries(line).map(([name, value]) => `${name} ${value}`)
  console.log(options.json ? JSON.stringify(line) : words().join(', '))
}

process.on('uncaughtException', (error) => {
  // As in main.ts: this process loses its connections, too.
  if (isLateWrite(error)) return
  console.error(error)
  process.exit(1)
})

process.exit((await main()) ? 0 : 1)
