import { parseArgs } from 'node:util'
import { becomeBrowser } from './fuzz/browser.ts'
import type { Findings } from './fuzz/findings.ts'
import { play } from './fuzz/run.ts'
import { Stage } from './fuzz/stage.ts'

/**
 * Lets people loose on live rooms, with the web app's own session and the real server: they draw, answer, take back and
 * decide on several devices and tabs, whose networks, browsers and server fail. In the end everybody must see the same,
 * what the database has must be what they said last, and nothing may ever have been called saved that was not.
 */

/** Seeds that once found something; each stays, with what it found. */
const FOUND: readonly number[] = [
  // A draft of what another device had changed since; an unread copy of the device that kept the page waiting.
  187500413, 187500431,
  // A draft sent from another tab than the one that kept it.
  187500462,
  // A copy on the device that was forgotten in the moment it was opened.
  578779304,
]

type Options = { seeds: readonly number[]; json: boolean }

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '20' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const first = Number(values.seed ?? Math.floor(Math.random() * 1e9))
  const wanted = Number(values.seeds)
  const known = values.seed === undefined ? FOUND.slice(0, wanted) : []
  const fresh = Array.from({ length: wanted - known.length }, (_, i) => first + i)
  return { seeds: [...known, ...fresh], json: values.json }
}

async function main({ seeds, json }: Options): Promise<boolean> {
  const errors: unknown[] = []
  becomeBrowser((error) => errors.push(error))
  const stage = await Stage.open()
  let operations = 0
  let divergences = 0
  try {
    for (const seed of seeds) {
      const findings = await play(stage, seed)
      findings.add('broken', errors.splice(0).map(String))
      operations += findings.operations
      if (findings.isDivergence) divergences++
      report(findings, json)
    }
  } finally {
    await stage.close()
  }
  say(json, { seeds: seeds.length, operations, divergences })
  return divergences === 0 && operations > 0
}

/** The whole story only where something went wrong. */
function report(findings: Findings, json: boolean): void {
  say(json, findings.line)
  if (findings.isDivergence) console.error([...findings.story, ...findings.words].join('\n'))
}

function say(json: boolean, line: object): void {
  const words = () => Object.entries(line).map(([name, value]) => `${name} ${value}`)
  console.log(json ? JSON.stringify(line) : words().join(', '))
}

// What the browser's own handlers would take for one of its errors ends this program instead.
process.exit(
  await main(readOptions()).then(
    (isWell) => (isWell ? 0 : 1),
    (error: unknown) => {
      console.error(error)
      return 2
    },
  ),
)
