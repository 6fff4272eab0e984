import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts'
import { isAlive } from './embedded-process.ts'
import { connect } from './open.ts'

const FIXTURE = fileURLToPath(new URL('./embedded.fixture.ts', import.meta.url))
const log = { info() {}, warn() {}, error() {} }

interface Answer {
  pid?: number
  url?: string
  refused?: string
}

/** One folder for most tests: making a cluster is the slow part. */
const shared = mkdtempSync(join(tmpdir(), 'proofroom-embedded-'))
let dataDir = shared
let children: ChildProcess[] = []
let started: EmbeddedPostgres | undefined

afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) await kill(child)
  // Takes over whatever the test left running, and stops it.
  started ??= await start()
  await started.stop()
  started = undefined
  children = []
  if (dataDir !== shared) rmSync(dataDir, { recursive: true, force: true })
  dataDir = shared
})

afterAll(() => rmSync(shared, { recursive: true, force: true }))

function start(): Promise<EmbeddedPostgres> {
  return startEmbedded({ dataDir, log })
}

async function startChild(): Promise<{ child: ChildProcess; answer: Answer }> {
  const child = fork(FIXTURE, [dataDir], { execArgv: [] })
  children.push(child)
  const [answer] = (await once(child, 'message')) as [Answer]
  return { child, answer }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function ask(url: string, question: string): Promise<Record<string, unknown>> {
  const sql = postgres(url, { max: 1, onnotice() {} })
  try {
    const [row] = await sql.unsafe(question)
    return row as Record<string, unknown>
  } finally {
    await sql.end()
  }
}

/** Something committed that has to be there later. */
function keep(url: string) {
  return ask(url, 'drop table if exists kept; create table kept as select 42 as n')
}

test('the first start makes a cluster whose everyday login is no superuser', async () => {
  started = await start()
  const found = await ask(
    started.url,
    `select rolname, rolsuper, rolcreaterole, pg_get_userbyid(datdba) as owner, pg_encoding_to_char(encoding) as encoding,
            datlocale, current_setting('fsync') as fsync, current_setting('listen_addresses') as address
     from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
  )
  expect(found).toEqual({
    rolname: 'proofroom',
    rolsuper: false,
    rolcreaterole: true,
    owner: 'proofroom',
    encoding: 'UTF8',
    datlocale: 'C.UTF-8',
    fsync: 'on',
    address: '127.0.0.1',
  })
  expect(statSync(join(dataDir, 'postgres.secret')).mode & 0o777).toBe(0o600)
})

test('the address is the same after stop and start, and the data is there', async () => {
  started = await start()
  const { url } = started
  await keep(url)
  await started.stop()
  started = await start()
  expect(started.url).toBe(url)
  expect(await ask(url, 'select n from kept')).toEqual({ n: 42 })
})

test('a second start on the same folder is refused with the pid of the first', async () => {
  const { child } = await startChild()
  const sentence = new RegExp(`^Another Proofroom \\(process ${child.pid}, since .*stop it first, or set DATA_DIR`)
  await expect(start()).rejects.toThrow(sentence)
  await expect(start()).rejects.toMatchObject({ code: 'data_dir_in_use' })
  const second = await startChild()
  expect(second.answer.refused).toMatch(sentence)
})

test('a start after kill -9 takes over the running server, whoever else tries', async () => {
  const first = await startChild()
  await keep(first.answer.url!)
  await kill(first.child)
  expect(isAlive(first.answer.pid!)).toBe(true)

  const rivals = await Promise.all([startChild(), startChild(), startChild(), startChild()])
  const winners = rivals.filter(({ answer }) => answer.url)
  expect(winners).toHaveLength(1)
  expect(winners[0]!.answer).toEqual(first.answer)
  for (const { child, answer } of rivals) {
    if (answer.refused) expect(answer.refused).toContain(`process ${winners[0]!.child.pid}`)
    else await kill(child)
  }
  started = await start()
  expect(started.pid()).toBe(first.answer.pid)
  expect(await ask(started.url, 'select n from kept')).toEqual({ n: 42 })
})

test('a frozen server left behind is stopped and another one started', async () => {
  const first = await startChild()
  await kill(first.child)
  process.kill(first.answer.pid!, 'SIGSTOP')
  started = await start()
  expect(started.pid()).not.toBe(first.answer.pid)
  expect(isAlive(first.answer.pid!)).toBe(false)
  expect(await ask(started.url, 'select 1 as n')).toEqual({ n: 1 })
})

test('both killed: the next start recovers what was committed', async () => {
  const first = await startChild()
  await keep(first.answer.url!)
  process.kill(first.answer.pid!, 'SIGKILL')
  await kill(first.child)
  started = await start()
  expect(await ask(started.url, 'select n from kept')).toEqual({ n: 42 })
})

test('a killed PostgreSQL comes back at the same address, adopted or not', async () => {
  const first = await startChild()
  await kill(first.child)
  started = await start()
  const database = connect(started.url, 2)
  await keep(started.url)
  for (const round of ['adopted', 'our own']) {
    const before = started.pid()!
    process.kill(before, 'SIGKILL')
    await vi.waitFor(async () => expect(await database.sql`select n from kept`).toEqual([{ n: 42 }]), {
      timeout: 15_000,
      interval: 50,
    })
    await vi.waitFor(() => expect([undefined, before], round).not.toContain(started!.pid()), 5_000)
  }
  await database.close()
})

test('SIGTERM to the program stops the server with it', async () => {
  const { child, answer } = await startChild()
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await gone).toEqual([0, null])
  expect(isAlive(answer.pid!)).toBe(false)
})

test('a pid that now belongs to somebody else stops nothing', async () => {
  started = await start()
  await started.stop()
  const innocent = spawn('sleep', ['60'])
  const pidFile = [innocent.pid, `${dataDir}/postgres`, 0, 1, '', '127.0.0.1', '', 'ready', ''].join('\n')
  writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), pidFile)
  writeFileSync(join(dataDir, 'app.lock'), JSON.stringify({ pid: innocent.pid, life: 'another', since: 'yesterday' }))
  started = await start()
  expect(await ask(started.url, 'select 1 as n')).toEqual({ n: 1 })
  expect(innocent.exitCode).toBeNull()
  expect(JSON.parse(readFileSync(join(dataDir, 'app.lock'), 'utf8'))).toMatchObject({ pid: process.pid })
  innocent.kill('SIGKILL')
})

test('a first start that was killed half way leaves nothing that is in the way', async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'proofroom-embedded-'))
  const child = fork(FIXTURE, [dataDir], { execArgv: [] })
  children.push(child)
  const halfWay = () => expect(readdirSync(dataDir).join()).toContain('postgres.new-')
  await vi.waitFor(halfWay, { timeout: 5_000, interval: 5 })
  await kill(child)
  started = await start()
  expect(await ask(started.url, 'select 1 as n')).toEqual({ n: 1 })
})
