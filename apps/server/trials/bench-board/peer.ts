import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'

/**
 * The same answers as the server's board and queue, from nothing but Hono and postgres.js: one statement over the same
 * tables whose rows are the JSON already, no sessions, no tenancy, no transaction.
 */
const { DATABASE_URL = '', SHOP_ID = '', SHOP_CODE = '', TODAY = '' } = process.env
const sql = postgres(DATABASE_URL, { max: 4, onnotice() {} })
const yes = { allowed: true, reason: null }

const readBoard = () => sql`
  select i.id, i.version, json_build_object('code', o.code, 'label', o.label) as "order", c.name as "customerName",
    i.title, i.quantity, null as product, w.id as "workflowId",
    '/api/s/' || ${SHOP_CODE}::text || '/proofs/' || (o.facts #>> '{proofs,0,proofId}') || '/pages/'
      || (o.facts #>> '{proofs,0,picture}') || '/thumb' as thumb,
    coalesce(i.stage_id::text, i.progress) as place, o.facts #>> '{items,0,since}' as since,
    json_build_object('day', o.due_on, 'late', ${TODAY}::date > o.due_on) as due,
    case when o.facts #>> '{proofs,0,signedAt}' is not null then '{"open":true}'::json
      when o.facts #> '{proofs,0}' is null then json_build_object('open', false, 'code', 'making.no_proof',
        'reason', 'No proof has been sent yet. Making starts once one is signed.')
      else json_build_object('open', false, 'code', 'making.unsigned', 'reason', 'Proof ' || (o.facts #>> '{proofs,0,number}')
        || ' isn’t signed yet. Making starts once the customer has signed it.') end as gate,
    o.facts #>> '{items,0,gate}' as needs, false as "isReviewed", false as "isOverridden",
    case when o.facts #> '{proofs,0}' is not null then json_build_object('id', o.facts #>> '{proofs,0,proofId}',
      'number', o.facts #> '{proofs,0,number}', 'state', case when o.facts #>> '{proofs,0,signedAt}' is not null then 'signed'
        when o.facts #>> '{proofs,0,requestedAt}' is not null then 'asked' else 'sent' end) end as proof,
    coalesce((o.facts #> '{proofs,0,openRequests}')::int, 0) as "openRequests", 0 as unread,
    o.priority = 'rush' as "isRush", o.is_gift as "isGift", o.hold_reason as held, o.tags,
    i.assignee_id as "assigneeId", i.checks, 0 as minutes,
    (select json_agg(json_build_object('name', p.name, 'value', p.value) order by p.position)
       from personalizations p where p.order_id = o.id and p.item_id = i.id) as lines
  from orders o
  join order_items i on i.order_id = o.id
  join customers c on c.id = o.customer_id
  join workflows w on w.shop_id = o.shop_id and w.is_default
  where o.shop_id = ${SHOP_ID} and o.phase not in ('shipped', 'delivered', 'cancelled')
  order by o.priority = 'rush' desc, o.due_on, o.facts #>> '{items,0,since}', i.id`

const readStages = () => sql`
  select id, name, colour, customer_words as "customerWords", assignee_id as "assigneeId",
    due_offset_days as "dueOffsetDays", limit_kind as limit, checklist
  from stages where shop_id = ${SHOP_ID} order by position`

const readWorkflows = () => sql`
  select id, name, gate, stage_ids as "stageIds", is_default as "isDefault" from workflows where shop_id = ${SHOP_ID}`

const readWorkers = () => sql`
  select m.id, u.name, left(u.name, 1) || left(split_part(u.name, ' ', 2), 1) as initials
  from members m join users u on u.id = m.user_id where m.shop_id = ${SHOP_ID}`

async function board() {
  const [cards, stages, workflows, workers] = await Promise.all([
    readBoard(),
    readStages(),
    readWorkflows(),
    readWorkers(),
  ])
  const columns = ['to_start', ...stages.map((stage) => stage.id), 'ready', 'packed'].map((place) => {
    const here = cards.filter((card) => card.place === place).length
    return { place, cards: here, minutes: 0, isFull: false }
  })
  return { columns, stages, workflows, workers, cards, notShown: 0, can: { move: yes, override: yes, change: yes } }
}

/** The day that many working days from a working day, Monday to Friday, at most four of them away. */
const onwards = (day: string, days: number) =>
  `(${day} + case when extract(isodow from ${day}) + ${days} > 5 then ${days + 2} else ${days} end)`
const back = (day: string, days: number) =>
  `(${day} - case when extract(isodow from ${day}) - ${days} < 1 then ${days + 2} else ${days} end)`
const onOrAfter = (day: string) =>
  `(${day} + greatest(0, 8 - extract(isodow from ${day})::int) * (extract(isodow from ${day}) > 5)::int)`

/** What is due first: a proof, a decision or the parcel; ship-by days are working days here. */
const DUE = `
  cross join lateral (select ${onOrAfter('o.move_since::date')} as asked) a
  cross join lateral (select case when o.move_reason in ('send_first_proof', 'answer_requests') then 'proof'
    when o.move_reason in ('open_proof', 'decide') then 'decision' end as kind) k
  cross join lateral (select case k.kind
    when 'proof' then greatest(asked, least(${onwards('asked', 2)}, o.due_on))
    when 'decision' then greatest(asked, least(${onwards('asked', 3)}, ${back('o.due_on', 3)})) end as work) w
  cross join lateral (select case when work <= o.due_on then work else o.due_on end as day,
    case when work <= o.due_on then k.kind else 'ship' end as what) d`

const readQueue = () => sql`
  select o.code, o.label, c.name as "customerName", o.title, o.due_on::text as "dueOn",
    json_build_object('kind', d.what, 'day', d.day, 'at', null, 'late', ${TODAY}::date > d.day) as due,
    json_build_object('mover', o.move, 'reason', o.move_reason,
      'since', to_char(o.move_since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'phase', o.phase) as move,
    case when o.facts #> '{proofs,0}' is not null then json_build_object('id', o.facts #>> '{proofs,0,proofId}',
      'number', o.facts #> '{proofs,0,number}',
      'state', case when o.facts #>> '{proofs,0,signedAt}' is not null then 'signed' else 'sent' end) end as proof,
    coalesce((o.facts #> '{proofs,0,openRequests}')::int, 0) as "openRequests",
    o.facts #>> '{proofs,0,firstRequest}' as "firstRequest",
    '/api/s/' || ${SHOP_CODE}::text || '/proofs/' || (o.facts #>> '{proofs,0,proofId}') || '/pages/'
      || (o.facts #>> '{proofs,0,picture}') || '/thumb' as thumb,
    to_char(o.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"
  from (select * from orders where shop_id = ${SHOP_ID} and (move in ('shop', 'customer') or move_reason = 'held')
        order by move_since limit 1000) o
  join customers c on c.id = o.customer_id ${sql.unsafe(DUE)}
  order by d.day, o.move_since`

async function queue() {
  const rows = await readQueue()
  const making = rows.filter((row) => row.move.reason === 'finish_making')
  return {
    yours: rows.filter((row) => row.move.mover === 'shop' && row.move.reason !== 'finish_making'),
    waiting: rows.filter((row) => row.move.mover === 'customer'),
    making,
    held: [],
    total: 1000,
  }
}

const app = new Hono()
  .get('/board', async (c) => c.json(await board()))
  .get('/queue', async (c) => c.json(await queue()))
  .get('/cpu', (c) => {
    const { user, system } = process.cpuUsage()
    return c.json({ ms: (user + system) / 1000 })
  })
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => process.send?.({ port }))
process.once('disconnect', () => process.exit(0))
