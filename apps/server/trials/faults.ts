import { parseArgs } from 'node:util'
import { randomFrom } from './arguments.ts'
import { awayFaults } from './faults/away.ts'
import { type Fault, isSound } from './faults/fault.ts'
import { Ground } from './faults/ground.ts'

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
  const faults: Fault[] = [...awayFaults(quick)]
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
  const taken = () => ({ seed: ground.options.seed, ms: Math.round(performance.now() - start) })
  try {
    const { wrong, ...found } = await run(ground)
    const ok = isSound({ ...found, wrong })
    say({ fault, ...found, ...taken(), ...(wrong.length > 0 && { wrong }), ok })
    return ok
  } catch (error) {
    say({ fault, ...taken(), error: (error as Error).message, ok: false })
    return false
  }
}

function say(line: object): void {
  const words = () => Object.entries(line).map(([name, value]) => `${name} ${value}`)
  console.log(options.json ? JSON.stringify(line) : words().join(', '))
}

process.exit((await main()) ? 0 : 1)
