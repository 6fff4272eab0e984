import { createHash } from 'node:crypto'
import type { MeDto, MemberDto, NewInvitationDto, SessionDto } from '@proofroom/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildMember, buildShop, PASSWORD, signUp, startTestApp, type TestApp } from '../testing/index.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const signIn = async (email: string, headers?: Record<string, string>) => {
  const visitor = t.visitor(headers)
  await visitor.do('POST', '/api/auth/sign-in', { email, password: PASSWORD })
  return visitor
}
const sessionsOf = async (visitor: Awaited<ReturnType<typeof signIn>>) =>
  (await visitor.do<{ sessions: SessionDto[] }>('GET', '/api/me/sessions')).sessions

describe('an account', () => {
  test('signs up with a shop of its own, out, and in again, however the address is typed', async () => {
    const visitor = t.visitor()
    const me = await signUp(visitor, { name: 'Alder & Ink', email: 'Maya@Alder.example' })
    expect(me).toMatchObject({ name: 'Maya Lindqvist', email: 'maya@alder.example' })
    expect(me.memberships).toMatchObject([{ role: 'owner', shop: { name: 'Alder & Ink' } }])
    await visitor.do('POST', '/api/auth/sign-out')
    expect(visitor.cookies.size).toBe(0)
    expect(await visitor.refused('GET', '/api/me')).toMatchObject({ status: 401, code: 'signed_out' })
    const again = await signIn(' MAYA@alder.example ')
    expect(await again.do<MeDto>('GET', '/api/me')).toEqual(me)
  })

  test('signing out ends the session itself, not only the cookie', async () => {
    const { owner } = await buildShop(t)
    const stolen = t.visitor({ cookie: owner.cookie })
    await stolen.do('GET', '/api/me')
    await owner.do('POST', '/api/auth/sign-out')
    expect((await stolen.ask('GET', '/api/me')).status).toBe(401)
  })

  test('a wrong password and an unknown address are refused in the same words', async () => {
    const { me } = await buildShop(t)
    const tell = async (email: string) => {
      const { requestId: _, ...told } = await t
        .visitor()
        .refused('POST', '/api/auth/sign-in', { email, password: 'not it at all' })
      return told
    }
    const wrong = await tell(me.email)
    expect(wrong).toMatchObject({ status: 401, code: 'sign_in' })
    expect(await tell('nobody@example.com')).toEqual(wrong)
  })

  test('an address is taken once', async () => {
    const { me } = await buildShop(t)
    await expect(signUp(t.visitor(), { email: me.email })).rejects.toThrow('email.taken')
  })

  test('what is missing is told field by field', async () => {
    const told = await t.visitor().refused('POST', '/api/auth/sign-up', { name: 'M', email: 'x', password: 'short' })
    expect(told).toMatchObject({ status: 422, code: 'input' })
    expect(Object.keys(told.fields ?? {}).sort()).toEqual(['email', 'password', 'shopName'])
    expect(told.fields?.password).toBe('Please use at least 10 characters. A few words in a row work well.')
  })

  test('SIGNUP=off: no new shop, but invitations work', async () => {
    const shop = await buildShop(t)
    const signup = t.platform.config.signup
    t.platform.config.signup = false
    await expect(signUp(t.visitor())).rejects.toThrow('signup.off')
    expect(await t.visitor().do('GET', '/api/site')).toMatchObject({ signup: false })
    const { visitor } = await buildMember(shop, 'maker')
    expect((await visitor.do<MeDto>('GET', '/api/me')).memberships).toHaveLength(1)
    t.platform.config.signup = signup
  })
})

describe('sessions', () => {
  const IPHONE = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1' }

  test('are listed by device and ended one by one', async () => {
    const { owner, me } = await buildShop(t)
    const phone = await signIn(me.email, IPHONE)
    const seen = await sessionsOf(owner)
    expect(seen).toHaveLength(2)
    expect(seen.filter((session) => session.current)).toHaveLength(1)
    const other = seen.find((session) => !session.current)
    expect(other?.device).toBe('Safari on iPhone')
    await owner.do('DELETE', `/api/me/sessions/${other?.id}`)
    expect((await phone.ask('GET', '/api/me')).status).toBe(401)
    expect(await sessionsOf(owner)).toHaveLength(1)
  })

  test('are stored only as hashes', async () => {
    const { owner } = await buildShop(t)
    const secret = owner.cookies.get('pr_session') as string
    const rows = await t.database.sql`select s::text as row from sessions s`
    const dump = rows.map(({ row }) => row).join()
    expect(dump).not.toContain(secret)
    expect(dump).toContain(createHash('sha256').update(secret).digest('hex'))
  })
})

