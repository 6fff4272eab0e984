import { randomUUID } from 'node:crypto'
import { PASSWORD } from './factories.ts'
import type { World } from './world.ts'

/** One good request to a route: what stands in its address, and its body. */
/** `refusedAs`: what its action may answer to people who may use the route. */
export type Sample = { ids?: Partial<Ids>; query?: string; json?: unknown; bytes?: Uint8Array; refusedAs?: number }
export type Ids = Record<
  'shop' | 'code' | 'order' | 'proof' | 'version' | 'page' | 'request' | 'snapshot' | 'decision' | 'link' | 'member',
  string
> &
  Record<
    | 'import'
    | 'invitation'
    | 'session'
    | 'rendition'
    | 'token'
    | 'card'
    | 'stage'
    | 'workflow'
    | 'product'
    | 'customer'
    | 'view'
    | 'parked'
    | 'rule'
    | 'file'
    | 'task'
    | 'listing'
    | 'extra',
    string
  >

/** What the address names unless the sample says otherwise: the version that is out, and its page. */
export const idsOf = (w: World, code: string): Ids => ({
  ...{ shop: w.shop, code, order: w.order.code, proof: w.proof, version: w.sent, page: w.sentPage },
  ...{ request: w.request, snapshot: w.snapshot, decision: w.decision, link: w.link.id, member: w.member },
  ...{ invitation: w.invitation.id, session: w.session, rendition: 'thumb', token: w.invitation.token },
  ...{ import: w.import, card: w.card, stage: w.stage, workflow: w.workflow, product: w.product },
  ...{ customer: w.order.customer.id, view: w.view },
  ...{ parked: w.parked, rule: w.rule, file: w.orderFile, task: w.etsyTask, extra: w.etsyExtra },
  // Etsy alone says whose a listing is, and these shops have none: `listings.test.ts` asks a shop that has.
  listing: `${w.shop}-listing`,
})

const draft = (w: World) => ({ version: w.draft, page: w.draftPage })
const signed = (w: World) => ({ proof: w.signed })
const newcomer = () => ({ name: 'Ana', email: `ana-${randomUUID()}@example.com`, password: PASSWORD })
const item = { title: 'Sign' }
const plain = () => ({})

/** The rendition of the draft that the upload route adds. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const cards = (w: World) => [{ id: w.card, version: 1 }]
const named = () => `Named ${randomUUID()}`
/** The second to put it away finds nothing. */
const once = () => ({ refusedAs: 404 })

const VERSION = '/api/s/{shop}/proofs/{proof}/versions/{version}'

