import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { ImportDto, ImportProblemsDto } from '@proofroom/contract'
import { inTransaction } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { writeCsv } from '@proofroom/intake'
import { sql } from 'drizzle-orm'
import type { TestApp } from '../src/testing/app.ts'
import { idOfShop } from '../src/testing/dump.ts'
import { bringFile, buildShop, type Shop } from '../src/testing/factories.ts'
import { randomFrom } from './arguments.ts'
import { makeFile } from './import/file.ts'
import { visitorOf } from './places.ts'
import { freePort, kill, startServer } from './server.ts'

/**
 * Imports a large file with bad rows of every kind through the API of a real server: what came in, what was told, what a
 * second time changes, and what is there when the server is killed in the middle and started again.
 */
const HELP = `Imports a CSV with bad rows, twice, and once more with the server killed in the middle.

  npm run trial:import
  --rows <number>   lines of the file (5000)
  --bad <number>    of them with something wrong (37)
  --seed <number>   of what is random
  --json            a line of JSON for each step, and what was found as the last one
  --help            this

It ends with 0 when every good order came in, every bad row was told, nothing changed the second time, and the killed one
ended the same.
`

type Options = { rows: number; bad: number; seed: number; json: boolean; server: string }
type Stage = { database: TestDatabase; folder: string; port: number; entry: string; server: ChildProcess }

