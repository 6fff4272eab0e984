import { setTimeout as delay } from 'node:timers/promises'
import type { Transaction } from '@proofroom/db'
import { type SQL, sql } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import type { Logger } from '../log.ts'

/** What a reaction gets: which event, of which shop. It reads the rest itself. */
export type EventJob = {
  eventId: string
  shopId: string
  type: string
  orderId: string | null
  subjectId: string | null
}

/** Something that follows an event, later and elsewhere: a mail, a sync. Retried with back-off, then parked. */
export type Reaction = {
  /** Stable: it is the queue's name. */
  name: string
  on: string
  /**
   * It knows how far it is and can run twice at once. Then a process that starts begins anew what was under way, and one
   * that falls silent is not waited for.
   */
  mayRunTwice?: boolean
  run(job: EventJob): Promise<void>
}

/** Work that no event of a shop started. */
export type Task<T extends object> = {
  name: string
  /** Queued by itself this often, once for all processes together. */
  everySeconds?: number
  /** As of a reaction. */
  mayRunTwice?: boolean
  run(data: T): Promise<void>
}

export type Jobs = {
  /** Queues every reaction to the event, in the event's own transaction. */
  react(tx: Transaction, job: EventJob): Promise<void>
  /** Inside `tx` it is queued if that commits, and only then. */
  send<T extends object>(name: string, data: T, tx?: Transaction): Promise<void>
  /** Runs reactions and tasks in this process. */
  work(): Promise<void>
  stop(): Promise<void>
}

const RETRY = { retryLimit: 8, retryDelay: 5, retryBackoff: true, retryDelayMax: 3600 }
/** After this long without a sign of life somebody else takes the job. */
const SILENT = { heartbeatSeconds: 15, expireInSeconds: 3600 }
/** Where a job goes that failed every time; kept for a person to look at and send again. */
const PARKED = 'parked'

/** A queue tells its workers of a job; they look by themselves for one that is due later, or whose word was lost. */
const TOLD = { notify: true }
const LOOKING = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 }
/** What runs at the end has this long to come to its own. */
const STOP_MS = 5_000

type Options = { url: string; log: Logger; reactions: Reaction[]; tasks: Task<never>[]; runs: boolean }

/** pg-boss behind our two verbs. `runs` is false in processes without the jobs part: they only queue. */
export async function openJobs({ url, log, reactions, tasks, runs }: Options): Promise<Jobs> {
  const boss = new PgBoss({
    ...{ connectionString: url, max: runs ? 4 : 2, schedule: false },
    ...{ supervise: runs, useListenNotify: runs },
  })
  boss.on('error', (error) => log.warn({ err: error }, 'jobs: the queue had an error'))
  await boss.start()
  const queues = [...reactions, ...tasks] as Queue[]
  await prepareQueues(boss, queues)
  let clocks: NodeJS.Timeout[] = []
  return {
    async react(tx, job) {
      for (const reaction of reactions.filter((r) => r.on === job.type)) await boss.send(reaction.name, job, inside(tx))
    },
    async send(name, data, tx) {
      await boss.send(name, data, tx ? inside(tx) : {})
    },
    async work() {
      for (const { name } of queues.filter(({ mayRunTwice }) => mayRunTwice)) await beginAgain(boss, name)
      for (const queue of queues) await workOn(boss, queue, log)
      clocks = tasks.flatMap((task) => repeat(boss, task, log))
    },
    async stop() {
      for (const clock of clocks) clearInterval(clock)
      const ended = Promise.all(queues.map(({ name }) => boss.offWork(name)))
      await Promise.race([ended, delay(STOP_MS, null, { ref: false })])
      await boss.stop({ graceful: false })
    },
  }
}

type Queue = { name: string; mayRunTwice?: boolean; run(data: object): Promise<void> }

/** One job after the other for as long as there are any: many may have come with a single word. */
async function workOn(boss: PgBoss, { name, run }: Queue, log: Logger): Promise<void> {
  const worker: string = await boss.work<object>(name, LOOKING, async ([job]) => {
    if (!job) return
    boss.notifyWorker(worker)
    await run(job.data).catch((error) => parkable(log, name, error))
  })
}

const inside = (tx: Transaction) => ({
  db: { executeSql: (text: string, values?: unknown[]) => executeIn(tx, text, values) },
})

/** Every process asks for it in time; the queue takes one of them in each slot. */
function repeat(boss: PgBoss, { name, everySeconds }: Task<never>, log: Logger): NodeJS.Timeout[] {
  if (!everySeconds) return []
  const once = { singletonKey: name, singletonSeconds: everySeconds, retryLimit: 0 }
  const ask = () =>
    void boss.send(name, {}, once).catch((error) => log.warn({ err: error, job: name }, 'jobs: could not be queued'))
  ask()
  return [setInterval(ask, everySeconds * 1000)]
}

/** Queues are made by whoever starts first; the app's role may then add jobs inside its own transactions. */
async function prepareQueues(boss: PgBoss, queues: Queue[]): Promise<void> {
  await boss.createQueue(PARKED)
  for (const { name, mayRunTwice = false } of queues)
    await boss.createQueue(name, { ...RETRY, ...TOLD, ...(mayRunTwice && SILENT), deadLetter: PARKED })
  // Those of an older version say nothing yet.
  for (const { name, notify } of await boss.getQueues()) if (!notify) await boss.updateQueue(name, TOLD)
  const database = boss.getDb()
  await database.executeSql(`
    grant usage on schema pgboss to proofroom_app;
    grant select, insert, update on all tables in schema pgboss to proofroom_app;
    grant execute on all functions in schema pgboss to proofroom_app`)
}

/** What a process had under way when it ended, without waiting until it is missed. */
async function beginAgain(boss: PgBoss, name: string): Promise<void> {
  const text = `select data from pgboss.job where name = $1 and state = 'active'`
  const { rows } = await boss.getDb().executeSql(text, [name])
  for (const { data } of rows as { data: object }[]) await boss.send(name, data)
}

function parkable(log: Logger, name: string, error: Error): never {
  log.warn({ job: name, err: error }, 'jobs: a run failed and will be tried again')
  throw error
}

/** pg-boss speaks $1, $2; drizzle's transaction takes fragments. */
async function executeIn(tx: Transaction, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const fragments: SQL[] = text
    .split(/\$(\d+)/)
    .map((part, i) => (i % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`))
  return { rows: [...(await tx.execute(sql.join(fragments)))] }
}
