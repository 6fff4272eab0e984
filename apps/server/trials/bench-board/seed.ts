import { type Drizzle, inTransaction } from '@proofroom/db'
import { sql } from 'drizzle-orm'

/** Open at any time, however many there were before: what the board and the queue show. */
export const OPEN = 1000
const AT_ONCE = 10_000

/**
 * An order with one item, two lines of personalization and one proof, as the actions would have left it: the newest
 * ones open and everywhere between the first proof and the parcel, all others long delivered.
 */
const ORDERS = sql`
  select n, uuidv7() as order_id, uuidv7() as item_id, uuidv7() as customer_id, uuidv7() as proof_id,
    uuidv7() as page_id, (array['new', 'new', 'sent', 'seen', 'asked', 'signed', 'making', 'making', 'making', 'ready'])[1 + n % 10] as stand,
    date_trunc('milliseconds', now() - interval '22 days') + n * interval '1 second' as placed,
    current_date + (array[0, 1, 2, 3, 4])[1 + n % 5] - extract(isodow from current_date)::int + 1 + 7 * (n % 4) as ship_by
  from generate_series`

const at = (days: number) =>
  sql`to_char((placed + ${`${days} days`}::interval) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The facts, and the columns that follow from them. */
const SEEDED = sql`
  , told as (
    select o.*, ${at(0)} as placed_at, ${at(3)} as sent_at, ${at(4)} as seen_at, ${at(5)} as asked_at,
      ${at(6)} as signed_at, ${at(8)} as begun_at, ${at(12)} as ready_at, ${at(14)} as shipped_at,
      stand in ('signed', 'making', 'ready', 'delivered') as is_signed,
      case stand when 'making' then 'making' when 'ready' then 'ready' when 'delivered' then 'delivered' else 'to_start' end as progress
    from made o
  ), known as (
    select t.*, jsonb_build_object(
      'placedAt', placed_at, 'shipBy', ship_by, 'reply', null, 'promise', null, 'heldAt', null, 'cancelledAt', null,
      'makingSince', case when progress <> 'to_start' then begun_at end,
      'shippedAt', case when progress = 'delivered' then shipped_at end,
      'deliveredAt', case when progress = 'delivered' then shipped_at end,
      'items', jsonb_build_array(jsonb_build_object(
        'itemId', item_id, 'gate', 'customer', 'progress', progress, 'reviewedAt', null, 'overriddenAt', null,
        'startedAt', case when progress <> 'to_start' then begun_at end,
        'since', case progress when 'to_start' then placed_at when 'making' then begun_at when 'ready' then ready_at else shipped_at end)),
      'proofs', case when stand = 'new' then '[]'::jsonb else jsonb_build_array(jsonb_build_object(
        'proofId', proof_id, 'title', 'Walnut board', 'itemIds', jsonb_build_array(item_id), 'newest', 1, 'picture', page_id,
        'number', 1, 'sentAt', sent_at, 'viewedAt', case when stand <> 'sent' then seen_at end,
        'requestedAt', case when stand = 'asked' then asked_at end,
        'openRequests', case when stand = 'asked' then 2 else 0 end,
        'firstRequest', case when stand = 'asked' then 'Could the year be a little larger?' end,
        'signedAt', case when is_signed then signed_at end, 'withdrawnAt', null, 'draftSince', null)) end) as facts,
      case stand when 'new' then 'send_first_proof' when 'sent' then 'open_proof' when 'seen' then 'decide'
        when 'asked' then 'answer_requests' when 'signed' then 'start_making' when 'making' then 'finish_making'
        when 'ready' then 'ship' else 'closed' end as reason,
      case when stand in ('sent', 'seen') then 'customer' when stand = 'delivered' then 'nobody' else 'shop' end as mover,
      case stand when 'new' then placed_at when 'sent' then sent_at when 'seen' then seen_at when 'asked' then asked_at
        when 'signed' then signed_at when 'making' then begun_at when 'ready' then ready_at else shipped_at end as since,
      case stand when 'sent' then 'proof_out' when 'seen' then 'proof_out' when 'signed' then 'approved'
        when 'making' then 'in_production' when 'ready' then 'ready' when 'delivered' then 'delivered' else 'in_design' end as phase
    from told t
  )`

export async function seedOrders(db: Drizzle, shopId: string, total: number): Promise<void> {
  for (let from = 1; from <= total; from += AT_ONCE) {
    const to = Math.min(total, from + AT_ONCE - 1)
    await inTransaction(db, { shopId }, (tx) =>
      tx.execute(sql`
      with made as (
        select g.n, order_id, item_id, customer_id, proof_id, page_id, placed, ship_by,
          case when g.n > ${total - OPEN} then stand else 'delivered' end as stand
        from (${ORDERS}(${from}::int, ${to}::int) n) g
      ) ${SEEDED}
      , customer as (
        insert into customers (id, shop_id, name)
        select customer_id, ${shopId}::uuid, 'Ruth Hartley ' || n from known
      ), placed as (
        insert into orders (id, shop_id, code, label, customer_id, title, due_on, placed_at, facts, move, move_reason, move_since, phase)
        select order_id, ${shopId}::uuid, 'c' || n, n::text, customer_id, 'Walnut serving board', ship_by, placed, facts, mover, reason,
          since::timestamptz, phase
        from known
      ), item as (
        insert into order_items (id, shop_id, order_id, position, title, quantity, progress, stage_id)
        select item_id, ${shopId}::uuid, order_id, 0, 'Walnut serving board', 1 + n % 3, progress,
          case when progress = 'making' then (select id from stages order by position offset (n % 2) limit 1) end
        from known
      )
      insert into personalizations (id, shop_id, order_id, item_id, position, name, value)
      select uuidv7(), ${shopId}::uuid, order_id, item_id, line, (array['Name', 'Wood'])[1 + line],
        (array['The Hartleys', 'Walnut 8 × 10'])[1 + line]
      from known, generate_series(0, 1) line`),
    )
  }
}
