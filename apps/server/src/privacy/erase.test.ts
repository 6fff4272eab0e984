import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type {
  CustomerDto,
  DisclosureDto,
  MeDto,
  MembershipDto,
  OrderDto,
  ProofDto,
  TimelineDto,
} from '@proofroom/contract'
import { inTransaction } from '@proofroom/db'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  buildGuest,
  buildMember,
  buildNextVersion,
  buildOrder,
  buildProof,
  buildShop,
  everythingOf,
  idOfShop,
  openAs,
  PASSWORD,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { cardOf, move, plantWord, whereIs } from '../testing/planting.ts'

let t: TestApp
let shop: Shop
let shopId: string
beforeAll(async () => {
  t = await startTestApp()
  await t.platform.jobs.work()
  shop = await buildShop(t)
  shopId = await idOfShop(t, shop)
})
afterAll(() => t.stop())

describe('a customer', () => {
  test('is given everything of them in one archive, and then erased, once their name was typed', async () => {
    const planted = await plantWord(t, shop, 'Quirin')
    const at = `${shop.path}/customers/${planted.customer}`
    const answer = await shop.owner.ask('GET', `${at}/data.zip`)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    const entries = unzip(Buffer.from(await answer.arrayBuffer()))
    const data = JSON.parse(String(entries.get('data.json')))
    expect(data.customer).toMatchObject({ name: 'Quirin Quark', note: 'Quirin likes oak' })
    expect(data.answers).toMatchObject([{ name: 'Quirin’s name', value: 'Quirin Quark' }])
    expect(data.decisions.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['request_changes', 'approve']),
    )
    expect(JSON.stringify(data.marks)).toContain('Quirin says hi')
    const names = [...entries.keys()].filter((name) => name.startsWith('files/'))
    expect(names.some((name) => name.endsWith('-Quirin in the garden.png'))).toBe(true)
    const file = names.find((name) => name.endsWith('-Quirin.png'))
    expect(
      entries
        .get(file ?? '')
        ?.subarray(1, 4)
        .toString(),
    ).toBe('PNG')

    const wrong = await shop.owner.refused('POST', `${at}/erasure`, { confirm: 'Somebody' })
    expect(wrong).toMatchObject({ status: 422, code: 'erase.not_confirmed' })
    expect(await shop.owner.do('POST', `${at}/erasure`, { confirm: ' quirin quark ' })).toEqual({ orders: 1 })
    expect(await whereIs(t, shopId, 'Quirin')).toEqual([])
    expect((await shop.owner.ask('GET', at)).status).toBe(404)
  })

  test('with an open order or a legal hold is not erased, and it is said which', async () => {
    const order = await buildOrder(shop, { customer: { name: 'Paula Quark' }, label: 'P-1' })
    const at = `${shop.path}/customers/${order.customer.id}/erasure`
    expect(await shop.owner.refused('POST', at, { confirm: 'Paula Quark' })).toMatchObject({
      ...{ status: 409, code: 'erase.open_orders' },
      message: 'Still open: P-1. Deliver or cancel first, then erase.',
    })
    await shop.owner.do('PUT', `${shop.path}/orders/${order.code}/legal-hold`, { reason: 'A dispute' })
    await shop.owner.do('POST', `${shop.path}/orders/${order.code}/cancellation`, { reason: 'Asked for' })
    expect(await shop.owner.refused('POST', at, { confirm: 'Paula Quark' })).toMatchObject({ code: 'erase.on_hold' })
  })

  test('nobody is erased twice, or renamed', async () => {
    const [row] = await inTransaction(t.database.db, { shopId }, (tx) =>
      tx.execute<{ id: string }>(sql`select id from customers where is_nobody`),
    )
    const at = `${shop.path}/customers/${row?.id}`
    expect(await shop.owner.do<CustomerDto>('GET', at)).toMatchObject({
      isNobody: true,
      can: { edit: { allowed: false } },
    })
    expect((await shop.owner.refused('POST', `${at}/erasure`, { confirm: 'Removed customer' })).status).toBe(403)
    expect((await shop.owner.refused('PATCH', at, { name: 'Paula' })).status).toBe(403)
  })
})

