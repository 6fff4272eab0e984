import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { type Html, layout } from '../pages/layout.ts'
import type { Seller } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { backTo, type Consent, readConsent, SCOPES } from './request.ts'

/** Where a shop's owner says yes or no. */
export function consentPages(world: World): Hono {
  const open = new Map<string, Consent>()
  return new Hono()
    .get('/oauth/connect', (c) => {
      const asked = readConsent(world, c.req.query())
      if (asked.is === 'unknown') return c.html(layout('Not possible', refusal(asked.why)), 400)
      if (asked.is === 'wrong') {
        const { redirectUri, state, error, why } = asked
        return c.redirect(backTo(redirectUri, { error, error_description: why, state }))
      }
      const id = randomBytes(16).toString('base64url')
      open.set(id, asked.consent)
      c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      return c.html(layout('Allow access', question(asked.consent, [...world.sellers.values()], id)))
    })
    .post('/oauth/connect', async (c) => {
      const said = await c.req.parseBody()
      const id = String(said.id)
      const consent = open.get(id)
      const seller = world.sellers.get(Number(said.seller))
      if (!consent || !seller)
        return c.html(layout('Not possible', refusal('This page has been answered before.')), 400)
      open.delete(id)
      const { app, redirectUri, scopes, state, challenge } = consent
      if (said.answer !== 'allow') {
        const error = { error: 'access_denied', error_description: 'The user denied access.' }
        return c.redirect(backTo(redirectUri, { ...error, state }), 303)
      }
      const code = world.grants.allow(
        { userId: seller.userId, keystring: app.keystring, scopes },
        redirectUri,
        challenge,
      )
      return c.redirect(backTo(redirectUri, { code, state }), 303)
    })
}

const question = ({ scopes, redirectUri }: Consent, sellers: Seller[], id: string): Html => html`
  <form method="post" action="/oauth/connect" class="card narrow">
    <div class="head">
      <h1>Allow access to ${sellers.length === 1 ? sellers[0]?.name : 'your shop'}?</h1>
      <p class="quiet">An app at ${new URL(redirectUri).host} asks to</p>
    </div>
    <ul class="scopes">${scopes.map((scope) => html`<li>${SCOPES[scope]}</li>`)}</ul>
    ${whose(sellers)}
    <p class="small quiet">You can take this back at any time.</p>
    <input type="hidden" name="id" value="${id}">
    <div class="actions">
      <button class="main" name="answer" value="allow">Allow access</button>
      <button name="answer" value="deny">Deny</button>
    </div>
  </form>`

const whose = ([first, ...others]: Seller[]): Html =>
  others.length === 0
    ? html`<input type="hidden" name="seller" value="${first?.userId}">`
    : html`<label class="field"><span>Shop</span><select name="seller">${[first, ...others].map(
        (one) => html`<option value="${one?.userId}">${one?.name}</option>`,
      )}</select></label>`

const refusal = (why: string): Html => html`
  <div class="card narrow">
    <h1>This cannot be allowed</h1>
    <p>${why}</p>
    <p class="small quiet">Go back to the app and start again.</p>
  </div>`
