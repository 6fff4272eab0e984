import { type Context, Hono } from 'hono'
import type { Pair, Refused } from '../world/grants.ts'
import type { World } from '../world/world.ts'

/** Codes and refresh tokens against tokens; a form, and no secret. */
export function tokenEndpoint(world: World): Hono {
  return new Hono().post('/v3/public/oauth/token', async (c) => {
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim()
    if (type !== 'application/x-www-form-urlencoded') return wrong(c, 'invalid_request', 'The body must be a form.')
    const form = Object.fromEntries(new URLSearchParams(await c.req.text()))
    const { client_id: keystring = '' } = form
    if (!world.apps.has(keystring)) return wrong(c, 'invalid_client', 'No app has this client_id.', 401)
    const answer = answerTo(world, keystring, form)
    if (!answer) return wrong(c, 'unsupported_grant_type', 'grant_type is authorization_code or refresh_token.')
    world.changed()
    if ('access_token' in answer) return c.json(answer, 200, { 'cache-control': 'no-store' })
    const { status, error, error_description } = answer
    return c.json({ error, error_description }, status)
  })
}

function answerTo(world: World, keystring: string, form: Record<string, string>): Pair | Refused | null {
  const { grant_type: type, code = '', redirect_uri: redirectUri = '', code_verifier: verifier = '' } = form
  if (type === 'authorization_code') return world.grants.exchange({ keystring, code, redirectUri, verifier })
  if (type !== 'refresh_token') return null
  return world.grants.refresh(keystring, form.refresh_token ?? '', world.faults.strictRotation)
}

const wrong = (c: Context, error: string, why: string, status: 400 | 401 = 400): Response =>
  c.json({ error, error_description: why }, status)
