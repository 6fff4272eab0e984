import type { CustomerPageDto, OrderDto, ProofDto, ReceiptDto, TicketDto } from '@proofroom/contract'
import { inTransaction } from '@proofroom/db'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  approvalOf,
  approve,
  buildGuest,
  buildLink,
  buildMember,
  buildNextVersion,
  buildProof,
  buildShop,
  type Guest,
  idOfShop,
  openAs,
  type Proof,
  type Shop,
  sayInRoom,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'

let t: TestApp
let shop: Shop
let shopId: string
let proof: Proof
let guest: Guest
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
  shopId = await idOfShop(t, shop)
})
beforeEach(async () => {
  proof = await buildProof(shop)
  guest = await buildGuest(proof)
})
afterAll(() => t.stop())

const approvalPath = () => `${guest.path}/versions/${proof.versionId}/approval`
const refused = (given: Record<string, unknown> = {}) =>
  guest.visitor.refused('POST', approvalPath(), approvalOf(proof, given))
const stateNow = async () => (await shop.owner.do<ProofDto>('GET', proof.path)).versions[0]?.state

describe('a signature', () => {
  test('names version, content, snapshot and words, and opens the making', async () => {
    const page = await approve(guest, proof)
    const version = page.proof?.versions[0]
    expect(version).toMatchObject({ state: 'signed', marks: { allowed: false, reason: 'Proof 1 is signed.' } })
    expect(page.proof?.decisions).toMatchObject([
      {
        ...{ kind: 'approve', signedName: 'Ruth Hartley', versionId: proof.versionId },
        ...{ contentHash: proof.version.contentHash, readBack: proof.readBack },
        snapshotId: version?.snapshots.find(({ reason }) => reason === 'approved')?.id,
      },
    ])
    expect(page.order.move).toMatchObject({ mover: 'shop', reason: 'start_making' })
  })

  test('is given once: again, and both at once', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => guest.visitor.ask('POST', approvalPath(), { json: approvalOf(proof) })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await refused()).toMatchObject({ status: 409, code: 'version.signed' })
  })

  test('holds only the order’s own lines, whatever else is sent along', async () => {
    const readBack = [...proof.readBack, { name: 'Price', value: 'Free' }]
    const page = await approve(guest, proof, { readBack })
    expect(page.proof?.decisions[0]?.readBack).toEqual(proof.readBack)
  })

  test('in a browser where a member is signed in is recorded as such', async () => {
    const both = await openAs(t, (await buildLink(shop, proof.order)).url, shop.owner)
    await approve(both, proof)
    const [row] = await inTransaction(t.database.db, { shopId }, (tx) =>
      tx.execute(sql`select member_present, device from decisions where version_id = ${proof.versionId}`),
    )
    expect(row).toMatchObject({ member_present: true })
  })
})

describe('is refused', () => {
  test('on a stale version, which leads to the newest', async () => {
    await buildNextVersion(proof)
    expect(await refused()).toMatchObject({
      status: 409,
      code: 'version.not_newest',
      message: 'Proof 2 is newer. Please look at that one.',
    })
    expect(await refused({ contentHash: '0'.repeat(64) })).toMatchObject({ status: 409 })
  })

  test('on other content than what was looked at', async () => {
    expect(await refused({ contentHash: '0'.repeat(64) })).toMatchObject({ status: 409, code: 'version.not_newest' })
  })

  test('on a withdrawn version', async () => {
    await shop.owner.do('POST', `${proof.path}/versions/${proof.versionId}/withdraw`)
    expect(await refused()).toMatchObject({ status: 409, code: 'version.withdrawn' })
  })

  test('over marks of others that the signer has not seen; their own are known to them', async () => {
    const memberId = shop.me.memberships[0]?.memberId as string
    const mine = await sayInRoom(t, proof.versionId, guest.page.you.actorId, { kind: 'comment', text: 'Lovely' })
    const theirs = await sayInRoom(t, proof.versionId, memberId, { kind: 'comment', text: 'Is it oak?' })
    expect(await refused({ seen: [mine] })).toMatchObject({ status: 409, code: 'version.newer_marks' })
    expect(await stateNow()).toBe('sent')
    await approve(guest, proof, { seen: [theirs] })
    expect(await stateNow()).toBe('signed')
  })

  test('when a line was not read back, or its words changed since', async () => {
    expect(await refused({ readBack: [] })).toMatchObject({ status: 409, code: 'order.changed' })
    const items = [{ title: 'Walnut serving board', personalization: [{ name: 'Name', value: 'The Hartleighs' }] }]
    await shop.owner.do('PATCH', `${shop.path}/orders/${proof.order.code}`, { items })
    expect(await refused()).toMatchObject({ status: 409, code: 'order.changed' })
  })

  test('when the words change while it is being signed', async () => {
    let answer: Promise<Awaited<ReturnType<typeof refused>>> | undefined
    await inTransaction(t.database.db, { shopId }, async (tx) => {
      await tx.execute(sql`select from orders where code = ${proof.order.code} for update`)
      answer = refused()
      await vi.waitFor(async () => {
        const [row] = await t.database.sql`select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`
        expect(row?.n).toBe(1)
      })
      await tx.execute(sql`update personalizations set value = 'Other' where value = 'The Hartleys'
        and order_id = (select id from orders where code = ${proof.order.code})`)
    })
    expect(await answer).toMatchObject({ status: 409, code: 'order.changed' })
    expect(await stateNow()).toBe('sent')
  })

  test('from a second opinion, or without a name', async () => {
    const carol = await buildGuest(proof, 'comment')
    const path = `${carol.path}/versions/${proof.versionId}/approval`
    expect(await carol.visitor.refused('POST', path, approvalOf(proof))).toMatchObject({ status: 403 })
    const told = await refused({ signedName: '' })
    expect(told).toMatchObject({ status: 422, fields: { signedName: 'Please type your name.' } })
  })
})

