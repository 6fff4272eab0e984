import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { buildShop, openPostOffice, PASSWORD, type PostOffice, startTestApp, type TestApp } from '../testing/index.ts'

let t: TestApp
let post: PostOffice
beforeAll(async () => {
  post = await openPostOffice()
  t = await startTestApp({ config: { smtpUrl: post.url } })
  await t.platform.jobs.work()
})
afterAll(async () => {
  await t.stop()
  await post.close()
})

const NEW = 'brass and walnut'
const tokenIn = (text: string) => /\/reset\?token=([\w-]+)/.exec(text)?.[1] as string
const letterTo = (email: string) =>
  vi.waitFor(
    () => {
      const letter = post.letters.find(({ to }) => to.includes(email))
      if (!letter) throw new Error('no letter yet')
      return letter
    },
    { timeout: 15_000, interval: 50 },
  )
const use = (token: string, password = NEW) =>
  t.visitor().ask('PUT', '/api/auth/password-reset', { json: { token, password } })
const signIn = (email: string, password: string) =>
  t.visitor().ask('POST', '/api/auth/sign-in', { json: { email, password } })

test('by mail: the link sets a new password once and signs everybody else out', async () => {
  const { owner, me } = await buildShop(t)
  await t.visitor().do('POST', '/api/auth/password-reset', { email: me.email })
  const letter = await letterTo(me.email)
  expect(letter.subject).toBe('A new password for Proofroom')
  const token = tokenIn(letter.text)
  const dump = await t.database.sql`select p::text as row from password_resets p`
  expect(dump.map(({ row }) => row).join()).not.toContain(token)
  expect((await use(token, 'short')).status).toBe(422)
  expect((await use(token)).status).toBe(200)
  expect((await owner.ask('GET', '/api/me')).status).toBe(401)
  expect((await signIn(me.email, PASSWORD)).status).toBe(401)
  expect((await signIn(me.email, NEW)).status).toBe(200)
  const again = await use(token, 'one more password')
  expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([410, 'reset.expired'])
})

test('nobody learns whether an address has an account', async () => {
  const { me } = await buildShop(t)
  const ask = async (email: string) =>
    (await t.visitor().ask('POST', '/api/auth/password-reset', { json: { email } })).text()
  expect(await ask('nobody@example.com')).toBe(await ask(me.email))
  await letterTo(me.email)
  expect(post.letters.filter(({ to }) => to.includes('nobody@example.com'))).toEqual([])
})

test('a link is too old after an hour', async () => {
  const { me } = await buildShop(t)
  await t.visitor().do('POST', '/api/auth/password-reset', { email: me.email })
  const token = tokenIn((await letterTo(me.email)).text)
  const { now } = t.platform
  t.platform.now = () => new Date(Date.now() + 61 * 60_000)
  expect((await use(token)).status).toBe(410)
  t.platform.now = now
  expect((await use(token)).status).toBe(200)
})

test('without SMTP_URL it says what whoever runs it can do', async () => {
  const { mail } = t.platform
  t.platform.mail = { ...mail, available: false }
  const told = await t.visitor().refused('POST', '/api/auth/password-reset', { email: 'maya@example.com' })
  t.platform.mail = mail
  expect(told).toMatchObject({ status: 409, code: 'mail.off' })
  expect(told.message).toContain('npm run reset-password')
})

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, [fileURLToPath(new URL('../reset-password.ts', import.meta.url)), ...args], {
    env: { ...process.env, DATABASE_URL: t.database.url, DATA_DIR: t.dataDir, PUBLIC_URL: 'https://proofs.example' },
  })

test('by the operator’s command: it prints the link', async () => {
  const { me } = await buildShop(t)
  const { stdout } = await run(me.email.toUpperCase())
  expect(stdout).toContain('https://proofs.example/reset?token=')
  expect((await use(tokenIn(stdout))).status).toBe(200)
  expect((await signIn(me.email, NEW)).status).toBe(200)
})

test('the command says in a sentence what is wrong', async () => {
  await expect(run('nobody@example.com')).rejects.toMatchObject({
    code: 1,
    stderr: 'Nobody signs in with nobody@example.com here.\n',
  })
  await expect(run()).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/^Say whose password: /) })
})
