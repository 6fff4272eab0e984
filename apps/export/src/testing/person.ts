import { type MeDto, type OrderDto, type PageDto, type ProofDto, type SentDto, TicketDto } from '@proofroom/contract'
import { vi } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { z } from 'zod'
import { Visit } from '../visit.ts'

export const EMAIL = 'maya@example.com'
export const PASSWORD = 'walnut and brass'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export type Sent = { shop: string; proofId: string; versionId: string; page: string; link: string; maker: Visit }

/** A shop with one proof of one page, sent to its customer. */
export async function sendProof(origin: string): Promise<Sent> {
  const maker = new Visit(origin)
  const post = <T>(path: string, json: unknown) => maker.ask(z.custom<T>(), 'POST', path, json)
  const account = { name: 'Maya Okafor', email: EMAIL, password: PASSWORD, shopName: 'Alder & Ink' }
  const me = await post<MeDto>('/api/auth/sign-up', account)
  const shop = me.memberships[0]?.shop.code as string
  const order = await post<OrderDto>(`/api/s/${shop}/orders`, {
    customer: { name: 'Ruth Hartley' },
    items: [{ title: 'Walnut board' }],
  })
  const proof = await post<ProofDto>(`/api/s/${shop}/orders/${order.code}/proofs`, {})
  const versionId = proof.versions[0]?.id as string
  const path = `/api/s/${shop}/proofs/${proof.id}/versions/${versionId}`
  const uploaded = await fetch(`${origin}${path}/pages`, {
    method: 'POST',
    headers: { cookie: maker.cookie, 'content-type': 'image/png', 'x-file-name': 'front.png' },
    body: PIXEL,
  })
  if (!uploaded.ok) throw new Error(await uploaded.text())
  const { id: page } = (await uploaded.json()) as PageDto
  const { link } = await post<SentDto>(`${path}/send`, {})
  return { shop, proofId: proof.id, versionId, page, link, maker }
}

export type Person = { actorId: string; doc: Y.Doc; awareness: WebsocketProvider['awareness']; leave(): void }

/** Somebody in a room, as any Yjs program would be. `path` is the version's in the API. */
export async function join(visit: Visit, path: string): Promise<Person> {
  const { ticket, room, actorId } = await visit.ask(TicketDto, 'POST', `${path}/ticket?for=yjs`)
  const doc = new Y.Doc()
  const url = `${visit.origin.replace('http', 'ws')}/live/yjs`
  const provider = new WebsocketProvider(url, room, doc, { params: { ticket }, disableBc: true })
  await eventually(() => {
    if (!provider.synced) throw new Error('not in yet')
  })
  return { actorId, doc, awareness: provider.awareness, leave: () => provider.destroy() }
}

export const eventually = (look: () => void | Promise<void>) => vi.waitFor(look, { timeout: 10_000, interval: 20 })
