import { randomUUID } from 'node:crypto'
import type { Role } from '@proofroom/contract'
import { afterAll, describe, expect, test } from 'vitest'
import { type Access, hasRight } from './platform/policy.ts'
import { declared } from './platform/route.ts'
import { buildShop, PASSWORD, startTestApp, type Visitor } from './testing/index.ts'
import { type Ids, idsOf, SAMPLES, type Sample } from './testing/samples.ts'
import { buildStaff, buildWorld, type GuestRole, type World } from './testing/world.ts'

// Every route × every role × {own, another order, another shop}, from the routes' own declarations (QUALITY.md R6).

const t = await startTestApp()
afterAll(() => t.stop())

const shop = await buildShop(t)
const staff = await buildStaff(shop)
const [own, otherOrder] = [await buildWorld(shop), await buildWorld(shop)]
const otherShop = await buildWorld(await buildShop(t))
const stranger = (await buildShop(t)).owner
const anonymous = t.visitor()
const nothing = idsOfNothing()

const routes = [...new Map(declared.map((route) => [`${route.method} ${route.path}`, route])).entries()].map(
  ([name, route]) => ({ name, ...route }),
)
type Route = (typeof routes)[number]
type Who = 'anonymous' | 'stranger' | Role | GuestRole

const WHO: Who[] = [
  'anonymous',
  'stranger',
  'owner',
  'manager',
  'maker',
  'viewer',
  'view',
  'comment',
  'decide',
  'revoked',
]
const GUESTS: GuestRole[] = ['view', 'comment', 'decide', 'revoked']
const isGuest = (who: Who): who is GuestRole => GUESTS.includes(who as GuestRole)

function idsOfNothing(): Ids {
  const uuids = [
    'proof',
    'version',
    'page',
    'request',
    'snapshot',
    'decision',
    'link',
    'member',
    'invitation',
    'session',
    'card',
    'stage',
    'workflow',
    'product',
    'import',
    'parked',
    'rule',
    'file',
    'task',
    'customer',
    'view',
  ]
  const codes = {
    listing: 'zzzz',
    shop: 'zzzzzzzz',
    code: 'zzzzzzzzzz',
    order: 'zzzzzzzz',
    rendition: 'thumb',
    token: 'zzzz',
  }
  return { ...Object.fromEntries(uuids.map((name) => [name, randomUUID()])), ...codes } as Ids
}

/** Whoever signs out does so in another browser, or everybody after them would be out. */
async function signedInElsewhere(): Promise<Visitor> {
  const visitor = t.visitor()
  await visitor.do('POST', '/api/auth/sign-in', { email: own.email, password: PASSWORD })
  return visitor
}

function visitorOf(who: Who, world: World): Visitor {
  if (who === 'anonymous') return anonymous
  if (who === 'stranger') return stranger
  return isGuest(who) ? world.guests[who].visitor : staff[who]
}

const codeOf = (who: Who, world: World) => world.guests[isGuest(who) ? who : 'decide'].code

function mayUse(who: Who, access: Access): boolean {
  switch (access.kind) {
    case 'anyone':
      return true
    case 'user':
      return who !== 'anonymous' && !isGuest(who)
    case 'member':
      return access.roles.includes(who as Role)
    case 'guest':
      return who !== 'revoked' && isGuest(who) && hasRight(who, access.right)
  }
}

async function send(route: Route, as: Visitor, ids: Ids, { query = '', json, bytes }: Sample) {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: keyof Ids) => ids[name]) + query
  const headers = bytes ? { 'content-type': 'image/png' } : undefined
  const visitor = route.path === '/api/auth/sign-out' ? await signedInElsewhere() : as
  // Signing in must not change who the matrix’ people are.
  const cookies = new Map(visitor.cookies)
  const response = await visitor.ask(route.method.toUpperCase(), path, { json, headers, body: bytes as BodyInit })
  visitor.cookies.clear()
  for (const [name, value] of cookies) visitor.cookies.set(name, value)
  const streams = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (streams) await response.body?.cancel()
  const body = streams ? '' : (await response.text()).replace(/"requestId":"\w+"/, '').replace(/\(\w{12}\)/, '')
  return { status: response.status, body }
}