describe('after the signature', () => {
  test('the database refuses every edit at once, raw SQL too', async () => {
    await approve(guest, proof)
    const { versionId, pageId } = proof
    for (const statement of [
      sql`update versions set note = 'x' where id = ${versionId}`,
      sql`update versions set state = 'sent' where id = ${versionId}`,
      sql`update pages set shown_hash = 'x' where id = ${pageId}`,
      sql`update rooms set closed_at = null where version_id = ${versionId}`,
      sql`update decisions set signed_name = 'Eve' where version_id = ${versionId}`,
      sql`delete from snapshots where version_id = ${versionId}`,
    ]) {
      const attempt = inTransaction(t.database.db, { shopId }, (tx) => tx.execute(statement))
      await expect(attempt).rejects.toMatchObject({ cause: { code: expect.stringMatching(/^PR00\d$|^42501$/) } })
    }
    await sayInRoom(t, versionId, guest.page.you.actorId, { kind: 'comment', text: 'Too late' })
    const [row] = await inTransaction(t.database.db, { shopId }, (tx) =>
      tx.execute(sql`select count(*)::int as n from journal where room = ${`p:${versionId}`}`),
    )
    expect(row?.n).toBe(0)
  })

  test('a ticket is for looking, and withdrawing comes too late', async () => {
    await approve(guest, proof)
    const ticket = await guest.visitor.do<TicketDto>('POST', `${guest.path}/versions/${proof.versionId}/ticket`)
    expect(ticket).toMatchObject({ readOnly: true, reason: 'Proof 1 is signed.' })
    const told = await shop.owner.refused('POST', `${proof.path}/versions/${proof.versionId}/withdraw`)
    expect(told).toMatchObject({ status: 409, code: 'version.not_out' })
  })

  test('both sides have the receipt, also as a PDF', async () => {
    const page = await approve(guest, proof)
    const id = page.proof?.decisions[0]?.id
    for (const [who, path] of [
      [guest.visitor, guest.path],
      [shop.owner, proof.path],
    ] as const) {
      const receipt = await who.do<ReceiptDto>('GET', `${path}/receipts/${id}`)
      expect(receipt.decision).toMatchObject({ signedName: 'Ruth Hartley', contentHash: proof.version.contentHash })
      const pdf = await who.ask('GET', `${path}/receipts/${id}/pdf`)
      expect(pdf.headers.get('content-type')).toBe('application/pdf')
      expect(
        Buffer.from(await pdf.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
    }
  })

  test('a new version is a new sign-off: the gate closes again', async () => {
    await approve(guest, proof)
    await buildNextVersion(proof)
    expect(await shop.owner.refused('POST', `${shop.path}/orders/${proof.order.code}/making`)).toMatchObject({
      status: 409,
      message: 'Proof 2 isn’t signed yet. Making starts once the customer has signed it.',
    })
    const order = await shop.owner.do<OrderDto>('GET', `${shop.path}/orders/${proof.order.code}`)
    expect(order.move.mover).toBe('customer')
  })
})

describe('a member made a viewer, or removed', () => {
  test('what they said stays in what is signed; their next ticket is for looking', async () => {
    const tom = await buildMember(shop, 'maker')
    const eve = await buildMember(shop, 'maker')
    const said = await sayInRoom(t, proof.versionId, tom.memberId, { kind: 'comment', text: 'Grain runs this way' })
    const alsoSaid = await sayInRoom(t, proof.versionId, eve.memberId, { kind: 'comment', text: 'Agreed' })
    await shop.owner.do('PATCH', `${shop.path}/members/${tom.memberId}`, { role: 'viewer' })
    await shop.owner.do('DELETE', `${shop.path}/members/${eve.memberId}`)
    const ticket = await tom.visitor.do<TicketDto>('POST', `${proof.path}/versions/${proof.versionId}/ticket`)
    expect(ticket.readOnly).toBe(true)
    expect(await refused()).toMatchObject({ code: 'version.newer_marks' })
    const page = await approve(guest, proof, { seen: [said, alsoSaid] })
    const snapshot = page.proof?.versions[0]?.snapshots.find(({ reason }) => reason === 'approved')?.id
    const kept = await shop.owner.do<{ projection: { comments: { text: string }[] } }>(
      'GET',
      `${proof.path}/snapshots/${snapshot}`,
    )
    expect(kept.projection.comments.map(({ text }) => text).sort()).toEqual(['Agreed', 'Grain runs this way'])
  })

  test('the grant names the role it rests on, so that a change unheard is noticed', async () => {
    const tom = await buildMember(shop, 'maker')
    await tom.visitor.do('POST', `${proof.path}/versions/${proof.versionId}/ticket`)
    const [row] = await inTransaction(t.database.db, { shopId }, (tx) =>
      tx.execute<{ grant: Record<string, unknown> }>(
        sql`select "grant" from tickets where "grant" ->> 'memberId' = ${tom.memberId}`,
      ),
    )
    expect(row?.grant).toMatchObject({ memberRole: 'maker', canAnnotate: true, readOnly: false })
  })
})

test('the page after signing says where the order stands', async () => {
  await approve(guest, proof)
  await shop.owner.do('POST', `${shop.path}/orders/${proof.order.code}/making`)
  const page = await guest.visitor.do<CustomerPageDto>('GET', guest.path)
  expect(page.order.makingSince).not.toBeNull()
})
