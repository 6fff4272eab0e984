import type { App } from '../world/shapes.ts'
import type { World } from '../world/world.ts'

export const SCOPES: Record<string, string> = {
  address_r: 'See your addresses',
  address_w: 'Change your addresses',
  email_r: 'See your e-mail address and your profile',
  listings_d: 'Delete your listings',
  listings_r: 'See your listings, drafts too',
  listings_w: 'Write and change your listings',
  profile_r: 'See your public profile',
  profile_w: 'Change your public profile',
  shops_r: 'See your shop',
  shops_w: 'Change your shop',
  transactions_r: 'See your orders and what buyers wrote',
  transactions_w: 'Mark orders as sent and tell buyers the tracking number',
}

export type Consent = { app: App; redirectUri: string; scopes: string[]; state: string; challenge: string }
export type Asked =
  | { is: 'good'; consent: Consent }
  /** Who asks is not known: nobody is sent anywhere. */
  | { is: 'unknown'; why: string }
  | { is: 'wrong'; redirectUri: string; state: string; error: string; why: string }

/** What a browser was sent here with. */
export function readConsent(world: World, query: Record<string, string>): Asked {
  const { client_id: clientId = '', redirect_uri: redirectUri = '', state = '' } = query
  const app = world.apps.get(clientId)
  if (!app) return { is: 'unknown', why: 'No app has this client_id.' }
  if (!isAllowed(app, redirectUri)) return { is: 'unknown', why: 'redirect_uri is none of the app’s, to the letter.' }
  const wrong = (error: string, why: string): Asked => ({ is: 'wrong', redirectUri, state, error, why })
  if (query.response_type !== 'code') return wrong('unsupported_response_type', 'response_type must be code')
  if (state === '') return wrong('invalid_request', 'state is missing')
  if (query.code_challenge_method !== 'S256') return wrong('invalid_request', 'code_challenge_method must be S256')
  const { code_challenge: challenge = '' } = query
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) return wrong('invalid_request', 'code_challenge is missing or malformed')
  const scopes = (query.scope ?? '').split(' ').filter((one) => one !== '')
  const unknown = scopes.find((one) => !Object.hasOwn(SCOPES, one))
  if (unknown !== undefined || scopes.length === 0) return wrong('invalid_scope', `unknown scope ${unknown ?? ''}`)
  return { is: 'good', consent: { app, redirectUri, scopes, state, challenge } }
}

function isAllowed({ redirectUris }: App, redirectUri: string): boolean {
  if (redirectUris.length > 0) return redirectUris.includes(redirectUri)
  const url = URL.parse(redirectUri)
  return url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}

export function backTo(redirectUri: string, answer: Record<string, string>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  return url.href
}
