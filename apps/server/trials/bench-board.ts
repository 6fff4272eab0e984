import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, parseArgs, promisify } from 'node:util'
import { inTransaction } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { dayIn } from '@proofroom/workflow'
import { sql } from 'drizzle-orm'
import type { TestApp } from '../src/testing/app.ts'
import { buildShop, PASSWORD, type Shop } from '../src/testing/factories.ts'
import { Visitor } from '../src/testing/visitor.ts'
import { seedOrders } from './bench-board/seed.ts'
import { freePort, kill, startServer } from './server.ts'

/**
 * S8: what the board and the queue cost the server's processor, beside a bare Hono and postgres.js that answers the same
 * JSON; what they cost with ten times as many orders behind them; and how smoothly a card is dragged over a thousand.
 */
const HELP = `Measures board and queue beside a bare Hono and postgres.js that answers the same JSON, and in a real browser how long
the frames take while a card is dragged over a thousand others: goal S8.

  npm run bench:board
  --json              one line of JSON a figure; otherwise a table
  --rounds <number>   how often both are measured in turn (9)
  --requests <number> in each round (30)
  --help              this

It ends with 0 when everything could be measured, a missed goal included.
`

type Options = { json: boolean; rounds: number; requests: number }
type Cost = { cpuMs: number; p50Ms: number }
type Figure = { case: string; size: number; ours: Cost; peer: Cost }
/** One database with its shop, the server on it, and the peer on it. */
type Stage = { size: number; ours: Program; peer: Program; address: string; email: string; stop(): Promise<void> }
type Program = { get(path: string): Promise<string>; cpuMs(): Promise<number> }

const SIZES = [10_000, 100_000] as const
const CASES = ['board', 'queue'] as const
const TO_PEER = 1.25
const TO_SMALL = 1.2
const WARM_UP = 40
/** A beat of the screen. */
const FRAME_MS = 16.7

async function main(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'proofroom-bench-board-'))
  const stages: Stage[] = []
  try {
    for (const size of SIZES) stages.push(await openStage(folder, size))
    const figures: Figure[] = []
    for (const one of CASES) figures.push(...(await measure(one, stages, options)))
    const [first] = stages
    report(figures, first ? await dragIn(first) : null, options.json)
  } finally {
    await Promise.all(stages.map((stage) => stage.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

async function openStage(folder: string, size: number): Promise<Stage> {
  const database = await createTestDatabase()
  const port = await freePort()
  const entry = new URL('../src/main.ts', import.meta.url).pathname
  const server = await startServer({
    entry,
    port,
    databaseUrl: database.url,
    dataDir: join(folder, `server-${size}`),
    roles: 'api',
  })
  const address = `http://127.0.0.1:${port}`
  const shop = await buildShop({ visitor: () => visitorOf(address) } as unknown as TestApp)
  const shopId = await idOf(database, shop)
  say(`${size} orders are made`)
  await seedOrders(database.db, shopId, size)
  await settle(database)
  const peer = await startPeer({ url: database.url, shopId, shop })
  return {
    ...{ size, address, email: shop.me.email },
    ours: {
      get: async (path) => (await shop.owner.ask('GET', `${shop.path}/${path}`)).text(),
      cpuMs: async () => cpuIn(await (await fetch(`${address}/metrics`)).text()),
    },
    peer: peer.program,
    async stop() {
      await kill(server)
      peer.process.disconnect()
      await database.drop()
    },
  }
}

const visitorOf = (address: string) =>
  new Visitor(async (request) => {
    const { pathname, search } = new URL(request.url)
    const body = request.method === 'GET' ? null : await request.arrayBuffer()
    return fetch(`${address}${pathname}${search}`, { method: request.method, headers: request.headers, body })
  })

async function idOf({ db }: TestDatabase, { me, code }: Shop): Promise<string> {
  const [user] = await db.execute<{ id: string }>(sql`select id from users where email = ${me.email}`)
  const [shop] = await inTransaction(db, { userId: user?.id as string }, (tx) =>
    tx.execute<{ id: string }>(sql`select id from shops where code = ${code}`),
  )
  return shop?.id as string
}

/** As a database that has run for a while: with statistics, nothing left to tidy; and the owner sees every row. */
async function settle(database: TestDatabase): Promise<void> {
  await database.sql.unsafe('vacuum analyze')
  for (const table of ['orders', 'order_items', 'customers', 'personalizations', 'stages', 'workflows', 'members'])
    await database.sql.unsafe(`alter table ${table} no force row level security`)
}

async function startPeer({ url, shopId, shop }: { url: string; shopId: string; shop: Shop }) {
  const own = shop.me.memberships[0]?.shop
  const env = {
    ...{ PATH: process.env.PATH, DATABASE_URL: url, SHOP_ID: shopId, SHOP_CODE: shop.code },
    TODAY: dayIn(own?.timezone ?? 'UTC', new Date()),
  }
  const child: ChildProcess = fork(new URL('./bench-board/peer.ts', import.meta.url), { env })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const read = async (path: string) => (await fetch(`http://127.0.0.1:${port}/${path}`)).text()
  return {
    process: child,
    program: { get: read, cpuMs: async () => (JSON.parse(await read('cpu')) as { ms: number }).ms },
  }
}

/** Of the process, as it tells Prometheus. */
function cpuIn(metrics: string): number {
  const seconds = /^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1]
  if (!seconds) throw new Error('The server does not tell how much processor it used.')
  return Number(seconds) * 1000
}

async function measure(path: string, stages: Stage[], { rounds, requests }: Options): Promise<Figure[]> {
  for (const stage of stages) await compare(path, stage)
  const programs = stages.flatMap(({ ours, peer }) => [ours, peer])
  for (const program of programs) await ask(program, path, WARM_UP)
  const costs = new Map(programs.map((program) => [program, [] as Cost[]]))
  for (let round = 0; round < rounds; round++) {
    say(`${path}: round ${round + 1} of ${rounds}`)
    // In turn, and the other way round every other time, so that a busy moment is nobody's fault.
    for (const program of round % 2 ? programs.toReversed() : programs)
      costs.get(program)?.push(await costOf(program, path, requests))
  }
  const middle = (program: Program): Cost => {
    const all = costs.get(program) ?? []
    return { cpuMs: median(all.map((cost) => cost.cpuMs)), p50Ms: median(all.map((cost) => cost.p50Ms)) }
  }
  return stages.map(({ size, ours, peer }) => ({ case: path, size, ours: middle(ours), peer: middle(peer) }))
}

/** Nothing is measured that does not say the same. */
async function compare(path: string, { ours, peer, size }: Stage): Promise<void> {
  const [said, other] = [JSON.parse(await ours.get(path)), JSON.parse(await peer.get(path))]
  if (isDeepStrictEqual(said, other)) return
  for (const key of Object.keys(said)) {
    if (isDeepStrictEqual(said[key], other[key])) continue
    const at = Array.isArray(said[key])
      ? said[key].findIndex((one: unknown, i: number) => !isDeepStrictEqual(one, other[key]?.[i]))
      : -1
    const [one, two] = at < 0 ? [said[key], other[key]] : [said[key][at], other[key]?.[at]]
    throw new Error(
      `The peer’s ${path} at ${size} is another: ${key} ${at}\n${JSON.stringify(one)}\n${JSON.stringify(two)}`,
    )
  }
}

async function costOf(program: Program, path: string, requests: number): Promise<Cost> {
  // What asking for the numbers costs is no part of it.
  const start = await program.cpuMs()
  const before = await program.cpuMs()
  const times = await ask(program, path, requests)
  const after = await program.cpuMs()
  return { cpuMs: (after - before - (before - start)) / requests, p50Ms: median(times) }
}

async function ask(program: Program, path: string, requests: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < requests; i++) {
    const began = performance.now()
    await program.get(path)
    times.push(performance.now() - began)
  }
  return times
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const round = (value: number) => Math.round(value * 100) / 100

type Frames = { p50: number; p95: number; worst: number; frames: number; workMs: number; cards: number; onPage: number }

/** The browser is the web app's own program: it says what it saw in one line. */
async function dragIn({ address, email }: Stage): Promise<Frames> {
  say('dragging in a browser')
  const program = fileURLToPath(new URL('../../web/trials/board-frames.ts', import.meta.url))
  const account = ['--address', address, '--email', email, '--password', PASSWORD]
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...account])
  return JSON.parse(stdout) as Frames
}

