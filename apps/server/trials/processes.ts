import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, type Database, type EmbeddedPostgres, migrate, startEmbedded } from '@proofroom/db'
import { randomFrom, readArguments, type TrialArguments } from './arguments.ts'
import { Mover, Observer, type Place } from './movers.ts'
import { placeOfApi, seededPlace, writtenIn } from './places.ts'
import { freePort, kill, startServer } from './server.ts'
import { until } from './until.ts'

/**
 * Three processes share the live rooms, a fourth answers the API. One of the three is killed while people on all of them
 * draw. Its people go to another one at once, or, every other time, stay away with their drawings until it was seen that
 * the survivors have every acknowledged stroke without them. Every fifth time PostgreSQL is killed in the same moment.
 */
type Live = { url: string; process: ChildProcess; restart(): Promise<void> }
type Stage = { lives: Live[]; places: () => Promise<Place[]>; postgres: EmbeddedPostgres; database: Database }
type Found = {
  drawn: number
  acknowledged: number
  lost: number
  honestRefused: number
  incompleteSurvivors: number
  completeMs: number
  backMs: number
  notBack: number
}

const LIVES = 3
const SEEDED_ROOMS = 2
const PEOPLE = 4
const READY_MS = 30_000
const COMPLETE_MS = 5_000
/** With PostgreSQL gone as well nobody is complete before it is back. */
const DATABASE_MS = 15_000
const GO_ON_MS = 400

