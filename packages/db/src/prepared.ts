import type { Sql, TransactionSql } from 'postgres'

/**
 * The same client, preparing every statement that has parameters. drizzle sends its statements unprepared, for which
 * postgres.js asks the server to describe the parameters first: two round trips where a known statement takes one.
 */
export function preparing<Client extends Sql | TransactionSql>(client: Client): Client {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'unsafe') return unsafe(target)
      const value: unknown = Reflect.get(target, name)
      if (name === 'begin' || name === 'savepoint') return nested((value as Open).bind(target))
      return value
    },
  })
}

function unsafe(client: Sql | TransactionSql): Sql['unsafe'] {
  return (text, parameters, options) =>
    client.unsafe(text, parameters, { ...options, prepare: options?.prepare || (parameters?.length ?? 0) > 0 })
}

type Work = (inner: TransactionSql) => Promise<unknown>
type Open = (...args: unknown[]) => Promise<unknown>

/**
 * The transaction's own client is another object, handed to the last argument. When its connection is lost, postgres.js
 * (3.4) refuses the transaction and goes on with its work: what follows would be sent on a connection that is somebody
 * else's by then, and its own ROLLBACK on one that is not there, after which that never answers again. So of a transaction
 * that is over nothing more is asked, and its work never ends.
 */
function nested(open: Open): Open {
  return (...args: unknown[]) => {
    const work = args.pop() as Work
    const fate: Fate = { lost: null }
    const opened = open(...args, async (inner: TransactionSql) => {
      try {
        const result = await work(untilLost(preparing(inner), fate))
        return fate.lost === null ? result : await never()
      } catch (error) {
        if (fate.lost === null) throw error
        return never()
      }
    })
    opened.catch((error) => {
      fate.lost ??= error
    })
    return opened
  }
}

type Fate = { lost: unknown }

function untilLost(client: TransactionSql, fate: Fate): TransactionSql {
  return new Proxy(client, {
    get(target, name) {
      if (name !== 'unsafe') return Reflect.get(target, name)
      return (...asked: Parameters<TransactionSql['unsafe']>) => {
        if (fate.lost !== null) return refused(fate.lost)
        const query = target.unsafe(...asked)
        query.catch((error) => {
          if (isLoss(error)) fate.lost ??= error
        })
        return query
      }
    },
  })
}

/** The network's own errors, and what postgres.js makes of a closed connection; not what PostgreSQL or a value says. */
const isLoss = (error: { syscall?: unknown; code?: unknown }): boolean =>
  error.syscall !== undefined || /^CONNECT/.test(String(error.code))

/** In the place of a question that is not asked any more. */
function refused(reason: unknown) {
  const rejection = Promise.reject(reason)
  rejection.catch(() => {})
  return Object.assign(rejection, { values: () => rejection, raw: () => rejection })
}

const never = (): Promise<never> => new Promise(() => {})