function report(figures: Figure[], frames: Frames | null, json: boolean): void {
  const lines = figures.flatMap((figure) => {
    const { size, ours, peer } = figure
    const small = figures.find((one) => one.case === figure.case && one.size === SIZES[0])
    const costs = {
      unit: 'ms of processor a request',
      ours: round(ours.cpuMs),
      p50Ms: round(ours.p50Ms),
      peerP50Ms: round(peer.p50Ms),
    }
    const toPeer = ratio(`${figure.case}, ${size} orders, beside a bare query`, ours.cpuMs / peer.cpuMs, TO_PEER, {
      ...costs,
      peer: round(peer.cpuMs),
    })
    if (!small || size === SIZES[0]) return [toPeer]
    const name = `${figure.case}, ${size} orders beside ${SIZES[0]}`
    return [toPeer, ratio(name, ours.cpuMs / small.ours.cpuMs, TO_SMALL, { ...costs, small: round(small.ours.cpuMs) })]
  })
  for (const line of lines) console.log(json ? JSON.stringify(line) : rowOf(line))
  if (frames) console.log(json ? JSON.stringify(smooth(frames)) : rowOf({ ...smooth(frames), ratio: frames.p95 }))
  say(`load ${loadavg()[0]?.toFixed(1)}`)
}

const ratio = (name: string, value: number, goal: number, costs: object) => ({
  ...{ id: 'S8', case: name, ratio: round(value), goal: `≤ ${goal}`, met: value <= goal, ...costs },
})

const smooth = ({ p95, ...others }: Frames) => ({
  ...{ id: 'S8', case: 'dragging over 1,000 cards, frame p95', ours: p95, unit: 'ms' },
  ...{ goal: `≤ ${FRAME_MS} ms`, met: p95 <= FRAME_MS, ...others },
})

function rowOf({ case: name, ratio: value, goal, met }: Omit<ReturnType<typeof ratio>, 'id'>): string {
  return `${name.padEnd(52)} ${String(value).padEnd(6)} ${goal}  ${met ? 'met' : 'MISSED'}`
}

const say = (words: string) => process.stderr.write(`${words}\n`)

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '9' },
    requests: { type: 'string', default: '30' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(HELP)
else await main({ json: values.json, rounds: Number(values.rounds), requests: Number(values.requests) })