async function main(options: TrialArguments): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'proofroom-processes-'))
  const log = { info() {}, warn() {}, error: (message: string) => console.error(message) }
  const postgres = await startEmbedded({ dataDir: folder, log })
  const database = connect(postgres.url)
  const running: (() => Promise<void>)[] = []
  try {
    await migrate(postgres.url)
    const base = { entry: options.server, databaseUrl: postgres.url }
    const api = { ...base, port: await freePort(), dataDir: join(folder, 'api'), roles: 'api,jobs' }
    const apiProcess = await startServer(api)
    running.push(() => kill(apiProcess))
    const lives = await Promise.all(
      Array.from({ length: LIVES }, (_, i) => startLive({ ...base, dataDir: join(folder, `live-${i}`) })),
    )
    for (const live of lives) running.push(() => kill(live.process))
    const ofApi = await placeOfApi(database, `http://127.0.0.1:${api.port}`)
    const places = async () => [
      ofApi,
      ...(await Promise.all(Array.from({ length: SEEDED_ROOMS }, () => seededPlace(database)))),
    ]
    return await runKills({ lives, places, postgres, database }, options)
  } finally {
    await Promise.all(running.map((stop) => stop()))
    await database.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startLive(base: { entry: string; databaseUrl: string; dataDir: string }): Promise<Live> {
  const options = { ...base, port: await freePort(), roles: 'live' }
  const live: Live = {
    url: `ws://127.0.0.1:${options.port}/live`,
    process: await startServer(options),
    async restart() {
      live.process = await startServer(options)
    },
  }
  return live
}

async function runKills(stage: Stage, { kills, seed, json }: TrialArguments): Promise<boolean> {
  const random = randomFrom(seed)
  const sum = { acknowledged: 0, lost: 0, honestRefused: 0, incompleteSurvivors: 0 }
  let allBack = true
  for (let nth = 1; nth <= kills; nth++) {
    const plan = {
      victim: stage.lives[Math.floor(random() * LIVES)] as Live,
      afterMs: Math.round(200 + random() * 1_600),
      stayAway: nth % 2 === 0,
      postgresToo: nth % 5 === 0,
    }
    const found = await runKill(stage, plan)
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += found[key]
    allBack &&= found.notBack === 0
    const { afterMs, stayAway, postgresToo } = plan
    say(json, { kill: nth, seed, afterMs, stayAway, postgresToo, ...found })
  }
  say(json, { kills, ...sum })
  return allBack && sum.acknowledged > 0 && sum.lost + sum.honestRefused + sum.incompleteSurvivors === 0
}

type Plan = { victim: Live; afterMs: number; stayAway: boolean; postgresToo: boolean }

async function runKill(stage: Stage, plan: Plan): Promise<Found> {
  const { lives, postgres, database } = stage
  const { victim, stayAway, postgresToo } = plan
  const survivors = lives.filter((live) => live !== victim)
  const anySurvivor = () => survivors[Math.floor(Math.random() * survivors.length)]?.url ?? ''
  const places = await stage.places()
  const elsewhere = () => (stayAway ? null : anySurvivor())
  const movers = await Promise.all(places.flatMap((place) => peopleOf(place, lives, elsewhere)))
  const observers = await Promise.all(
    places.flatMap((place) => survivors.map(async ({ url }) => new Observer(place, await place.invite(), url))),
  )
  try {
    const isIn = () => movers.every((mover) => mover.isSaved) && observers.every(({ client }) => client.isSaved)
    if (!(await until(isIn, READY_MS))) throw new Error('The people did not get into their rooms.')
    const theirs = movers.filter(({ home }) => home === victim.url)
    for (const mover of movers) mover.draw()
    await pause(plan.afterMs)
    const postmaster = postgres.pid()
    if (postgresToo && postmaster !== undefined) process.kill(postmaster, 'SIGKILL')
    await kill(victim.process)
    const killed = Date.now()
    await until(() => theirs.every(({ client }) => client.closes.length > 0), READY_MS)
    // A stroke that comes later would bring along what is missing.
    if (stayAway) for (const mover of movers) mover.rest()
    const promised = movers.flatMap((mover) => mover.acknowledged.map((stroke) => ({ room: mover.room, stroke })))
    const misses = (one: Observer) => one.misses(promised.filter(({ room }) => room === one.room).map((p) => p.stroke))
    const complete = () => observers.every((observer) => misses(observer) === 0)
    await until(complete, postgresToo ? DATABASE_MS : COMPLETE_MS)
    const completeMs = Date.now() - killed
    const incompleteSurvivors = observers.filter((observer) => misses(observer) > 0).length
    const asked = stayAway ? Date.now() : killed
    if (stayAway) for (const mover of theirs) mover.moveTo(anySurvivor())
    await until(() => theirs.every(({ client }) => client.provider.isAuthenticated && client.provider.synced), READY_MS)
    const backMs = Date.now() - asked
    if (!stayAway) await pause(GO_ON_MS)
    for (const mover of movers) mover.rest()
    await until(() => movers.every((mover) => mover.isSaved), READY_MS)
    const acknowledged = movers.flatMap((mover) => mover.acknowledged)
    const written = new Set((await Promise.all(places.map((place) => writtenIn(database, place)))).flat())
    return {
      drawn: movers.reduce((all, { drawn }) => all + drawn, 0),
      acknowledged: acknowledged.length,
      lost: [...acknowledged, ...promised.map(({ stroke }) => stroke)].filter((stroke) => !written.has(stroke)).length,
      honestRefused: movers.filter((mover) => mover.isRefused).length,
      ...{ incompleteSurvivors, completeMs, backMs },
      notBack: movers.filter((mover) => !mover.isSaved).length,
    }
  } finally {
    for (const mover of movers) mover.leave()
    for (const { client } of observers) client.leave()
    await victim.restart()
  }
}

function peopleOf(place: Place, lives: Live[], elsewhere: () => string | null): Promise<Mover>[] {
  return Array.from({ length: PEOPLE }, async (_, i) => {
    const home = lives[i % lives.length]?.url ?? ''
    return new Mover({ place, invited: await place.invite(), home, elsewhere })
  })
}

function say(json: boolean, line: object): void {
  const words = () => Object.entries(line).map(([name, value]) => `${name} ${value}`)
  console.log(json ? JSON.stringify(line) : words().join(', '))
}

process.exit((await main(readArguments())) ? 0 : 1)