describe('an invitation', () => {
  const tokenOf = ({ url }: NewInvitationDto) => url.split('/').at(-1) as string

  test('says what it is to, lets one person in, and is then used', async () => {
    const shop = await buildShop(t, { name: 'Alder' })
    const made = await shop.owner.do<NewInvitationDto>('POST', `${shop.path}/invitations`, { role: 'maker' })
    const path = `/api/invitations/${tokenOf(made)}`
    expect(await t.visitor().do('GET', path)).toEqual({ shopName: 'Alder', role: 'maker', signedInAs: null })
    const someone = await buildShop(t)
    const me = await someone.owner.do<MeDto>('POST', path, {})
    expect(me.memberships.map(({ role }) => role)).toEqual(['owner', 'maker'])
    expect(await t.visitor().refused('GET', path)).toMatchObject({ status: 410, code: 'invitation.expired' })
  })

  test('that was withdrawn opens nothing', async () => {
    const shop = await buildShop(t)
    const made = await shop.owner.do<NewInvitationDto>('POST', `${shop.path}/invitations`, { role: 'maker' })
    await shop.owner.do('DELETE', `${shop.path}/invitations/${made.id}`)
    expect((await t.visitor().refused('GET', `/api/invitations/${tokenOf(made)}`)).status).toBe(410)
  })

  test('lets one of two in who come at once', async () => {
    const shop = await buildShop(t)
    const made = await shop.owner.do<NewInvitationDto>('POST', `${shop.path}/invitations`, { role: 'maker' })
    const [one, two] = [await buildShop(t), await buildShop(t)]
    const answers = await Promise.all(
      [one, two].map(({ owner }) => owner.ask('POST', `/api/invitations/${tokenOf(made)}`, { json: {} })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410])
  })

  test('does not make an owner less, who has another shop as well', async () => {
    const [first, second] = [await buildShop(t), await buildShop(t)]
    const joined = await second.owner.do<NewInvitationDto>('POST', `${second.path}/invitations`, { role: 'maker' })
    await first.owner.do('POST', `/api/invitations/${tokenOf(joined)}`, {})
    const back = await first.owner.do<NewInvitationDto>('POST', `${first.path}/invitations`, { role: 'viewer' })
    expect(await first.owner.refused('POST', `/api/invitations/${tokenOf(back)}`, {})).toMatchObject({
      status: 409,
      code: 'member.already',
    })
    expect((await first.owner.ask('PATCH', first.path, { json: { name: 'Still mine' } })).status).toBe(200)
  })
})

describe('members', () => {
  const membersOf = async (shop: Awaited<ReturnType<typeof buildShop>>) =>
    (await shop.owner.do<{ members: MemberDto[] }>('GET', `${shop.path}/members`)).members

  test('are listed once, whatever other shops they belong to', async () => {
    const [first, second] = [await buildShop(t), await buildShop(t)]
    const made = await second.owner.do<NewInvitationDto>('POST', `${second.path}/invitations`, { role: 'viewer' })
    await first.owner.do('POST', `/api/invitations/${made.url.split('/').at(-1)}`, {})
    const listed = await membersOf(first)
    expect(listed.map(({ id, role }) => [id, role])).toEqual([[first.me.memberships[0]?.memberId, 'owner']])
  })

  test('a shop keeps an owner', async () => {
    const shop = await buildShop(t)
    const id = shop.me.memberships[0]?.memberId
    for (const [method, json] of [['DELETE'], ['PATCH', { role: 'viewer' }]] as const)
      expect(await shop.owner.refused(method, `${shop.path}/members/${id}`, json)).toMatchObject({
        status: 409,
        code: 'member.last_owner',
      })
  })

  test('who was removed finds nothing at the next request, and comes back under the same id', async () => {
    const shop = await buildShop(t)
    const { visitor, memberId } = await buildMember(shop, 'manager')
    await shop.owner.do('DELETE', `${shop.path}/members/${memberId}`)
    expect((await visitor.ask('GET', `${shop.path}/queue`)).status).toBe(404)
    const made = await shop.owner.do<NewInvitationDto>('POST', `${shop.path}/invitations`, { role: 'maker' })
    const me = await visitor.do<MeDto>('POST', `/api/invitations/${made.url.split('/').at(-1)}`, {})
    expect(me.memberships).toMatchObject([{ memberId, role: 'maker' }])
  })
})
