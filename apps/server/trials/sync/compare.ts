import { inTransaction } from '@proofroom/db'
import type { EtsySim } from '@proofroom/etsy-sim'
import { dayIn } from '@proofroom/workflow'
import { sql } from 'drizzle-orm'
import type { Place, Stage } from './stage.ts'

/** A new shop's. */
const ZONE = 'Europe/London'

type Receipt = ReturnType<EtsySim['state']['receiptsOf']>[number]

type Row = {
  label: string
  phase: string
  note: string | null
  gift: string | null
  due: string | null
  created: number
  items: { title: string; quantity: number; lines: [string, string][] }[]
  files: number
}

/** What of a shop's Etsy is not here as it is there. */
export async function differences(stage: Stage, place: Place): Promise<string[]> {
  const rows = await readRows(stage, place)
  const byLabel = Map.groupBy(rows, ({ label }) => label)
  const receipts = stage.sim.state.receiptsOf(place.etsyShopId)
  const wanted = new Set(receipts.map(({ receiptId }) => String(receiptId)))
  return [
    ...receipts.flatMap((receipt) => differencesOf(receipt, byLabel.get(String(receipt.receiptId)) ?? [])),
    ...rows.filter(({ label }) => !wanted.has(label)).map(({ label }) => `${label} is not at Etsy`),
  ]
}

function differencesOf(receipt: Receipt, rows: Row[]): string[] {
  const ref = String(receipt.receiptId)
  const [row, ...more] = rows
  const told = (what: string) => [`${ref}: ${what}`]
  if (more.length > 0) return told(`is here ${rows.length} times`)
  const isOver = /cancel|fully/.test(receipt.status)
  if (!row) return receipt.isPaid && !isOver ? told('is missing') : []
  if (row.created !== 1) return told(`was made ${row.created} times`)
  if (!receipt.isPaid && !isOver) return told('is not paid yet, and here')
  const isGone = row.phase === 'shipped'
  if (isOver) return row.phase === 'cancelled' || isGone ? [] : told(`is over, and here ${row.phase}`)
  if (receipt.isShipped !== isGone) return told(`is ${receipt.isShipped ? '' : 'not '}shipped, and here ${row.phase}`)
  return contentDifferences(receipt, row).flatMap(told)
}

function contentDifferences(receipt: Receipt, row: Row): string[] {
  const items = receipt.transactions.map(({ title, quantity, variations }) => ({
    ...{ title, quantity },
    lines: variations.flatMap(({ formatted_name: name, formatted_value: value, mime_type: type }) =>
      type === null ? [[name, value]] : [],
    ),
  }))
  const files = receipt.transactions.flatMap(({ variations }) =>
    variations.filter(({ mime_type: type }) => type !== null),
  )
  const gift = receipt.gift && `${receipt.gift.message}\n${receipt.gift.sender}`
  const due = receipt.transactions[0]?.expectedShipDate
  const day = due ? dayIn(ZONE, new Date(due * 1000)) : null
  const there = { items, note: receipt.message, gift, due: day, files: files.length }
  const here = { items: row.items, note: row.note, gift: row.gift, due: row.due, files: row.files }
  return (Object.keys(there) as (keyof typeof there)[])
    .filter((part) => JSON.stringify(there[part]) !== JSON.stringify(here[part]))
    .map((part) => `${part} is ${JSON.stringify(there[part])}, and here ${JSON.stringify(here[part])}`)
}

async function readRows({ t }: Stage, { shopId }: Place): Promise<Row[]> {
  return inTransaction(t.database.db, { shopId }, async (tx) => [
    ...(await tx.execute<Row>(sql`
      select o.label, o.phase, o.customer_note as note, o.gift_note as gift, o.due_on::text as due,
        (select count(*)::int from audit_events e where e.order_id = o.id and e.type = 'order.created') as created,
        (select count(*)::int from order_files f where f.order_id = o.id) as files,
        (select json_agg(json_build_object('title', i.title, 'quantity', i.quantity, 'lines', coalesce((
          select json_agg(json_build_array(p.name, p.value) order by p.position) from personalizations p
          where p.item_id = i.id), '[]'::json)) order by i.position) from order_items i where i.order_id = o.id) as items
      from orders o`)),
  ])
}

export type Standing = { state: string; parked: number; problem: string | null; importing: boolean }

export async function standing({ t }: Stage, { shopId }: Place): Promise<Standing> {
  const [row] = await inTransaction(t.database.db, { shopId }, (tx) =>
    tx.execute<Standing>(sql`
      select state, problem_code as problem, import_finished_at is null as importing,
        (select count(*)::int from etsy_parked where done_at is null) as parked
      from etsy_connections where state <> 'disconnected'`),
  )
  return row ?? { state: 'off', parked: 0, problem: null, importing: false }
}
