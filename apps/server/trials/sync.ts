import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { syncShop } from '../src/connections/etsy/sync.ts'
import { contextOf } from '../src/connections/etsy/testing/index.ts'
import { randomFrom } from './arguments.ts'
import { kill } from './server.ts'
import { differences, standing } from './sync/compare.ts'
import { importMany } from './sync/import.ts'
import { calm, disturb, happen, past } from './sync/life.ts'
import { connectPlace, openPlace, type Place, type Stage, startStage } from './sync/stage.ts'

/**
 * Two processes follow a shop of the local Etsy through everything that goes wrong: whatever it was, in the end every
 * order is here once and says what Etsy says.
 */
const HELP = `Follows shops of a local Etsy through duplicates, lost webhooks, storms of 429 and processes that die.

  npm run trial:sync
  --seeds <number>     how many shops (100)
  --seed <number>      the first of them
  --receipts <number>  instead: one shop with so many orders, imported with a kill in the middle
  --json               a line of JSON for each, and what was found as the last one
  --help               this

It ends with 0 when every order came in exactly once and is as it is at Etsy.
`

type Options = { seeds: number; seed: number; receipts: number; json: boolean }

const PATIENCE_MS = 60_000

async function main(options: Options): Promise<boolean> {
  const stage = await startStage({ perSecond: 40, perDay: 1_000_000 })
  const say = (line: object) => console.log(options.json ? JSON.stringify(line) : wordsOf(line))
  try {
    if (options.receipts > 0) return await importMany(stage, options, say)
    let wrong = 0
    for (let i = 0; i < options.seeds; i++) {
      const found = await runSeed(stage, options.seed + i)
      wrong += found.wrong.length > 0 ? 1 : 0
      say(found)
    }
    say({ seeds: options.seeds, wrong })
    return wrong === 0
  } finally {
    await stage.stop()
  }
}

/** Every third shop meets a process that dies between two statements. */
const diesIn = (seed: number) => seed % 3 === 0

async function runSeed(stage: Stage, seed: number) {
  const random = randomFrom(seed)
  const began = performance.now()
  const before = stage.calls()
  const place = await openPlace(stage, seed)
  past(stage.sim, place, random)
  if (diesIn(seed)) await replaceOne(stage, 5 + Math.floor(random() * 300))
  const wrong = [...(await connectWell(stage, place))]
  let kills = 0
  const looks: Promise<void>[] = []
  for (let step = 0; step < 12; step++) {
    for (let n = Math.floor(random() * 4); n > 0; n--) happen(stage.sim, place, random)
    if (random() < 0.5) disturb(stage.sim, random)
    if (random() < 0.15) await cutConnections(stage)
    await lookTwice(place)
    looks.push(look(stage, place), look(stage, place))
    await pause(random() * 150)
    kills += await mourn(stage)
  }
  await Promise.all(looks)
  await calm(stage.sim)
  const ended = await settle(stage, place, diesIn(seed))
  const after = stage.calls()
  return {
    ...{ seed, orders: stage.sim.state.receiptsOf(place.etsyShopId).length },
    ...{ kills: kills + ended.kills, reconnected: ended.reconnected },
    calls: after.answered - before.answered,
    overLimit: after.refused - before.refused,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    wrong: [...wrong, ...ended.wrong].slice(0, 5),
  }
}

/** As a person does it: told that the database is away for a moment, they try again. */
async function connectWell(stage: Stage, place: Place): Promise<string[]> {
  const ended = await connectPlace(stage, place).catch((error: unknown) => {
    if (!String(error).includes('answered 503')) throw error
    return connectPlace(stage, place)
  })
  return ended.endsWith('etsy=connected') ? [] : [`connecting ended at ${ended}`]
}

/** Two jobs at once, as when a page is open and a round goes by. */
async function lookTwice({ shop }: Place): Promise<void> {
  const look = () => shop.owner.ask('POST', `${shop.path}/etsy/sync`)
  await Promise.all([look(), look()])
}

/** Without waiting for a job's turn; what goes wrong is for the others to mend. */
const look = (stage: Stage, { shopId }: Place): Promise<void> =>
  syncShop(contextOf({ t: stage.t, shopId })).then(
    () => {},
    () => {},
  )

async function replaceOne(stage: Stage, dieAfter: number): Promise<void> {
  const [old] = stage.workers.splice(0, 1)
  if (old) await kill(old)
  stage.workers.push(await stage.startWorker(dieAfter))
}

/** Whoever died is replaced; answers how many. */
async function mourn(stage: Stage): Promise<number> {
  const dead = stage.workers.filter(({ signalCode, exitCode }) => signalCode !== null || exitCode !== null)
  for (const worker of dead) stage.workers.splice(stage.workers.indexOf(worker), 1, await stage.startWorker())
  return dead.length
}

/** What PostgreSQL does to whoever it ends: in the middle of a transaction, between any two statements. */
async function cutConnections({ t }: Stage): Promise<void> {
  await t.database.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'proofroom' and state <> 'idle' and pid <> pg_backend_pid()`
}

/** Until it is as it is at Etsy, or for too long. */
async function settle(stage: Stage, place: Place, mayLoseGrant: boolean) {
  const deadline = Date.now() + PATIENCE_MS
  let [kills, reconnected] = [0, 0]
  for (;;) {
    kills += await mourn(stage)
    const now = await standing(stage, place)
    // Killed between Etsy's answer and the commit, the new token is lost: then the seller says yes once more.
    if (now.state === 'broken' && mayLoseGrant) {
      reconnected++
      await connectPlace(stage, place)
    }
    await lookTwice(place)
    const wrong = [
      ...(now.state === 'connected' ? [] : [`it is ${now.state}: ${now.problem}`]),
      ...(now.parked > 0 ? [`${now.parked} are parked`] : []),
      ...(now.importing ? ['it is still importing'] : []),
      ...(await differences(stage, place)),
    ]
    if (wrong.length === 0 || Date.now() > deadline) return { kills, reconnected, wrong }
    await pause(200)
  }
}

const wordsOf = (line: object) =>
  Object.entries(line)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      receipts: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    process.exit(0)
  }
  const { json } = values
  return { json, seeds: Number(values.seeds), seed: Number(values.seed), receipts: Number(values.receipts) }
}

process.exit((await main(readOptions())) ? 0 : 1)
