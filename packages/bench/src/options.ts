import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { FigureId } from './figures/figure.ts'

export type Options = {
  json: boolean
  quick: boolean
  only: readonly FigureId[]
  seconds: number
  server: string
}

const ALL: readonly FigureId[] = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7']

/** The server under test; this package knows no other word of it. */
const SERVER = new URL('../../../apps/server/src/main.ts', import.meta.url).pathname

export const HELP = `Measures the live rooms beside their peers: goals S1 to S7.

  npm run bench
  --only S1,S3        these figures
  --seconds <number>  how long people draw in each round (4); S4 takes fifteen times as long
  --quick             a slice of less than a minute: do the checks still hold?
  --json              one line of JSON a figure; otherwise a table
  --server <file>     another server's entry
  --help              this

It ends with 0 when everything could be measured, a missed goal included.
`

/** Null for help. `folder`: where the command was given; npm runs it elsewhere. */
export function readOptions(args: string[], folder = process.env.INIT_CWD ?? process.cwd()): Options | null {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: ALL.join() },
      seconds: { type: 'string' },
      server: { type: 'string', default: SERVER },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const { json, quick, server } = values
  const seconds = Number(values.seconds ?? (quick ? 1 : 4))
  if (!(seconds > 0)) throw new TypeError('--seconds is a number above 0.')
  return { json, quick, server: resolve(folder, server), seconds, only: values.only.split(',').map(idOf) }
}

function idOf(word: string): FigureId {
  const id = ALL.find((one) => one === word.trim().toUpperCase())
  if (!id) throw new TypeError(`There is no figure "${word}": ${ALL.join(', ')}.`)
  return id
}
