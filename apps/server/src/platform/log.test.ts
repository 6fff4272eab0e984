import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { approve, buildGuest, buildProof, buildShop, openAs, PASSWORD, startTestApp } from '../testing/index.ts'
import { createLog } from './log.ts'

test('what people type and hold is in no line of the log, also when something breaks', async () => {
  const t = await startTestApp()
  const email = 'canary-maya@example.com'
  const shop = await buildShop(t, { email })
  const proof = await buildProof(shop)
  const guest = await buildGuest(proof)
  await t.visitor().ask('GET', `/api${new URL(proof.sent.link).pathname}`)
  await approve(guest, proof)
  await t.visitor().refused('POST', '/api/auth/sign-in', { email, password: 'canary password' })
  const made = await shop.owner.do<{ url: string }>('POST', `${shop.path}/invitations`, { role: 'viewer' })
  const invitation = made.url.split('/').at(-1) as string
  await t.visitor().ask('GET', `/api/invitations/${invitation}`)
  await t.visitor().ask('GET', `/join/${invitation}`)
  // The database breaks in the middle of things.
  await t.database.db.execute(sql`alter table users rename column name to label`)
  await t.visitor().refused('POST', '/api/auth/sign-up', {
    ...{ name: 'Canary Name', email: 'canary-new@example.com', password: PASSWORD, shopName: 'Canary' },
  })
  await t.visitor().refused('POST', '/api/auth/sign-in', { email, password: PASSWORD })
  const log = t.logged.join('')
  await t.stop()
  expect(log).toContain('request failed')
  expect(log).toContain('42703')
  const [, secret] = new URL(proof.sent.link).pathname.split('.')
  const cookies = [...shop.owner.cookies.values(), ...guest.visitor.cookies.values()]
  for (const canary of [email, 'canary', 'Canary', PASSWORD, 'argon2', secret, invitation, ...cookies, 'Hartley'])
    expect(log, canary).not.toContain(canary)
})

test('a link opened is logged without its secret half', async () => {
  const t = await startTestApp()
  const proof = await buildProof(await buildShop(t))
  const { code } = await openAs(t, proof.sent.link)
  const line = t.logged.find((one) => one.includes(`/c/${code}.`))
  await t.stop()
  expect(line).toContain(`/c/${code}.…`)
})

test('errors of other programs are told without addresses and details', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const cause = Object.assign(new Error('550 <ruth@example.com>: no such user'), { code: 'EENVELOPE', detail: 'ruth' })
  log.error({ err: new Error('Failed query: select $1\nparams: ruth', { cause }), email: 'ruth@example.com' }, 'x')
  expect(lines.join()).not.toContain('ruth')
  expect(JSON.parse(lines[0] as string).err).toMatchObject({
    message: 'Failed query: select $1',
    cause: { code: 'EENVELOPE', message: '550 <[hidden]>: no such user' },
  })
})