/** By the list at its end, as other programs read it; each entry's checksum is made again. */
function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.length - 22
  expect(bytes.readUInt32LE(end)).toBe(0x06054b50)
  const found = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50)
    const [sum, size] = [bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 24)]
    const length = bytes.readUInt16LE(at + 28)
    const from = bytes.readUInt32LE(at + 42) + 30 + length
    const content = bytes.subarray(from, from + size)
    expect(crc32(content)).toBe(sum)
    found.set(bytes.subarray(at + 46, at + 46 + length).toString(), content)
    at += 46 + length
  }
  return found
}

describe('a shop', () => {
  test('is erased by its owner with all its rows and files; its people and their other shops stay', async () => {
    const doomed = await buildShop(t, { name: 'Doomed' })
    const doomedId = await idOfShop(t, doomed)
    const manager = await buildMember(doomed, 'manager')
    await plantWord(t, doomed, 'Rosalind')
    const second = await doomed.owner.do<MembershipDto>('POST', '/api/me/shops', { name: 'Second' })
    expect((await manager.visitor.refused('POST', `${doomed.path}/erasure`, { confirm: 'Doomed' })).status).toBe(403)
    expect(await doomed.owner.refused('POST', `${doomed.path}/erasure`, { confirm: 'x' })).toMatchObject({
      status: 422,
    })
    await doomed.owner.do('POST', `${doomed.path}/erasure`, { confirm: 'Doomed' })
    const left = await everythingOf(t, { shopId: doomedId })
    expect(Object.entries(left).filter(([, rows]) => rows !== '')).toEqual([])
    expect((await doomed.owner.ask('GET', doomed.path)).status).toBe(404)
    const me = await doomed.owner.do<MeDto>('GET', '/api/me')
    expect(me.memberships.map(({ shop: one }) => one.code)).toEqual([second.shop.code])
    await vi.waitFor(async () => expect(await readdir(join(t.dataDir, 'files'))).not.toContain(doomedId), {
      timeout: 20_000,
    })
    expect((await shop.owner.ask('GET', shop.path)).status).toBe(200)
  })

  test('another of the same owner knows nothing of the first', async () => {
    const order = await buildOrder(shop)
    const { shop: second, role } = await shop.owner.do<MembershipDto>('POST', '/api/me/shops', { name: 'Second' })
    expect(role).toBe('owner')
    expect(await shop.owner.do('GET', `/api/s/${second.code}/orders`)).toMatchObject({ orders: [] })
    expect((await shop.owner.ask('GET', `/api/s/${second.code}/orders/${order.code}`)).status).toBe(404)
    const made = await shop.owner.do<OrderDto>('POST', `/api/s/${second.code}/orders`, {
      customer: { name: 'Ana' },
      items: [{ title: 'Sign' }],
    })
    expect((await shop.owner.ask('GET', `${shop.path}/orders/${made.code}`)).status).toBe(404)
    const maker = await buildMember(shop, 'maker')
    expect((await maker.visitor.ask('GET', `/api/s/${second.code}`)).status).toBe(404)
  })

  test('is not added where sign-up is off', async () => {
    const closed = await startTestApp({ config: { signup: true } })
    const one = await buildShop(closed)
    closed.platform.config.signup = false
    expect(await one.owner.refused('POST', '/api/me/shops', { name: 'More' })).toMatchObject({ code: 'signup.off' })
    expect(
      await closed.visitor().refused('POST', '/api/auth/sign-up', {
        ...{ name: 'Eve', email: 'eve@example.com', password: PASSWORD, shopName: 'Eve’s' },
      }),
    ).toMatchObject({ code: 'signup.off' })
    await closed.stop()
  })
})

