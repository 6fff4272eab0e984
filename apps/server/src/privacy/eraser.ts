import { ROLES } from '@proofroom/db'
import { sql } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'

/** Runs statements as the eraser (migrations, `privacy`); afterwards the transaction is the application's again. */
export async function asEraser<T>(ctx: InTx, work: () => Promise<T>): Promise<T> {
  await become(ctx, ROLES.eraser)
  const result = await work()
  await become(ctx, ROLES.app)
  return result
}

const become = (ctx: InTx, role: string) => ctx.tx.execute(sql`select set_config('role', ${role}, true)`)
