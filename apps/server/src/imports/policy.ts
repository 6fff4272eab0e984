import type { Actor } from '../platform/actor.ts'
import { type Decision, no, runsShop, yes } from '../platform/policy.ts'
import type { ImportFacts } from './store.ts'

type Facts = Pick<ImportFacts, 'state' | 'reading' | 'orders' | 'done'>

export const canImport = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager brings orders in.')

/** How it is read is settled once it runs: by its orders' places an import knows where it was. */
export function canReadAnew(actor: Actor, { state }: Facts): Decision {
  const may = canImport(actor)
  if (!may.allowed) return may
  return state === 'looked_at' ? yes : no('It has begun: bring the file again to read it another way.', 'import.begun')
}

/** Also what seems to run: nothing is done twice, and a process that died is gone on from. */
export function canRun(actor: Actor, { state, reading, orders }: Facts): Decision {
  const may = canImport(actor)
  if (!may.allowed) return may
  if (state === 'done') return no('It is done already. Bring the file again to see what it changes.', 'import.done')
  if (reading.refusal) return no(reading.refusal.message, reading.refusal.code)
  return orders > 0 ? yes : no('There is no order in this file that could come in.', 'import.empty')
}

export function canStop(actor: Actor, { state }: Facts): Decision {
  const may = canImport(actor)
  if (!may.allowed) return may
  return state === 'running' ? yes : no('It is not running.', 'import.not_running')
}

export function canForget(actor: Actor, { state }: Facts): Decision {
  const may = canImport(actor)
  if (!may.allowed) return may
  return state === 'running' ? no('It is running. Stop it first.', 'import.running') : yes
}