/** Every route of the API. One that is missing here fails the access matrix. */
export const SAMPLES: Record<string, (w: World) => Sample> = {
  'get /api/openapi.json': plain,
  'get /api/docs': plain,
  'get /api/docs.css': plain,
  'get /api/site': plain,
  'post /api/auth/sign-up': () => ({ json: { ...newcomer(), shopName: 'New' } }),
  'post /api/auth/sign-in': (w) => ({ json: { email: w.email, password: PASSWORD } }),
  'post /api/auth/demo': () => ({ refusedAs: 403 }),
  'post /api/auth/sign-out': plain,
  'post /api/auth/password-reset': (w) => ({ json: { email: w.email } }),
  'put /api/auth/password-reset': () => ({ json: { token: 'x', password: PASSWORD }, refusedAs: 410 }),
  'get /api/invitations/{token}': plain,
  'post /api/invitations/{token}': () => ({ json: { account: newcomer() } }),
  'get /api/me': plain,
  'post /api/me/shops': () => ({ json: { name: 'Second' } }),
  'get /api/me/sessions': plain,
  // Everybody else's is as nothing.
  'delete /api/me/sessions/{session}': () => ({ refusedAs: 404 }),
  'get /api/s/{shop}': plain,
  'patch /api/s/{shop}': () => ({ json: { timezone: 'Europe/Paris' } }),
  'get /api/s/{shop}/members': plain,
  'patch /api/s/{shop}/members/{member}': () => ({ json: { role: 'maker' } }),
  'delete /api/s/{shop}/members/{member}': plain,
  'post /api/s/{shop}/invitations': () => ({ json: { role: 'viewer' } }),
  'delete /api/s/{shop}/invitations/{invitation}': plain,
  'get /api/s/{shop}/queue': plain,
  'get /api/s/{shop}/orders': plain,
  'get /api/s/{shop}/orders.csv': plain,
  'post /api/s/{shop}/orders/bulk': (w) => ({ json: { orders: [w.order.code], addTags: ['Wedding'] } }),
  'get /api/s/{shop}/order-choices': plain,
  'get /api/s/{shop}/order-views': plain,
  'post /api/s/{shop}/order-views': () => ({ json: { name: 'Mine', search: 'due=late' } }),
  'delete /api/s/{shop}/order-views/{view}': once,
  'get /api/s/{shop}/customers': plain,
  'get /api/s/{shop}/customers/{customer}': plain,
  'patch /api/s/{shop}/customers/{customer}': () => ({ json: { note: 'Likes oak.' } }),
  // Their order is still open.
  'post /api/s/{shop}/customers/{customer}/erasure': (w) => ({
    json: { confirm: w.order.customer.name },
    refusedAs: 409,
  }),
  'get /api/s/{shop}/customers/{customer}/data.zip': plain,
  'get /api/s/{shop}/privacy': plain,
  'patch /api/s/{shop}/privacy': () => ({ json: { privacyContact: 'Maya' } }),
  'get /api/s/{shop}/privacy/retention': () => ({ query: '?days=90' }),
  'put /api/s/{shop}/orders/{order}/legal-hold': () => ({ json: { reason: 'A dispute' } }),
  'delete /api/s/{shop}/orders/{order}/legal-hold': plain,
  // The matrix needs its shop: nothing is erased by another name.
  'post /api/s/{shop}/erasure': () => ({ json: { confirm: 'Another' }, refusedAs: 422 }),
  'get /api/disclosure': plain,
  'get /api/disclosure/{shop}': plain,
  'get /api/s/{shop}/due': () => ({ query: '?from=2026-12-01&to=2026-12-31' }),
  'get /api/s/{shop}/events': plain,
  'get /api/s/{shop}/alerts': plain,
  'put /api/s/{shop}/alerts/read': () => ({ json: { ids: [randomUUID()] } }),
  'put /api/s/{shop}/alerts/mail': () => ({ json: { digest: false } }),
  'post /api/s/{shop}/orders': () => ({ json: { customer: { name: 'Ana' }, items: [item] } }),
  'post /api/s/{shop}/imports': () => ({ bytes: Buffer.from('Order,Customer,Item\n1,Ana,Sign\n') }),
  'get /api/s/{shop}/imports': plain,
  'get /api/s/{shop}/imports/{import}': plain,
  'patch /api/s/{shop}/imports/{import}': () => ({ json: { dayOrder: 'day_first' } }),
  'post /api/s/{shop}/imports/{import}/run': plain,
  // Who stops or forgets it second comes too late.
  'post /api/s/{shop}/imports/{import}/stop': () => ({ refusedAs: 403 }),
  'delete /api/s/{shop}/imports/{import}': () => ({ refusedAs: 404 }),
  'get /api/s/{shop}/imports/{import}/problems': plain,
  'get /api/s/{shop}/imports/{import}/problems.csv': plain,
  'get /api/s/{shop}/orders/{order}': plain,
  'patch /api/s/{shop}/orders/{order}': () => ({ json: { dueOn: '2027-01-31' } }),
  'get /api/s/{shop}/orders/{order}/timeline': plain,
  'put /api/s/{shop}/orders/{order}/hold': () => ({ json: { reason: 'Waits for brass' } }),
  'delete /api/s/{shop}/orders/{order}/hold': plain,
  'post /api/s/{shop}/orders/{order}/cancellation': () => ({ json: { reason: 'They asked for it' } }),
  'post /api/s/{shop}/orders/{order}/duplicate': () => ({ json: { dueOn: '2027-12-01' } }),
  'patch /api/s/{shop}/orders/{order}/marks': () => ({ json: { tags: ['Wedding'], priority: 'rush' } }),
  'put /api/s/{shop}/orders/{order}/reply': () => ({ json: { at: '2096-12-01T10:00:00Z' } }),
  'delete /api/s/{shop}/orders/{order}/reply': plain,
  'put /api/s/{shop}/orders/{order}/promise': () => ({ json: { text: 'A picture', at: '2096-12-01T10:00:00Z' } }),
  'delete /api/s/{shop}/orders/{order}/promise': plain,
  'post /api/s/{shop}/orders/{order}/making': () => ({ refusedAs: 409 }),
  'get /api/s/{shop}/board': plain,
  'post /api/s/{shop}/board/moves': (w) => ({ json: { cards: cards(w), to: w.stage } }),
  'post /api/s/{shop}/board/assignments': (w) => ({ json: { cards: cards(w), assigneeId: null } }),
  'put /api/s/{shop}/cards/{card}/checks': () => ({ json: { checkId: 'x', ticked: true } }),
  'put /api/s/{shop}/cards/{card}/review': () => ({ json: { reviewed: true } }),
  'get /api/s/{shop}/orders/{order}/production': plain,
  'put /api/s/{shop}/orders/{order}/shipment': () => ({ json: { carrier: 'DHL' } }),
  'delete /api/s/{shop}/orders/{order}/shipment': plain,
  'post /api/s/{shop}/orders/{order}/delivery': plain,
  'get /api/s/{shop}/workshop': plain,
  'post /api/s/{shop}/stages': () => ({ json: { name: named().slice(0, 40) } }),
  'put /api/s/{shop}/stages/order': (w) => ({ json: { stageIds: [w.stage] } }),
  'patch /api/s/{shop}/stages/{stage}': () => ({ json: { colour: 3 } }),
  'delete /api/s/{shop}/stages/{stage}': once,
  'post /api/s/{shop}/stages/{stage}/restore': once,
  'post /api/s/{shop}/workflows': (w) => ({ json: { name: named(), stageIds: [w.stage] } }),
  'post /api/s/{shop}/workflows/ready-made': () => ({ json: { readyMade: 'print' } }),
  'patch /api/s/{shop}/workflows/{workflow}': () => ({ json: { gate: 'shop' } }),
  'delete /api/s/{shop}/workflows/{workflow}': once,
  'post /api/s/{shop}/workflows/{workflow}/restore': once,
  'post /api/s/{shop}/products': (w) => ({ json: { name: named(), workflowId: w.workflow } }),
  'patch /api/s/{shop}/products/{product}': () => ({ json: { minutes: 20 } }),
  'delete /api/s/{shop}/products/{product}': once,
  'post /api/s/{shop}/products/{product}/restore': once,
  'get /api/s/{shop}/orders/{order}/files': plain,
  'post /api/s/{shop}/orders/{order}/files': () => ({ bytes: PIXEL }),
  // Its bytes were never there.
  'post /api/s/{shop}/orders/{order}/files/{file}/hand-over': () => ({ refusedAs: 409 }),
  'post /api/s/{shop}/orders/{order}/files/{file}/take-back': plain,
  'get /api/c/{code}/files/{file}/{rendition}': () => ({ refusedAs: 404 }),
  'get /api/s/{shop}/orders/{order}/files/{file}/{rendition}': () => ({ refusedAs: 404 }),
  'get /api/s/{shop}/etsy': plain,
  'put /api/s/{shop}/etsy/key': () => ({ json: { keystring: 'a-key-of-ours', sharedSecret: 'secret' } }),
  'delete /api/s/{shop}/etsy/key': plain,
  'post /api/s/{shop}/etsy/connect': plain,
  'post /api/s/{shop}/etsy/disconnect': plain,
  'post /api/s/{shop}/etsy/sync': plain,
  'post /api/s/{shop}/etsy/prefill': () => ({ json: { name: true } }),
  'get /api/s/{shop}/etsy/mapping': plain,
  'put /api/s/{shop}/etsy/rules': () => ({ json: { kind: 'tag', value: 'oak', productId: null } }),
  'delete /api/s/{shop}/etsy/rules/{rule}': once,
  'get /api/s/{shop}/etsy/parked': plain,
  'post /api/s/{shop}/etsy/parked/replay': plain,
  'post /api/s/{shop}/etsy/parked/{parked}/replay': plain,
  'post /api/s/{shop}/etsy/parked/{parked}/put-away': plain,
  'get /api/s/{shop}/etsy/tasks': plain,
  'post /api/s/{shop}/etsy/tasks/{task}/done': () => ({ json: {} }),
  'get /api/s/{shop}/etsy/sections': plain,
  'get /api/s/{shop}/etsy/listings': plain,
  'get /api/s/{shop}/etsy/listings/{listing}': once,
  'patch /api/s/{shop}/etsy/listings/{listing}': () => ({
    ...{ json: { seen: { title: 'A', description: 'B', tags: [], materials: [] }, change: { title: 'C' } } },
    refusedAs: 404,
  }),
  'put /api/s/{shop}/etsy/listings/{listing}/questions': () => ({ json: { seen: [], questions: [] }, refusedAs: 404 }),
  'get /api/s/{shop}/etsy/listing-picture': () => ({ query: '?of=https%3A%2F%2Fexample.com%2Fa.jpg', refusedAs: 404 }),
  'get /api/s/{shop}/orders/{order}/etsy': plain,
  'post /api/s/{shop}/orders/{order}/etsy/files/{file}/retry': (w) => ({ ids: { file: w.etsyFile } }),
  // Its order came from elsewhere, and the extra work was bought already.
  'post /api/s/{shop}/orders/{order}/etsy/extras': () => ({
    json: { title: 'A box', description: 'Lined', amount: 900 },
    refusedAs: 403,
  }),
  'post /api/s/{shop}/orders/{order}/etsy/extras/{extra}/publish': () => ({ refusedAs: 409 }),
  'post /api/s/{shop}/orders/{order}/etsy/extras/{extra}/retry': () => ({ refusedAs: 409 }),
  'post /api/s/{shop}/orders/{order}/etsy/extras/{extra}/withdraw': () => ({ refusedAs: 409 }),
  'get /api/etsy/callback': () => ({ query: '?state=unknown&code=x' }),
  'post /api/etsy/webhook': () => ({ json: { event_type: 'order.paid' }, refusedAs: 401 }),
  'get /api/s/{shop}/orders/{order}/links': plain,
  'post /api/s/{shop}/orders/{order}/links': () => ({ json: { label: 'Carol', rights: 'view' } }),
  'post /api/s/{shop}/orders/{order}/links/{link}/rotate': plain,
  'delete /api/s/{shop}/orders/{order}/links/{link}': plain,
  'post /api/s/{shop}/orders/{order}/proofs': () => ({ json: {} }),
  'get /api/s/{shop}/proofs/{proof}': plain,
  'get /api/s/{shop}/proofs/{proof}/share': plain,
  'patch /api/s/{shop}/proofs/{proof}/requests/{request}': () => ({ json: { state: 'done' } }),
  'get /api/s/{shop}/proofs/{proof}/snapshots/{snapshot}': plain,
  'get /api/s/{shop}/proofs/{proof}/receipts/{decision}': (w) => ({ ids: signed(w) }),
  'get /api/s/{shop}/proofs/{proof}/receipts/{decision}/pdf': (w) => ({ ids: signed(w) }),
  'post /api/s/{shop}/proofs/{proof}/versions': (w) => ({ ids: signed(w), json: {} }),
  [`patch ${VERSION}`]: (w) => ({ ids: draft(w), json: { note: 'Both are done.' } }),
  [`post ${VERSION}/pages`]: (w) => ({ ids: draft(w), bytes: PIXEL }),
  // The second to remove it finds nothing.
  [`delete ${VERSION}/pages/{page}`]: (w) => ({ ids: draft(w), refusedAs: 404 }),
  [`post ${VERSION}/send`]: (w) => ({ ids: draft(w), json: {} }),
  [`post ${VERSION}/withdraw`]: plain,
  [`post ${VERSION}/ticket`]: plain,
  'get /api/s/{shop}/proofs/{proof}/pages/{page}/{rendition}': plain,
  'get /api/c/{code}': plain,
  'put /api/c/{code}/name': () => ({ json: { name: 'Ruth' } }),
  'get /api/c/{code}/link': plain,
  'get /api/c/{code}/events': plain,
  'post /api/c/{code}/versions/{version}/viewed': plain,
  'post /api/c/{code}/versions/{version}/ticket': plain,
  'post /api/c/{code}/versions/{version}/changes': () => ({ json: { marks: [], message: 'Bigger, please.' } }),
  'post /api/c/{code}/versions/{version}/approval': (w) => ({
    json: {
      contentHash: w.contentHash,
      seen: [],
      readBack: w.readBack,
      signedName: 'Ruth Hartley',
      intent: 'I have checked every word of it.',
    },
  }),
  'patch /api/c/{code}/requests/{request}': () => ({ json: { state: 'fixed' } }),
  'get /api/c/{code}/receipts/{decision}': plain,
  'get /api/c/{code}/receipts/{decision}/pdf': plain,
  'get /api/c/{code}/pages/{page}/{rendition}': plain,
}
