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

type Options = { url: string; log: Logger; reactions: Reaction[]; tasks: Task<never>[]; runs: boolean }

/** pg-boss behind our two verbs. `runs` is false in processes without the jobs part: they only queue. */
export async function openJobs({ url, log, reactions, tasks, runs }: Options): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: url, max: runs ? 4 : 2, supervise: runs, schedule: false })
  boss.on('error', (error) => log.warn({ err: error }, 'jobs: the queue had an error'))
  await boss.start()
  await prepareQueues(boss, [...reactions, ...tasks])
  let clocks: NodeJS.Timeout[] = []
  const lasting = [...reactions, ...tasks].filter(({ mayRunTwice }) => mayRunTwice)
  return {
    async react(tx, job) {
      for (const reaction of reactions.filter((r) => r.on === job.type)) await boss.send(reaction.name, job, inside(tx))
    },
    async send(name, data, tx) {
      await boss.send(name, data, tx ? inside(tx) : {})
    },
    async work() {
      for (const { name } of lasting) await beginAgain(boss, name)
      for (const { name, run } of [...reactions, ...tasks] as { name: string; run(data: object): Promise<void> }[])
        await boss.work<object>(name, { pollingIntervalSeconds: 1 }, async ([job]) => {
          if (job) await run(job.data).catch((error) => parkable(log, name, error))
        })
      clocks = tasks.flatMap((task) => repeat(boss, task, log))
    },
    stop() {
      for (const clock of clocks) clearInterval(clock)
      return boss.stop({ graceful: true, timeout: 5000 })
    },
  }
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
async function prepareQueues(boss: PgBoss, named: { name: string; mayRunTwice?: boolean }[]): Promise<void> {
  await boss.createQueue(PARKED)
  for (const { name, mayRunTwice = false } of named)
    await boss.createQueue(name, { ...RETRY, ...(mayRunTwice && SILENT), deadLetter: PARKED })
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
