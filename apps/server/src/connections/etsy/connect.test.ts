import type { EtsyConnectionDto, EtsyConsentDto } from '@proofroom/contract'
import { EtsyError } from '@proofroom/etsy'
import { addShop, FIRST_SHOP } from '@proofroom/etsy-sim'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildMember, buildShop } from '../../testing/index.ts'
import { failed } from './failing.ts'
import {
  connect,
  consent,
  contextOf,
  countOf,
  rows,
  type Stage,
  startStage,
  stateOf,
  syncAll,
} from './testing/index.ts'
import { openClient } from './tokens.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.stop())

const settings = (code: string, said: string) => `/s/${code}/settings/etsy?etsy=${said}`

test('leads to Etsy and back, and keeps nothing readable', async () => {
  expect(await stateOf(stage)).toMatchObject({ state: 'off', isSimulated: true, key: { of: 'installation' } })
  expect(await connect(stage)).toBe(settings(stage.shop.code, 'connected'))
  const now = await stateOf(stage)
  expect(now).toMatchObject({ state: 'connected', shop: { name: 'AlderAndInk' }, missingScopes: [] })
  expect(now.prefill).toEqual({ name: 'AlderAndInk', currency: 'EUR' })
  const [kept] = await rows(stage, sql`select sealed from etsy_tokens`)
  expect(String(kept?.sealed)).not.toContain(String(FIRST_SHOP.userId))
  const [asked] = await rows(stage, sql`select sealed_verifier, used_at from etsy_consents`)
  expect(asked?.used_at).not.toBeNull()
})

test('what the shop at Etsy is called is taken over only when it is asked for', async () => {
  await connect(stage)
  const before = await stage.shop.owner.do<{ name: string }>('GET', stage.shop.path)
  expect(before.name).not.toBe('AlderAndInk')
  await stage.shop.owner.do('POST', `${stage.shop.path}/etsy/prefill`, { name: true })
  const after = await stage.shop.owner.do<{ name: string; currency: string }>('GET', stage.shop.path)
  expect(after.name).toBe('AlderAndInk')
  expect((await stateOf(stage)).prefill).toEqual({ name: null, currency: 'EUR' })
})

test('who says no, comes back twice, or is somebody else is not connected', async () => {
  const { sim, shop } = stage
  expect(await consent(sim, shop.owner, shop.path, { answer: 'deny' })).toBe(
    settings(shop.code, 'etsy.consent_refused'),
  )
  const { url } = await shop.owner.do<EtsyConsentDto>('POST', `${shop.path}/etsy/connect`)
  const state = new URL(url).searchParams.get('state')
  const stranger = (await buildShop(stage.t)).owner
  const back = `/api/etsy/callback?state=${state}&error=access_denied`
  const gone = '/?etsy=etsy.consent_over'
  expect((await stranger.ask('GET', back)).headers.get('location')).toBe(gone)
  expect((await shop.owner.ask('GET', back)).headers.get('location')).toBe(settings(shop.code, 'etsy.consent_refused'))
  expect((await shop.owner.ask('GET', back)).headers.get('location')).toBe(gone)
  expect((await stateOf(stage)).state).toBe('off')
})

