import type { CustomerPageDto, ImportDto, OrderDto } from '@proofroom/contract'
import { inTransaction } from '@proofroom/db'
import { sql } from 'drizzle-orm'
import { cardOf, move } from '../production/testing.ts'
import { solid } from '../proofs/ingest/corpus.ts'
import {
  approve,
  bringFile,
  buildDraft,
  buildGuest,
  buildOrder,
  everythingOf,
  idOfShop,
  type Proof,
  type Shop,
  sayInRoom,
  send,
  type TestApp,
  upload,
} from './index.ts'

export { cardOf, move }

const PHOTO = { r: 40, g: 90, b: 60 }

export type Planted = { order: OrderDto; customer: string; proof: Proof; guestPath: string; receipt: string }

/**
 * An order with one word in every place that the product lets a person's words into, from the first mail to the parcel:
 * signed, made, shipped and delivered.
 */
export async function plantWord(t: TestApp, shop: Shop, word: string): Promise<Planted> {
  const named = `${word} Quark`
  const email = `${word.toLowerCase()}@example.com`
  const order = await buildOrder(shop, {
    customer: { name: named, email },
    label: `${word}-no-1`,
    items: [{ title: `Board of ${word}`, quantity: 1, personalization: [{ name: `${word}’s name`, value: named }] }],
  })
  const at = `${shop.path}/orders/${order.code}`
  const { owner } = shop
  await owner.do('PATCH', `${shop.path}/customers/${order.customer.id}`, { note: `${word} likes oak` })
  await owner.do('PATCH', `${at}/marks`, { tags: [word], gift: { note: `Love, ${word}` } }, { 'idempotency-key': word })
  await owner.do('PUT', `${at}/promise`, { text: `A picture for ${word}`, at: '2096-12-01T10:00:00Z' })
  await owner.do('DELETE', `${at}/promise`)
  await owner.do('PUT', `${at}/hold`, { reason: `${word} is away` })
  await owner.do('DELETE', `${at}/hold`)
  await owner.do('POST', `${at}/links`, { label: `${word}’s sister`, rights: 'comment' })
  await owner.do('POST', `${shop.path}/order-views`, { name: `Of ${word}`, search: `q=${word}` })
  const headers = { 'content-type': 'image/png', 'x-file-name': encodeURIComponent(`${word} in the garden.png`) }
  const photo = await owner.ask('POST', `${at}/files`, { body: new Uint8Array(await solid(30, 20, PHOTO)), headers })
  if (!photo.ok) throw new Error(await photo.text())
  const proof = await sendProof(shop, order, word)
  const guest = await buildGuest(proof)
  await guest.visitor.do('PUT', `${guest.path}/name`, { name: named, email })
  const mark = await sayInRoom(t, proof.versionId, guest.page.you.actorId, { kind: 'comment', text: `${word} says hi` })
  await guest.visitor.do('POST', `${guest.path}/versions/${proof.versionId}/changes`, {
    marks: [mark],
    message: `From ${word}`,
  })
  await guest.visitor.do('POST', `${guest.path}/versions/${proof.versionId}/changes`, {
    marks: [],
    message: `${word} once more`,
  })
  const page = await guest.visitor.do<CustomerPageDto>('GET', guest.path)
  for (const { id } of page.proof?.requests ?? [])
    await owner.do('PATCH', `${proof.path}/requests/${id}`, { state: 'done', note: `Done for ${word}` })
  const card = await cardOf(shop, order)
  await move(shop, [card], 'ready', { reason: `${word} cannot wait` })
  await move(shop, [await cardOf(shop, order)], 'to_start')
  const signed = await approve(guest, proof, { seen: [mark], signedName: named, intent: `I, ${word}, want it.` })
  await keepPast(t, shop, proof.versionId, word)
  await move(shop, [await cardOf(shop, order)], 'ready')
  await owner.do('PUT', `${at}/shipment`, { carrier: `${word} Express`, tracking: `${word}0001` })
  await owner.do('POST', `${at}/delivery`)
  await bringOnce(shop, word)
  return {
    ...{ order, proof, guestPath: guest.path, customer: order.customer.id },
    receipt: signed.proof?.decisions.find(({ kind }) => kind === 'approve')?.id as string,
  }
}

async function sendProof(shop: Shop, order: OrderDto, word: string): Promise<Proof> {
  const draft = await buildDraft(shop, order)
  const picture = await solid(80, 60, { r: word.charCodeAt(0), g: word.length, b: 200 })
  const path = `${draft.path}/versions/${draft.versionId}`
  const added = await upload(shop.owner, path, picture, { 'x-file-name': `${word}.png` })
  const { id } = (await added.json()) as { id: string }
  const sent = await send(draft, draft.versionId, `For ${word}, with love`)
  const readBack = order.items.flatMap((item) => item.personalization)
  return { ...draft, pageId: id, sent, version: sent.version, readBack }
}

/** As compaction leaves a room: a state, and the rows it was made of in the history. */
async function keepPast(t: TestApp, shop: Shop, versionId: string, word: string): Promise<void> {
  const scope = { shopId: await idOfShop(t, shop) }
  const room = `p:${versionId}`
  const statements = [
    sql`insert into room_states (room, shop_id, generation, payload, checksum)
        select name, shop_id, 1, convert_to(${word}, 'utf8'), 1 from rooms where name = ${room}`,
    sql`insert into journal_history (seq, room, shop_id, epoch, actor_id, payload, created_at)
        select -(random() * 1e9)::bigint, name, shop_id, 1, shop_id, convert_to(${word}, 'utf8'), now() from rooms where name = ${room}`,
  ]
  for (const statement of statements)
    await inTransaction(t.database.db, scope, (tx) => tx.execute(statement), 'journal')
}

async function bringOnce(shop: Shop, word: string): Promise<void> {
  const rows = [
    ['Order', 'Customer', 'Email', 'Item'],
    [`${word}-7`, `${word} Quark`, '', ''],
  ]
  const { id } = await bringFile(shop, rows, `${word}.csv`)
  await shop.owner.do<ImportDto>('GET', `${shop.path}/imports/${id}`)
}

/** Where the word is found: every table of the shop, the queue of jobs, and the rows that belong to no shop. */
export async function whereIs(t: TestApp, shopId: string, word: string): Promise<string[]> {
  const tables = await everythingOf(t, { shopId })
  const [jobs] = await t.database.sql`select coalesce(string_agg(j::text, ' '), '') as rows from pgboss.job j`
  const [people] = await t.database.sql`select coalesce(string_agg(u::text, ' '), '') as rows from users u`
  const hex = Buffer.from(word).toString('hex')
  const said = { ...tables, jobs: String(jobs?.rows), users: String(people?.rows) }
  return Object.entries(said)
    .filter(([, rows]) => rows.toLowerCase().includes(word.toLowerCase()) || rows.includes(hex))
    .map(([name]) => name)
    .sort()
}
