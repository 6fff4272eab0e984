import { randomUUID } from 'node:crypto'
import type {
  InvitationDto,
  LinkDto,
  MeDto,
  NewInvitationDto,
  OrderDto,
  OrderViewsDto,
  ProofDto,
  Role,
  SessionDto,
  WorkshopDto,
} from '@proofroom/contract'
import { buildEtsyThings, type EtsyThings } from './etsy.ts'
import {
  addPage,
  approve,
  bringFile,
  buildGuest,
  buildLink,
  buildMember,
  buildNextVersion,
  buildOrder,
  buildProof,
  type Guest,
  openAs,
  type Shop,
} from './factories.ts'
import type { Visitor } from './visitor.ts'

/** An order in which every route has something to act on. */
export type World = EtsyThings & {
  shop: string
  order: OrderDto
  /** Asked for changes, answered by a second version, which is out; the third is a draft. */
  proof: string
  draft: string
  draftPage: string
  sent: string
  sentPage: string
  contentHash: string
  readBack: { name: string; value: string }[]
  request: string
  snapshot: string
  /** Another proof, signed. */
  signed: string
  decision: string
  link: LinkDto
  /** The order's line item on the board. */
  card: string
  /** With nothing in it, in no workflow but this one. */
  stage: string
  workflow: string
  product: string
  /** A file that was looked at. */
  import: string
  /** A view of the orders. */
  view: string
  member: string
  invitation: InvitationDto & { token: string }
  session: string
  email: string
  guests: Record<GuestRole, Guest>
}
export type GuestRole = 'view' | 'comment' | 'decide' | 'revoked'

/** Found nowhere but in the words of the world it was given to. */
export async function buildWorld(shop: Shop, canary = 'Ruth'): Promise<World> {
  const order = await buildOrder(shop, {
    customer: { name: `${canary} Hartley`, email: `${canary.toLowerCase()}@example.com` },
    items: [{ title: `${canary} board`, quantity: 1, personalization: [{ name: 'Name', value: `${canary} & Tom` }] }],
  })
  const signed = await buildProof(shop, order)
  const signer = await buildGuest(signed)
  const receipt = await approve(signer, signed)
  const proof = await buildProof(shop, order)
  const { visitor, path } = await buildGuest(proof)
  await visitor.do('POST', `${path}/versions/${proof.versionId}/changes`, { marks: [], message: `${canary}, bigger` })
  const sent = await buildNextVersion(proof)
  const draft = await buildNextVersion(proof, { sent: false })
  const draftPage = await addPage(proof, draft)
  const guests = await buildGuests(shop, order)
  const now = (await shop.owner.do<ProofDto>('GET', proof.path)).versions
  const out = now.find((version) => version.id === sent)
  const page = await guests.decide.visitor.do<Guest['page']>('GET', guests.decide.path)
  return {
    ...{ shop: shop.code, order, proof: proof.proofId, draft, draftPage: draftPage.id, sent, guests },
    sentPage: out?.pages[0]?.id as string,
    contentHash: out?.contentHash as string,
    readBack: proof.readBack,
    request: page.proof?.requests[0]?.id as string,
    snapshot: out?.snapshots[0]?.id as string,
    signed: signed.proofId,
    decision: receipt.proof?.decisions[0]?.id as string,
    link: await buildLink(shop, order),
    card: order.items[0]?.id as string,
    view: await buildView(shop, canary),
    ...(await buildCorner(shop, canary)),
    import: (
      await bringFile(shop, [
        ['Order', 'Customer', 'Item'],
        [canary, `${canary} Lund`, 'Sign'],
      ])
    ).id,
    ...(await buildPeople(shop)),
    ...(await buildEtsyThings(shop, order, canary)),
  }
}

async function buildGuests(shop: Shop, order: OrderDto): Promise<World['guests']> {
  const open = async (rights: LinkDto['rights']) => openAs(shop.t, (await buildLink(shop, order, rights)).url)
  const gone = await buildLink(shop, order)
  const revoked = await openAs(shop.t, gone.url)
  await shop.owner.do('DELETE', `${shop.path}/orders/${order.code}/links/${gone.id}`)
  return { view: await open('view'), comment: await open('comment'), decide: await open('decide'), revoked }
}

/** A corner of the workshop: a stage, a workflow that goes through it and one more, a product that nobody ordered. */
async function buildCorner(shop: Shop, canary: string): Promise<Pick<World, 'stage' | 'workflow' | 'product'>> {
  const name = `${canary} ${randomUUID().slice(0, 8)}`
  const add = (what: string, json: unknown) => shop.owner.do<WorkshopDto>('POST', `${shop.path}/${what}`, json)
  const idOf = (rows: { id: string; name: string }[]) => rows.find((row) => row.name === name)?.id as string
  const { stages, workflows } = await add('stages', { name })
  const usual = workflows.find((workflow) => workflow.isDefault)
  const product = idOf((await add('products', { name, workflowId: usual?.id })).products)
  const stage = idOf(stages)
  const stageIds = [stage, ...(usual?.stageIds ?? [])]
  return { stage, product, workflow: idOf((await add('workflows', { name, stageIds })).workflows) }
}

async function buildView(shop: Shop, canary: string): Promise<string> {
  const json = { name: `${canary}’s`, search: `q=${canary}` }
  const { views } = await shop.owner.do<OrderViewsDto>('POST', `${shop.path}/order-views`, json)
  return views.at(-1)?.id as string
}

async function buildPeople(shop: Shop) {
  const { memberId } = await buildMember(shop, 'viewer')
  const made = await shop.owner.do<NewInvitationDto>('POST', `${shop.path}/invitations`, { role: 'viewer' })
  const { email } = await shop.owner.do<MeDto>('GET', '/api/me')
  const elsewhere = shop.t.visitor()
  await elsewhere.do('POST', '/api/auth/sign-in', { email, password: 'walnut and brass' })
  const { sessions } = await elsewhere.do<{ sessions: SessionDto[] }>('GET', '/api/me/sessions')
  return {
    member: memberId,
    email,
    invitation: { ...made, token: made.url.split('/').at(-1) as string },
    session: sessions.find((session) => session.current)?.id as string,
  }
}

export type Staff = Record<Role, Visitor>

export async function buildStaff(shop: Shop): Promise<Staff> {
  const join = async (role: Exclude<Role, 'owner'>) => (await buildMember(shop, role)).visitor
  return { owner: shop.owner, manager: await join('manager'), maker: await join('maker'), viewer: await join('viewer') }
}