test('who was signed out meanwhile signs in first, and comes back with what Etsy said', async () => {
  const back = '/api/etsy/callback?state=abc&code=def'
  const answer = await stage.t.visitor({ accept: 'text/html' }).ask('GET', back)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(back)}`)
})

test('only the owner connects', async () => {
  const { visitor } = await buildMember(stage.shop, 'manager')
  expect(await visitor.refused('POST', `${stage.shop.path}/etsy/connect`)).toMatchObject({ status: 403 })
})

test('one shop of Etsy’s is connected once; another one only after a disconnect', async () => {
  await connect(stage)
  const other = await buildShop(stage.t)
  expect(await consent(stage.sim, other.owner, other.path)).toBe(settings(other.code, 'etsy.shop_taken'))
  addShop(stage.sim.state, { shopId: 9_001, userId: 9_002, name: 'Second', title: 'Another one' })
  const { sim, shop } = stage
  expect(await consent(sim, shop.owner, shop.path, { seller: 9_002 })).toBe(settings(shop.code, 'etsy.other_shop'))
  await shop.owner.do('POST', `${shop.path}/etsy/disconnect`)
  expect(await consent(sim, shop.owner, shop.path, { seller: 9_002 })).toBe(settings(shop.code, 'connected'))
  expect(await consent(sim, other.owner, other.path)).toBe(settings(other.code, 'connected'))
})

test('disconnected, the tokens are gone and nothing is asked', async () => {
  await connect(stage)
  const now = await stage.shop.owner.do<EtsyConnectionDto>('POST', `${stage.shop.path}/etsy/disconnect`)
  expect(now.state).toBe('off')
  expect(await countOf(stage, 'etsy_tokens')).toBe(0)
  expect(await openClient(contextOf(stage))).toBeNull()
  expect((await stage.shop.owner.refused('POST', `${stage.shop.path}/etsy/sync`)).code).toBe('etsy.not_connected')
})

test('ten at once renew the tokens once', async () => {
  await connect(stage)
  stage.sim.state.grants.expireAccess()
  const clients = await Promise.all(Array.from({ length: 10 }, () => openClient(contextOf(stage))))
  const answers = await Promise.all(clients.map((one) => one?.client.me()))
  expect(answers.every((one) => one?.shopId === String(FIRST_SHOP.shopId))).toBe(true)
  // Strict rotation: a second refresh with the old token would have lost the grant.
  expect((await stateOf(stage)).state).toBe('connected')
})

test('whoever was refused while another one got new tokens spoke too soon', async () => {
  await connect(stage)
  const ctx = contextOf(stage)
  const shop = await openClient(ctx)
  if (!shop) throw new Error('It is connected.')
  await failed(ctx, shop.connection.id, new EtsyError('etsy.grant_lost', 'refresh_token has expired.'))
  expect(await stateOf(stage)).toMatchObject({ state: 'broken', problem: { code: 'etsy.grant_lost' } })
  stage.sim.state.grants.expireAccess()
  await shop.client.me()
  expect(await stateOf(stage)).toMatchObject({ state: 'connected', problem: null })
})

test('access that was taken back is told, and mended by connecting again', async () => {
  await connect(stage)
  await syncAll(stage)
  stage.sim.state.grants.revoke()
  await syncAll(stage)
  expect(await stateOf(stage)).toMatchObject({ state: 'broken', problem: { code: 'etsy.grant_lost' } })
  expect((await stage.shop.owner.refused('POST', `${stage.shop.path}/etsy/sync`)).code).toBe('etsy.broken')
  await connect(stage)
  await syncAll(stage)
  expect(await stateOf(stage)).toMatchObject({ state: 'connected', problem: null, lastError: null })
})

test('a key of one’s own is sealed, and stays while it is in use', async () => {
  const { sim, shop } = stage
  sim.state.apps.set('ownkeystring', {
    ...{ keystring: 'ownkeystring', secret: 'ownsecret', applicationId: 7, redirectUris: [] },
  })
  const json = { keystring: 'ownkeystring', sharedSecret: 'ownsecret' }
  const now = await shop.owner.do<EtsyConnectionDto>('PUT', `${shop.path}/etsy/key`, json)
  expect(now.key).toEqual({ of: 'own', hint: 'ring', hasWebhookSecret: false })
  const [kept] = await rows(stage, sql`select sealed_key from etsy_keys`)
  expect(String(kept?.sealed_key)).not.toContain('own')
  expect(await connect(stage)).toBe(settings(shop.code, 'connected'))
  expect((await shop.owner.refused('DELETE', `${shop.path}/etsy/key`)).code).toBe('etsy.connected')
})