describe('customer links that are off', () => {
  test('are not made or honoured, say so kindly, and open again once they are on', async () => {
    const own = await buildShop(t)
    const proof = await buildProof(own)
    const guest = await buildGuest(proof)
    await own.owner.do('PATCH', `${own.path}/privacy`, { customerLinks: false })
    expect(await guest.visitor.refused('GET', guest.path)).toMatchObject({ status: 410, code: 'link.off' })
    const opened = await t.visitor().ask('GET', new URL(proof.sent.link).pathname)
    expect(opened.status).toBe(410)
    expect(await opened.text()).toContain('Please write to them')
    const links = `${own.path}/orders/${proof.order.code}/links`
    expect(await own.owner.refused('POST', links, { label: 'Carol', rights: 'view' })).toMatchObject({
      ...{ status: 409, code: 'links.off' },
    })
    await own.owner.do('PATCH', `${own.path}/privacy`, { customerLinks: true })
    expect((await openAs(t, proof.sent.link)).page.order).toBeDefined()
  })
})

describe('private mode', () => {
  test('by hand, words and drafts, several versions, reviewed by the shop, made, shipped, delivered', async () => {
    const own = await buildShop(t)
    await own.owner.do('PATCH', `${own.path}/privacy`, { customerLinks: false })
    const order = await buildOrder(own, { customer: { name: 'Ana Private', email: 'ana@example.com' } })
    expect(order.can.link).toMatchObject({ allowed: false })
    const at = `${own.path}/orders/${order.code}`
    const reasonNow = async () => (await own.owner.do<OrderDto>('GET', at)).move
    expect(await reasonNow()).toMatchObject({ mover: 'shop', reason: 'review' })
    const proof = await buildProof(own, order)
    expect(proof.sent).toMatchObject({ link: '', message: '', qr: '', mailedTo: null })
    await buildNextVersion(proof)
    const { versions } = await own.owner.do<ProofDto>('GET', proof.path)
    expect(versions.map(({ number, state }) => [number, state])).toEqual([
      [1, 'superseded'],
      [2, 'sent'],
    ])
    expect(await reasonNow()).toMatchObject({ mover: 'shop', reason: 'review' })
    expect(await own.owner.do('GET', `${at}/links`)).toEqual({ links: [] })
    await own.owner.do('PUT', `${own.path}/cards/${order.items[0]?.id}/review`, { reviewed: true })
    expect(await reasonNow()).toMatchObject({ reason: 'start_making' })
    await own.owner.do('POST', `${at}/making`)
    await move(own, [await cardOf(own, order)], 'ready')
    await own.owner.do('PUT', `${at}/shipment`, { carrier: 'DHL' })
    await own.owner.do('POST', `${at}/delivery`)
    expect(await reasonNow()).toMatchObject({ mover: 'nobody', reason: 'closed' })
    const { entries } = await own.owner.do<TimelineDto>('GET', `${at}/timeline`)
    const kinds = entries.map(({ kind }) => kind)
    for (const kind of ['order.delivered', 'order.shipped', 'item.reviewed', 'proof.sent', 'order.created'])
      expect(kinds).toContain(kind)
  })
})

test('the disclosure says what is set, to anybody, and nothing else of the shop', async () => {
  await shop.owner.do('PATCH', `${shop.path}/privacy`, { retentionDays: 90, privacyContact: 'maya@example.com' })
  const told = await t.visitor().do<DisclosureDto>('GET', `/api/disclosure/${shop.code}`)
  expect(told).toMatchObject({
    ...{ retentionDays: 90, contact: 'maya@example.com', customerLinks: true, mail: false, files: 'disk' },
    ...{ connections: [], trademark: null },
  })
  expect(await t.visitor().do<DisclosureDto>('GET', '/api/disclosure')).toMatchObject({
    shop: null,
    retentionDays: null,
  })
  expect((await t.visitor().ask('GET', '/api/disclosure/zzzzzzzz')).status).toBe(404)
})