async function main(options: Options): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'proofroom-import-'))
  const database = await createTestDatabase()
  const stage = { ...{ database, folder }, port: await freePort(), entry: options.server }
  const whole: Stage = { ...stage, server: await start(stage) }
  try {
    return await runTrial(whole, options)
  } finally {
    await kill(whole.server)
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const start = ({ entry, port, database, folder }: Omit<Stage, 'server'>) =>
  startServer({ entry, port, databaseUrl: database.url, dataDir: join(folder, 'server') })

async function runTrial(stage: Stage, { rows, bad, seed, json }: Options): Promise<boolean> {
  const file = makeFile(rows, bad, randomFrom(seed))
  const say = (line: object) => console.log(json ? JSON.stringify(line) : wordsOf(line))
  const shop = await newShop(stage)
  const began = performance.now()
  const looked = await bringFile(shop, file.rows, 'orders.csv')
  say({ step: 'looked at', seed, rows, bytes: writeCsv(file.rows).length, seconds: secondsSince(began) })
  const done = await follow(stage, shop, looked, (now) => say({ step: 'running', ...now }))
  say({
    step: 'imported',
    seconds: secondsSince(began),
    ordersASecond: Math.round(done.orders / secondsSince(began)),
    memoryMb: memoryOf(stage.server),
  })
  const told = await toldLines(shop, done)
  const there = await ordersOf(stage, shop)
  const again = await follow(stage, shop, await bringFile(shop, file.rows, 'orders.csv'))
  const untouched = (await ordersOf(stage, shop)).join('\n') === there.join('\n')
  const killed = await killedInTheMiddle(stage, file.rows, say)
  const labels = new Set(there.map((order) => order.split('|')[0]))
  const found = {
    ...{ rows, bad: file.badLines.size },
    toldBad: [...file.badLines].filter((line) => told.has(line)).length,
    orders: there.length,
    missing: [...file.good].filter((ref) => !labels.has(ref)).length,
    extra:
      [...labels].filter((label) => !file.good.has(label ?? '')).length +
      [...told].filter((line) => !file.badLines.has(line)).length,
    reimportChanged: again.counts.created + again.counts.changed + (untouched ? 0 : 1),
    afterKill: killed.join('\n') === there.join('\n') ? 'same' : 'different',
  }
  say(found)
  const { toldBad, missing, extra, reimportChanged, afterKill } = found
  return toldBad === bad && missing + extra + reimportChanged === 0 && afterKill === 'same' && there.length > 0
}

const newShop = ({ port, database }: Stage): Promise<Shop> =>
  buildShop({ database, visitor: () => visitorOf(`http://127.0.0.1:${port}`) } as unknown as TestApp)

const PATIENCE_MS = 300_000

/** Runs it and looks how far it is until it is done. */
async function follow(
  { server }: Stage,
  shop: Shop,
  { id }: ImportDto,
  hear: (now: { done: number; total: number; memoryMb: number }) => void = () => {},
): Promise<ImportDto> {
  const path = `${shop.path}/imports/${id}`
  await shop.owner.do('POST', `${path}/run`)
  return untilDone(shop, path, (now) => hear({ done: now.done, total: now.orders, memoryMb: memoryOf(server) }))
}

async function untilDone(shop: Shop, path: string, hear: (now: ImportDto) => void): Promise<ImportDto> {
  const deadline = Date.now() + PATIENCE_MS
  let last = -1
  for (;;) {
    const now = await shop.owner.do<ImportDto>('GET', path)
    if (now.done !== last) hear(now)
    last = now.done
    if (now.state === 'done') return now
    if (Date.now() > deadline) throw new Error(`The import stands at ${now.done} of ${now.orders}.`)
    await pause(100)
  }
}

/** Another shop, the same file; the server is killed once some orders are in, and goes on by itself after its start. */
async function killedInTheMiddle(stage: Stage, rows: string[][], say: (line: object) => void): Promise<string[]> {
  const shop = await newShop(stage)
  const looked = await bringFile(shop, rows, 'orders.csv')
  const path = `${shop.path}/imports/${looked.id}`
  await shop.owner.do('POST', `${path}/run`)
  const deadline = Date.now() + PATIENCE_MS
  let at = 0
  while (at < looked.orders / 3 && Date.now() < deadline) {
    at = (await shop.owner.do<ImportDto>('GET', path)).done
    await pause(5)
  }
  await kill(stage.server)
  say({ step: 'killed', after: at, of: looked.orders })
  const began = performance.now()
  stage.server = await start(stage)
  const done = await untilDone(shop, path, () => {})
  say({ step: 'gone on', done: done.done, seconds: secondsSince(began) })
  return ordersOf(stage, shop)
}

/** Every line that is told, once. */
async function toldLines(shop: Shop, { id }: ImportDto): Promise<Set<number>> {
  const lines = new Set<number>()
  let after = ''
  do {
    const page = await shop.owner.do<ImportProblemsDto>('GET', `${shop.path}/imports/${id}/problems${after}`)
    for (const problem of page.problems) lines.add(problem.line)
    after = page.next === null ? '' : `?after=${page.next}`
  } while (after !== '')
  return lines
}

/** Everything an import wrote, without ids and times, in an order of its own. */
async function ordersOf({ database }: Stage, shop: Shop): Promise<string[]> {
  return inTransaction(database.db, { shopId: await idOfShop(shop.t, shop) }, async (tx) => {
    const orders = await tx.execute<{ said: string }>(sql`
      select concat_ws('|', o.label, o.source_ref, o.source_hash, c.name, c.email, o.due_on, o.tags::text, o.priority, o.is_gift,
        (select string_agg(concat_ws('~', i.position, i.title, i.quantity,
          (select string_agg(p.name || '=' || p.value, ';' order by p.position) from personalizations p where p.item_id = i.id)
        ), '/' order by i.position) from order_items i where i.order_id = o.id),
        (select count(*) from audit_events e where e.order_id = o.id)) as said
      from orders o join customers c on c.id = o.customer_id order by o.label`)
    return orders.map(({ said }) => said)
  })
}

const secondsSince = (began: number) => Math.round(performance.now() - began) / 1000

/** What the server's process holds now, as Linux counts; null elsewhere. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return 0
  }
}

const wordsOf = (line: object) =>
  Object.entries(line)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '5000' },
      bad: { type: 'string', default: '37' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      server: { type: 'string', default: new URL('../src/main.ts', import.meta.url).pathname },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    process.exit(0)
  }
  const { json, server } = values
  return { json, server, rows: Number(values.rows), bad: Number(values.bad), seed: Number(values.seed) }
}

process.exit((await main(readOptions())) ? 0 : 1)
