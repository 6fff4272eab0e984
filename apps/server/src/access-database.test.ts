import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import type { Actor, Guest, Member } from './platform/actor.ts'
import { declared, type ResolveActor } from './platform/route.ts'
import { buildShop, everythingOf, idIn, idOfShop, startTestApp, Visitor } from './testing/index.ts'
import { type Ids, idsOf, SAMPLES } from './testing/samples.ts'
import { buildWorld, type World } from './testing/world.ts'

// The access matrix once more with the checks in code off: whatever an address says, the actor keeps the scope of their
// own shop or order, and the database alone must hold (QUALITY.md R6).

const t = await startTestApp()
afterAll(() => t.stop())

const shop = await buildShop(t, { name: 'Own' })
const other = await buildShop(t, { name: 'Quokka & Daughters' })
const own = await buildWorld(shop)
const theirs = await buildWorld(other, 'Quokka')
const otherOrder = await buildWorld(shop, 'Wombat')
const shopId = await idOfShop(t, shop)

const member: Member = {
  ...{ type: 'member', memberId: shop.me.memberships[0]?.memberId as string, userId: randomUUID(), name: 'Maya' },
  ...{ role: 'owner', shopId, shopCode: shop.code },
}
const guest: Guest = {
  ...{ type: 'guest', participantId: own.guests.decide.page.you.actorId, name: 'Ruth', rights: 'decide' },
  ...{ linkId: own.link.id, linkCode: own.guests.decide.code, linkGeneration: 1, linkExpiresAt: new Date(8e12) },
  ...{ shopId, orderId: await idOfOrder(own), memberPresent: false },
}
const actors: Record<string, Actor> = {
  member,
  guest,
  user: { type: 'user', userId: randomUUID(), sessionHash: '' },
  anyone: { type: 'anonymous' },
}
const resolve: ResolveActor = async (_, access) => actors[access.kind] as Actor
const app = t.beside({ resolve, codeChecks: false })
const visitor = new Visitor((request) => app.fetch(request))

function idOfOrder({ order }: World): Promise<string> {
  return idIn(t, { shopId }, sql`select id from orders where code = ${order.code}`)
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const idsIn = (rows: Record<string, string>) => new Set(Object.values(rows).join().match(UUID))

const otherShopId = await idOfShop(t, other)

const routes = [...new Map(declared.map((route) => [`${route.method} ${route.path}`, route])).entries()].map(
  ([name, route]) => ({ name, ...route }),
)
type Route = (typeof routes)[number]

/** What it says, and what was said to it: an id that the question named is no news. */
async function answerTo(route: Route, ids: Ids, world: World): Promise<{ asked: string; text: string }> {
  const sample = SAMPLES[route.name]?.(world)
  const filled = { ...ids, ...sample?.ids }
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: keyof Ids) => filled[name]) + (sample?.query ?? '')
  const { json, bytes } = sample ?? {}
  const leave = new AbortController()
  const response = await visitor.ask(route.method.toUpperCase(), path, {
    json,
    body: bytes as BodyInit,
    signal: leave.signal,
  })
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { asked: '', text: '' }
  }
  const text = await response.text()
  return { asked: JSON.stringify(json ?? ''), text: response.ok ? text : '' }
}

function expectNothingOf(
  theirIds: Set<string>,
  canary: RegExp,
  { asked, text }: { asked: string; text: string },
): void {
  const told = [...(text.match(UUID) ?? [])].filter((id) => !asked.includes(id))
  expect(told.filter((id) => theirIds.has(id))).toEqual([])
  expect(text).not.toMatch(canary)
}

describe('another shop, by the database alone', async () => {
  const before = await everythingOf(t, { shopId: otherShopId })
  const known = idsIn(before)
  const scoped = routes.filter(({ access }) => access.kind === 'member' || access.kind === 'guest')

  test('the canaries are where they are looked for', async () => {
    expect(before.customers).toContain('Quokka')
    expect(known.size).toBeGreaterThan(50)
    expect(known).toContain(theirs.proof)
    const answer = await other.owner.ask('GET', `/api/s/${other.code}/proofs/${theirs.proof}`)
    expect(await answer.text()).toContain('Quokka')
  })

  test('whatever the address says, the actor is their own shop’s', async () => {
    const answer = await visitor.ask('GET', `/api/s/${other.code}/proofs/${own.proof}`)
    expect(answer.status).toBe(200)
    const queue = await visitor.ask('GET', `/api/s/${other.code}/queue`)
    expect(await queue.text()).toContain(own.order.code)
  })

  test.each(scoped)('$name', async (route) => {
    const ids = idsOf(theirs, theirs.guests.decide.code)
    expectNothingOf(known, /quokka/i, await answerTo(route, ids, theirs))
    expect(await everythingOf(t, { shopId: otherShopId })).toEqual(before)
  })
})

describe('another order, for a guest, by the database alone', async () => {
  const scope = { shopId, orderId: await idOfOrder(otherOrder) }
  const before = await everythingOf(t, scope)
  const shared = idsIn(await everythingOf(t, { shopId, orderId: guest.orderId }))
  const known = new Set([...idsIn(before)].filter((id) => !shared.has(id)))

  test.each(routes.filter(({ access }) => access.kind === 'guest'))('$name', async (route) => {
    const ids = idsOf(otherOrder, otherOrder.guests.decide.code)
    expectNothingOf(known, /wombat/i, await answerTo(route, ids, otherOrder))
    const after = await everythingOf(t, scope)
    // What belongs to the whole shop may change.
    const ofTheShop = ['idempotency_keys', 'members', 'invitations', 'files', 'stages', 'workflows', 'products']
    for (const table of ofTheShop) delete after[table]
    for (const [table, rows] of Object.entries(after)) expect(rows, table).toBe(before[table])
  })
})
