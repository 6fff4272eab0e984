import { parseArgs } from 'node:util'
import { type Address, parseAddress, versionOfRoom } from './address.ts'
import { Stop } from './stop.ts'

export const FORMATS = ['json', 'csv'] as const
export type Format = (typeof FORMATS)[number]

/** Which version: by its room, by its number, or (null) the newest that was sent. */
export type Wanted = { versionId: string } | { number: number } | null

export type Options = {
  address: Address
  wanted: Wanted
  /** Null: both, as files. */
  format: Format | null
  /** The folder for files; null with a format: standard output. */
  out: string | null
  credentials: { email: string; password: string } | null
}

export const HELP = `Writes the marks, comments and answers of a proof as JSON and CSV. It joins the proof's
live room the way any Yjs program can: with the provider of the y-websocket package.

  npm run export -- <link>           a customer's link, as it was sent
  npm run export -- <page>           the seller's page of a proof: https://…/s/<shop>/proofs/<proof>
  npm run export -- <room> <link>    one version's room (p:<version id>), through a link or a page

  --format json|csv      only this one, to standard output
  --out <folder>         where files go; without --format both are written, to the current folder
  --version <number>     an older version; otherwise the newest that was sent
  --email <e-mail>       sign in as a member of the shop (for the seller's page)
  --password <password>  better given as PROOFROOM_PASSWORD: what stands on a command line, others can read
  --help                 this

For a pipe: npm run --silent export -- <link> --format csv | …
`

type Environment = { PROOFROOM_PASSWORD?: string | undefined }

/** What was asked for; null for help. */
export function readOptions(args: string[], environment: Environment): Options | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const room = positionals.length === 2 ? versionOfRoom(positionals[0] as string) : null
  if (positionals.length !== 1 && room === null)
    throw new Stop('Say which proof: npm run export -- <link>. More with --help.')
  const address = parseAddress(positionals.at(-1) as string)
  return {
    address,
    wanted: room === null ? wantedNumber(values.version, address) : { versionId: room },
    format: formatOf(values.format),
    out: values.out ?? null,
    credentials: credentialsOf(address, values.email, values.password ?? environment.PROOFROOM_PASSWORD),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        out: { type: 'string' },
        version: { type: 'string' },
        email: { type: 'string' },
        password: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new Stop(`${(error as Error).message.split('. ')[0]}. More with --help.`)
  }
}

function formatOf(given: string | undefined): Format | null {
  const format = FORMATS.find((one) => one === given)
  if (given !== undefined && !format) throw new Stop(`There is no format "${given}": use json or csv.`)
  return format ?? null
}

function wantedNumber(given: string | undefined, address: Address): Wanted {
  if (given !== undefined && !/^[1-9]\d*$/.test(given)) throw new Stop('--version is a number, like 2.')
  const number = given === undefined && address.door === 'member' ? address.number : Number(given ?? 0)
  return number ? { number } : null
}

function credentialsOf(address: Address, email: string | undefined, password: string | undefined) {
  if (address.door === 'link') return null
  if (!email || !password)
    throw new Stop('The seller’s page is for members: add --email, and the password as PROOFROOM_PASSWORD.')
  return { email, password }
}
