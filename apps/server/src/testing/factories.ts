import { randomUUID } from 'node:crypto'
import type {
  CreateOrderInput,
  CustomerPageDto,
  ImportDto,
  LinkDto,
  MeDto,
  NewInvitationDto,
  OrderDto,
  PageDto,
  ProofDto,
  Role,
  SentDto,
  VersionDto,
} from '@proofroom/contract'
import { writeCsv } from '@proofroom/intake'
import { solid } from '../proofs/ingest/corpus.ts'
import type { TestApp } from './app.ts'
import type { Visitor } from './visitor.ts'

// Every factory goes through the API, as people do, and invents what the test does not care about.

export const PASSWORD = 'walnut and brass'

export type Shop = { code: string; path: string; owner: Visitor; me: MeDto; t: TestApp }

let made = 0
const word = () => `${randomUUID().slice(0, 8)}${++made}`

export async function buildShop(t: TestApp, given: { name?: string; email?: string } = {}): Promise<Shop> {
  const owner = t.visitor()
  const me = await signUp(owner, given)
  const code = me.memberships[0]?.shop.code as string
  return { code, path: `/api/s/${code}`, owner, me, t }
}

export const signUp = (who: Visitor, { name, email }: { name?: string; email?: string } = {}): Promise<MeDto> =>
  who.do('POST', '/api/auth/sign-up', {
    name: 'Maya Lindqvist',
    email: email ?? `maya-${word()}@example.com`,
    password: PASSWORD,
    shopName: name ?? `Shop ${word()}`,
  })

/** Somebody new who joins the shop by an invitation. */
export async function buildMember(
  shop: Shop,
  role: Exclude<Role, 'owner'>,
): Promise<{ visitor: Visitor; memberId: string; email: string }> {
  const visitor = shop.t.visitor()
  const email = `${role}-${word()}@example.com`
  const { url } = await shop.owner.do<NewInvitationDto>('POST', `${shop.path}/invitations`, { role })
  const token = url.split('/').at(-1)
  const account = { name: `Tom the ${role}`, email, password: PASSWORD }
  const me = await visitor.do<MeDto>('POST', `/api/invitations/${token}`, { account })
  return { visitor, email, memberId: me.memberships[0]?.memberId as string }
}

export const buildOrder = (shop: Shop, given: Partial<CreateOrderInput> = {}): Promise<OrderDto> =>
  shop.owner.do('POST', `${shop.path}/orders`, {
    customer: { name: `Ruth Hartley ${word()}` },
    items: [{ title: 'Walnut serving board', personalization: [{ name: 'Name', value: 'The Hartleys' }] }],
    ...given,
  })

export type Draft = { shop: Shop; order: OrderDto; proofId: string; versionId: string; path: string }

/** A proof whose first version is a draft without pages. */
export async function buildDraft(shop: Shop, order?: OrderDto): Promise<Draft> {
  const of = order ?? (await buildOrder(shop))
  const proof = await shop.owner.do<ProofDto>('POST', `${shop.path}/orders/${of.code}/proofs`, {})
  const versionId = proof.versions[0]?.id as string
  return { shop, order: of, proofId: proof.id, versionId, path: `${shop.path}/proofs/${proof.id}` }
}

export const upload = (who: Visitor, path: string, bytes: Uint8Array, headers: Record<string, string> = {}) =>
  who.ask('POST', `${path}/pages`, {
    body: bytes as BodyInit,
    headers: { 'content-type': 'image/png', 'x-file-name': 'front.png', ...headers },
  })

let picture: Promise<Buffer> | undefined

export async function addPage({ shop, path }: Draft, versionId: string): Promise<PageDto> {
  picture ??= solid(64, 48, { r: 120, g: 80, b: 40 })
  const response = await upload(shop.owner, `${path}/versions/${versionId}`, await picture)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as PageDto
}

export type Proof = Draft & { pageId: string; sent: SentDto; version: VersionDto; readBack: Line[] }
type Line = { name: string; value: string }

/** A proof with one page that was sent. */
export async function buildProof(shop: Shop, order?: OrderDto): Promise<Proof> {
  const draft = await buildDraft(shop, order)
  const { id } = await addPage(draft, draft.versionId)
  const sent = await send(draft, draft.versionId)
  const readBack = draft.order.items.flatMap((item) => item.personalization)
  return { ...draft, pageId: id, sent, version: sent.version, readBack }
}

export const send = ({ shop, path }: Draft, versionId: string, note?: string): Promise<SentDto> =>
  shop.owner.do('POST', `${path}/versions/${versionId}/send`, { note })

/** The next version of a proof, with a page, sent unless told otherwise. */
export async function buildNextVersion(proof: Draft, { sent = true } = {}): Promise<string> {
  const started = await proof.shop.owner.do<ProofDto>('POST', `${proof.path}/versions`, {})
  const versionId = started.versions.at(-1)?.id as string
  await addPage(proof, versionId)
  if (sent) await send(proof, versionId)
  return versionId
}

export type Guest = { visitor: Visitor; code: string; path: string; page: CustomerPageDto }

/** Somebody who opens a link in a browser of their own. */
export async function openAs(t: TestApp, url: string, visitor = t.visitor()): Promise<Guest> {
  const response = await visitor.ask('GET', new URL(url).pathname)
  if (response.status !== 303) throw new Error(`The link answered ${response.status}: ${await response.text()}`)
  const code = response.headers.get('location')?.split('/').at(-1) as string
  const path = `/api/c/${code}`
  return { visitor, code, path, page: await visitor.do<CustomerPageDto>('GET', path) }
}

export const buildLink = (shop: Shop, order: OrderDto, rights: LinkDto['rights'] = 'decide'): Promise<LinkDto> =>
  shop.owner.do('POST', `${shop.path}/orders/${order.code}/links`, { label: 'Carol', rights })

export async function buildGuest(proof: Proof, rights?: LinkDto['rights']): Promise<Guest> {
  const url = rights ? (await buildLink(proof.shop, proof.order, rights)).url : proof.sent.link
  return openAs(proof.shop.t, url)
}

/** The approval of what a guest sees. */
export const approvalOf = (proof: Proof, given: Record<string, unknown> = {}) => ({
  contentHash: proof.version.contentHash,
  seen: [],
  readBack: proof.readBack,
  signedName: 'Ruth Hartley',
  intent: 'I have checked every word and want it made like this.',
  ...given,
})

/** An order whose one proof its customer signed: its cards may be made. */
export async function buildSigned(
  shop: Shop,
  given: Partial<CreateOrderInput> = {},
): Promise<Proof & { guest: Guest }> {
  const proof = await buildProof(shop, await buildOrder(shop, given))
  const guest = await buildGuest(proof)
  await approve(guest, proof)
  return { ...proof, guest }
}

export const approve = (guest: Guest, proof: Proof, given?: Record<string, unknown>): Promise<CustomerPageDto> =>
  guest.visitor.do('POST', `${guest.path}/versions/${proof.version.id}/approval`, approvalOf(proof, given))

/** Brings a CSV file, which is looked at and not run. */
export async function bringFile(shop: Shop, rows: string[][], fileName = 'orders.csv'): Promise<ImportDto> {
  const headers = { 'content-type': 'text/csv', 'x-file-name': encodeURIComponent(fileName) }
  const answer = await shop.owner.ask('POST', `${shop.path}/imports`, { body: writeCsv(rows), headers })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${fileName} was refused: ${text}`)
  return JSON.parse(text)
}
