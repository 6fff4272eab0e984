import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, type Database, type EmbeddedPostgres, migrate, startEmbedded } from '@proofroom/db'
import { Client } from '../src/proofs/live/testing/client.ts'
import { grantOf, type SeededRoom, seedRoom, ticketFor } from '../src/proofs/live/testing/seed.ts'
import { randomFrom, readArguments, type TrialArguments } from './arguments.ts'
import { type Entries, entriesOf, type Order, type Report } from './people.ts'
import { freePort, kill, startServer } from './server.ts'

/**
 * Kills the server while people draw, every other time PostgreSQL with it, and looks for every stroke that was
 * acknowledged to its author or shown to somebody else.
 */
type Stage = { port: number; folder: string; entry: string; postgres: EmbeddedPostgres; database: Database }
type Found = {
  drawn: number
  acknowledged: number
  shown: number
  lost: number
  lostLater: number
  refused: number
  saved: boolean
}

const ROOMS = 3
const PEOPLE = 4
const LATEST_KILL_MS = 2_500
const READ_MS = 30_000

async function main(options: TrialArguments): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'proofroom-crash-'))
  const log = { info() {}, warn() {}, error: (message: string) => console.error(message) }
  const postgres = await startEmbedded({ dataDir: folder, log })
  const database = connect(postgres.url)
  try {
    await migrate(postgres.url)
    const stage = { port: await freePort(), folder, entry: options.server, postgres, database }
    return await runTrials(stage, options)
  } finally {
    await database.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runTrials(stage: Stage, { trials, seed, json }: TrialArguments): Promise<boolean> {
  const random = randomFrom(seed)
  let acknowledged = 0
  let lost = 0
  let honest = true
  for (let trial = 1; trial <= trials; trial++) {
    const afterMs = Math.round(200 + random() * LATEST_KILL_MS)
    const postgresToo = trial % 2 === 0
    const found = await runTrial(stage, afterMs, postgresToo)
    acknowledged += found.acknowledged
    lost += found.lost + found.lostLater
    honest &&= found.refused === 0 && found.saved
    say(json, { trial, seed, afterMs, postgresToo, ...found })
  }
  say(json, { trials, acknowledged, lost })
  return lost === 0 && honest && acknowledged > 0
}

async function runTrial(stage: Stage, afterMs: number, postgresToo: boolean): Promise<Found> {
  const rooms = await Promise.all(Array.from({ length: ROOMS }, () => seedRoom(stage.database.db)))
  let server = await start(stage)
  const people = fork(new URL('./people.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  try {
    const url = `ws://127.0.0.1:${stage.port}/live`
    await ask(people, { type: 'draw', url, databaseUrl: stage.postgres.url, rooms, people: PEOPLE })
    await pause(afterMs)
    await killAll(server, postgresToo ? stage.postgres : null)
    const stopped = await ask(people, { type: 'stop' })
    await isBack(stage.database)
    server = await start(stage)
    const promised = merge(stopped.acknowledged, stopped.shown)
    const lost = missing(promised, await readRooms(stage, rooms))
    const returned = await ask(people, { type: 'return' })
    const lostLater = missing(returned.drawn, await readRooms(stage, rooms))
    const { refused, saved } = returned
    return {
      drawn: count(returned.drawn),
      acknowledged: count(stopped.acknowledged),
      shown: count(stopped.shown),
      ...{ lost, lostLater, refused, saved },
    }
  } finally {
    people.kill('SIGKILL')
    await kill(server)
  }
}

const start = ({ entry, port, postgres, folder }: Stage) =>
  startServer({ entry, port, databaseUrl: postgres.url, dataDir: join(folder, 'server') })

/** At one moment, with no word to anybody. */
async function killAll(server: Awaited<ReturnType<typeof start>>, postgres: EmbeddedPostgres | null): Promise<void> {
  const postmaster = postgres?.pid()
  if (postmaster !== undefined) process.kill(postmaster, 'SIGKILL')
  await kill(server)
}

/** As a service manager would have it: the server is started once its database answers. */
async function isBack({ sql }: Database): Promise<void> {
  for (;;) {
    const answers = await sql`select 1`.catch(() => null)
    if (answers) return
    await pause(50)
  }
}

type Answer<O extends Order> = Extract<
  Report,
  { type: O extends { type: 'draw' } ? 'drawing' : O extends { type: 'stop' } ? 'stopped' : 'returned' }
>

async function ask<O extends Order>(people: ReturnType<typeof fork>, order: O): Promise<Answer<O>> {
  people.send(order)
  const [report] = await Promise.race([
    once(people, 'message'),
    once(people, 'exit').then(() => Promise.reject(new Error('The people are gone.'))),
  ])
  return report as Answer<O>
}

/** What a newcomer sees in each room. */
async function readRooms({ port, database }: Stage, rooms: SeededRoom[]): Promise<Entries> {
  const read = rooms.map(async (seeded) => {
    const grant = grantOf()
    const ticket = () => ticketFor(database.db, seeded, grant)
    const client = new Client({ url: `ws://127.0.0.1:${port}/live`, room: seeded.room, grant, ticket })
    const deadline = Date.now() + READ_MS
    while (!client.isSaved && Date.now() < deadline) await pause(20)
    if (!client.isSaved) throw new Error(`Room ${seeded.room} did not open again.`)
    const entries = entriesOf(client.doc)
    client.leave()
    return [seeded.room, entries] as const
  })
  return Object.fromEntries(await Promise.all(read))
}

const count = (entries: Entries): number => Object.values(entries).reduce((sum, ofRoom) => sum + ofRoom.length, 0)

const merge = (one: Entries, other: Entries): Entries =>
  Object.fromEntries(
    Object.keys(one).map((room) => [room, [...new Set([...(one[room] ?? []), ...(other[room] ?? [])])]]),
  )

const missing = (promised: Entries, found: Entries): number =>
  Object.entries(promised).reduce((sum, [room, entries]) => {
    const there = new Set(found[room])
    return sum + entries.filter((ref) => !there.has(ref)).length
  }, 0)

function say(json: boolean, line: object): void {
  const words = () => Object.entries(line).map(([name, value]) => `${name} ${value}`)
  console.log(json ? JSON.stringify(line) : words().join(', '))
}

process.exit((await main(readArguments())) ? 0 : 1)
