import type { OrderRow } from '../../../orders/index.ts'
import type { Actor } from '../../../platform/actor.ts'
import { type Decision, no, yes } from '../../../platform/policy.ts'
import { canSync } from '../policy.ts'
import type { ConnectionRow } from '../store.ts'
import type { ExtraRow, ExtraState } from './store.ts'

export type ExtraFacts = { order: OrderRow; isFromEtsy: boolean; connection: ConnectionRow | null }

/** An order of Etsy's is paid for at Etsy, extra work too; so all of it needs the shop's own Etsy. */
export function canAddExtra(actor: Actor, { order, isFromEtsy, connection }: ExtraFacts): Decision {
  const may = canSync(actor)
  if (!may.allowed) return may
  if (!isFromEtsy) return no('This order did not come from Etsy.')
  if (order.anonymisedAt) return no('This order was anonymised: it is kept as history only.')
  if (order.facts.cancelledAt) return no('This order was cancelled, so nothing more is made for it.')
  if (order.facts.shippedAt) return no('This order has left already. What comes now is a new order on Etsy.')
  return canMakeListings(connection)
}

export function canMakeListings(connection: ConnectionRow | null): Decision {
  if (!connection) return no('No Etsy shop is connected, so there is nowhere to sell it.', 'etsy.not_connected')
  if (connection.state === 'broken')
    return no('The connection with Etsy is broken. Connect the shop again first.', 'etsy.broken')
  if (!['listings_r', 'listings_w'].every((scope) => connection.scopes.includes(scope)))
    return no('Etsy does not let us make listings yet. Connect the shop again and allow them.', 'etsy.scope_missing')
  return yes
}

const OPEN: readonly ExtraState[] = ['intended', 'calling', 'unsure', 'by_hand', 'draft', 'publishing', 'listed']

/** What may be done with it as it is, whoever does it. */
export const mayWithdraw = ({ state }: ExtraRow): Decision =>
  OPEN.includes(state) ? yes : no('It was bought or taken back already.', 'etsy.extra_over')

export const mayPublish = ({ state }: ExtraRow): Decision =>
  state === 'draft' ? yes : no('Only a draft that waits at Etsy can be published.', 'etsy.extra_no_draft')

/** By itself it is tried again anyway; what Etsy refused is tried again when somebody says so. */
export const mayRetry = ({ state }: ExtraRow): Decision =>
  state === 'by_hand' ? yes : no('It is being made, or was made already.', 'etsy.extra_not_refused')
