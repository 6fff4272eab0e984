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

/** The transaction's own client is another object, handed to the last argument. */
function nested(open: Open): Open {
  return (...args: unknown[]) => {
    const work = args.pop() as Work
    return open(...args, (inner: TransactionSql) => work(preparing(inner)))
  }
}