const sampleOf = (route: Route, world: World): Sample => SAMPLES[route.name]?.(world) as Sample
const idsFor = (route: Route, world: World, who: Who) => ({
  ...idsOf(world, codeOf(who, world)),
  ...sampleOf(route, world).ids,
})
const namesThings = (path: string) => /\{(?!shop|code|rendition|token)/.test(path)

test('every route of the API is declared, and has a sample', () => {
  const served = t.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api'))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`)
  const names = routes.map((route) => route.name)
  expect(new Set(served)).toEqual(new Set(names))
  expect(new Set(Object.keys(SAMPLES))).toEqual(new Set(names))
})

describe.each(routes)('$name', (route) => {
  const mutates = route.method !== 'get'

  test('its own shop and order: whom it is for, and nobody else', async () => {
    // What an allowed mutation does must not be met by the next case.
    const world = mutates && route.access.kind !== 'anyone' ? await buildWorld(shop) : own
    for (const who of WHO) {
      const sample = sampleOf(route, world)
      const { status, body } = await send(route, visitorOf(who, world), idsFor(route, world, who), sample)
      const seen = `${who}: ${status} ${body.slice(0, 200)}`
      if (!mayUse(who, route.access)) expect([401, 403, who === 'stranger' ? 404 : 410], seen).toContain(status)
      // Twice the same act by different people may conflict; it is allowed all the same.
      else if (status !== sample.refusedAs) expect(status < 400 || status === 409 || status === 410, seen).toBe(true)
    }
  })

  if (route.access.kind === 'member')
    test('another shop is as nothing, to everybody', async () => {
      for (const who of WHO) {
        const visitor = visitorOf(who, own)
        const at = async (ids: Ids) => send(route, visitor, ids, sampleOf(route, otherShop))
        const there = idsFor(route, otherShop, who)
        const answers = [await at(there)]
        if (namesThings(route.path)) answers.push(await at({ ...there, shop: own.shop }))
        if (!mayUse(who, route.access)) {
          for (const { status } of answers) expect([401, 403, 404], who).toContain(status)
          continue
        }
        const none = await at({ ...nothing, rendition: there.rendition })
        expect(none.status).toBe(404)
        for (const answer of answers) expect(answer, who).toEqual(none)
      }
    })

  if (route.access.kind === 'member' && namesThings(route.path))
    test('ids of two orders do not mix', async () => {
      const [here, there] = [idsFor(route, own, 'owner'), idsFor(route, otherOrder, 'owner')]
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as keyof Ids)
      for (const name of names.filter((one) => !['shop', 'rendition', 'member', 'invitation'].includes(one)).slice(1)) {
        const { status } = await send(route, staff.owner, { ...here, [name]: there[name] }, sampleOf(route, own))
        expect(status, name).toBe(404)
      }
    })

  if (route.access.kind === 'guest')
    test('a guest finds nothing of another order or shop', async () => {
      for (const world of [otherOrder, otherShop])
        for (const who of GUESTS) {
          const visitor = visitorOf(who, own)
          const sample = sampleOf(route, world)
          const theirs = await send(route, visitor, idsFor(route, world, who), sample)
          expect([401, 410], who).toContain(theirs.status)
          if (!namesThings(route.path) || !mayUse(who, route.access)) continue
          const there = { ...idsFor(route, world, who), code: codeOf(who, own) }
          const none = await send(route, visitor, { ...nothing, code: there.code }, sample)
          expect(none.status).toBe(404)
          expect(await send(route, visitor, there, sample), who).toEqual(none)
        }
    })
})

test('nobody ends somebody else’s session', async () => {
  const ended = await staff.manager.ask('DELETE', `/api/me/sessions/${own.session}`)
  expect(ended.status).toBe(404)
})
