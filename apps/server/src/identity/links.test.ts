import type { CustomerPageDto, LinkDto } from '@proofroom/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildGuest,
  buildLink,
  buildProof,
  buildShop,
  everythingOf,
  idOfShop,
  openAs,
  type Proof,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'

let t: TestApp
let proof: Proof
beforeAll(async () => {
  t = await startTestApp()
  proof = await buildProof(await buildShop(t))
})
afterAll(() => t.stop())

const linksPath = () => `${proof.shop.path}/orders/${proof.order.code}/links`
const page = (path: string, visitor = t.visitor()) => visitor.ask('GET', path)

describe('a link', () => {
  test('opens once and becomes the public address; the secret is nowhere in the database', async () => {
    const { url } = await buildLink(proof.shop, proof.order)
    const visitor = t.visitor()
    const opened = await visitor.ask('GET', new URL(url).pathname)
    expect(opened.status).toBe(303)
    const [code, secret] = new URL(url).pathname.slice('/c/'.length).split('.')
    expect(opened.headers.get('location')).toBe(`/c/${code}`)
    const [line = ''] = opened.headers.getSetCookie()
    expect(line).toMatch(/HttpOnly/)
    expect(line).toMatch(/SameSite=Lax/)
    const shown = await page(`/c/${code}`, visitor)
    expect(shown.status).toBe(200)
    expect(await shown.text()).toContain('Walnut serving board')
    const dump = Object.values(await everythingOf(t, { shopId: await idOfShop(t, proof.shop) })).join()
    expect(dump).toContain(code)
    expect(dump).not.toContain(secret)
    expect(dump).not.toContain(visitor.cookies.get(`pr_g_${code}`))
  })

  test('the same browser opening it again stays the same person, with their name', async () => {
    const guest = await buildGuest(proof, 'comment')
    await guest.visitor.do('PUT', `${guest.path}/name`, { name: 'Carol' })
    const again = await openAs(
      t,
      (await guest.visitor.do<{ url: string }>('GET', `${guest.path}/link`)).url,
      guest.visitor,
    )
    expect(again.page.you).toMatchObject({ actorId: guest.page.you.actorId, name: 'Carol' })
  })

  test('another browser is another person of the same link', async () => {
    const guest = await buildGuest(proof)
    const { url } = await guest.visitor.do<{ url: string }>('GET', `${guest.path}/link`)
    const other = await openAs(t, url)
    expect(other.page.you.actorId).not.toBe(guest.page.you.actorId)
  })

  test('its public address in another browser: open it in your message again', async () => {
    const guest = await buildGuest(proof)
    const told = await t.visitor().refused('GET', guest.path)
    expect(told).toMatchObject({ status: 401, code: 'link.open_again' })
    const shown = await page(`/c/${guest.code}`)
    expect(shown.status).toBe(401)
    expect(await shown.text()).toContain('Open the link in your message again')
  })

  test('revoked: says so, on the page and in the API, whoever holds it', async () => {
    const link = await buildLink(proof.shop, proof.order)
    const guest = await openAs(t, link.url)
    const ended = await proof.shop.owner.do<LinkDto>('DELETE', `${linksPath()}/${link.id}`)
    expect(ended.state).toBe('revoked')
    expect(await guest.visitor.refused('GET', guest.path)).toMatchObject({ status: 410, code: 'link.revoked' })
    for (const path of [`/c/${guest.code}`, new URL(link.url).pathname]) {
      const shown = await page(path, guest.visitor)
      expect(shown.status).toBe(410)
      expect(await shown.text()).toContain('The shop has closed this link.')
    }
  })

  test('expired: says so', async () => {
    const link = await proof.shop.owner.do<LinkDto>('POST', linksPath(), { label: 'Carol', rights: 'view', days: 1 })
    const guest = await openAs(t, link.url)
    const { now } = t.platform
    t.platform.now = () => new Date(Date.now() + 25 * 3600_000)
    const told = await guest.visitor.refused('GET', guest.path)
    const opened = await page(new URL(link.url).pathname)
    t.platform.now = now
    expect(told).toMatchObject({ status: 410, code: 'link.expired' })
    expect(opened.status).toBe(410)
  })

  test('replaced: the old address and who opened it are told; the new one works', async () => {
    const link = await buildLink(proof.shop, proof.order)
    const guest = await openAs(t, link.url)
    const next = await proof.shop.owner.do<LinkDto>('POST', `${linksPath()}/${link.id}/rotate`)
    expect(next.url).not.toBe(link.url)
    expect(await guest.visitor.refused('GET', guest.path)).toMatchObject({ status: 410, code: 'link.replaced' })
    expect((await page(new URL(link.url).pathname)).status).toBe(410)
    const again = await openAs(t, next.url)
    expect(again.code).toBe(guest.code)
  })

  test('mistyped: as nothing, without saying more', async () => {
    const { url } = await buildLink(proof.shop, proof.order)
    const path = new URL(url).pathname
    expect((await page(`${path.slice(0, -1)}${path.endsWith('a') ? 'b' : 'a'}`)).status).toBe(410)
    expect((await page('/c/zzzzzzzzzz.xxxxxxxxxxxxxxxxxxxxxx')).status).toBe(404)
    expect((await page('/c/%00')).status).toBe(404)
  })
})

describe('a guest', () => {
  test('is asked for a name, not for an account; only the customer’s own link leaves an e-mail', async () => {
    const [customer, opinion] = [await buildGuest(proof), await buildGuest(proof, 'comment')]
    const named = await customer.visitor.do<CustomerPageDto>('PUT', `${customer.path}/name`, {
      name: 'Ruth',
      email: 'ruth@example.com',
    })
    expect(named.you).toMatchObject({ name: 'Ruth', email: 'ruth@example.com' })
    const other = await opinion.visitor.do<CustomerPageDto>('PUT', `${opinion.path}/name`, {
      name: 'Carol',
      email: 'carol@example.com',
    })
    expect(other.you).toMatchObject({ name: 'Carol', email: null, suggestedName: '' })
    const after = await customer.visitor.do<CustomerPageDto>('GET', customer.path)
    expect(after.you.email).toBe('ruth@example.com')
    expect(JSON.stringify(other)).not.toContain('ruth@example.com')
  })

  test('in a browser where a member is signed in is still a guest', async () => {
    const guest = await openAs(t, (await buildLink(proof.shop, proof.order, 'view')).url, proof.shop.owner)
    expect(guest.page.you.rights).toBe('view')
    const denied = await guest.visitor.refused('POST', `${guest.path}/versions/${proof.versionId}/changes`, {
      marks: [],
      message: 'x',
    })
    expect(denied.status).toBe(403)
  })
})
