import { readFileSync } from 'node:fs'
import type {
  LinkDto,
  MeDto,
  NewInvitationDto,
  OrderDto,
  PersonDto,
  ProofDto,
  SentDto,
  TicketDto,
  VersionDto,
} from '@proofroom/contract'
import { ApiProblem, api, newKey } from '../../src/api.ts'
import { customerApi } from '../../src/customer/api.ts'
import { Device } from './device.ts'
import { Page } from './page.ts'
import { Wire } from './wire.ts'

const PICTURE = new URL('../../browser/files/board-front.svg', import.meta.url)
const PASSWORD = 'walnut and brass'
const LINE = { name: 'Name', value: 'The Hartleys' }
const ORDER = { customer: { name: 'Ruth Hartley' }, items: [{ title: 'Walnut board', personalization: [LINE] }] }

/** Somebody at one device, and how they get into a version's room from there. */
export type Player = {
  device: Device
  /** For what is asked outside the room. */
  office: Page
  canResolve: boolean
  ticket(versionId: string): Promise<TicketDto>
  people(): Promise<PersonDto[]>
}

/** A shop, its customer, and the proof they talk about; everything made by the API, as pages would. */
export class Cast {
  readonly players: Player[] = []
  /** Somebody who comes when all is said, at a browser that kept nothing. */
  readonly newcomer: Player
  readonly #owner: Page
  readonly #shop: string
  readonly #target: number
  #proof: ProofDto | null = null
  #order: OrderDto | null = null
  #number = 1
  /** The customer's own page, where they sign: never in the room. */
  #signer: { page: Page; code: string } | null = null

  private constructor(target: number, owner: Page, shop: string) {
    this.#target = target
    this.#owner = owner
    this.#shop = shop
    this.newcomer = this.#member(owner)
  }

  static async open(target: number): Promise<Cast> {
    const owner = await newcomer(target, 'office')
    const email = `maya-${Date.now()}@example.com`
    const account = { name: 'Maya Torres', email, password: PASSWORD }
    const me = await owner.run(() => api.post<MeDto>('/api/auth/sign-up', { ...account, shopName: 'Maya’s Workshop' }))
    const cast = new Cast(target, owner, me.memberships[0]?.shop.code ?? '')
    await cast.#begin()
    for (const name of ['maya’s laptop', 'maya’s phone']) {
      const page = await newcomer(target, name)
      await page.run(() => api.post('/api/auth/sign-in', { email, password: PASSWORD }))
      cast.players.push(cast.#member(page))
    }
    await cast.#hire('tom’s laptop')
    await cast.#invite()
    return cast
  }

  /** The next version's room, with nobody in it and nothing said yet. The version before it is closed. */
  async sendNext(): Promise<VersionDto> {
    const next = this.#number + 1
    const version = await this.#owner.run(() => insist(() => this.#sendNumber(next)))
    this.#number = next
    return version
  }

  /** The customer's signature under what they have seen. */
  async sign(version: VersionDto, seen: string[]): Promise<void> {
    const signer = this.#signer
    if (!signer) throw new Error('Nobody can sign yet.')
    const input = {
      ...{ contentHash: version.contentHash ?? '', seen, readBack: [LINE], signedName: 'Ruth Hartley' },
      intent: 'I have checked every word. Please make it exactly like this.',
    }
    await signer.page.run(() => insist(() => customerApi(signer.code).approve(version.id, input, newKey())))
  }

  people(): Promise<PersonDto[]> {
    return this.#owner.run(async () => (await insist(this.#readProof)).people)
  }

  close(): void {
    for (const { device } of [...this.players, this.#owner, ...(this.#signer ? [this.#signer.page] : [])])
      device.wire.close()
  }

  get #path(): string {
    return `/api/s/${this.#shop}`
  }

  get #proofPath(): string {
    return `${this.#path}/proofs/${this.#proof?.id}`
  }

  #readProof = (): Promise<ProofDto> => api.get<ProofDto>(this.#proofPath)

  #begin(): Promise<void> {
    return this.#owner.run(async () => {
      this.#order = await api.post<OrderDto>(`${this.#path}/orders`, ORDER)
      this.#proof = await api.post<ProofDto>(`${this.#path}/orders/${this.#order.code}/proofs`, {})
      const draft = this.#proof.versions.at(-1)
      const answer = await fetch(`${this.#proofPath}/versions/${draft?.id}/pages`, {
        method: 'POST',
        headers: { 'content-type': 'image/svg+xml', 'x-file-name': 'board-front.svg' },
        body: readFileSync(PICTURE),
      })
      if (!answer.ok) throw new Error(`The page was not taken: ${await answer.text()}`)
      await this.#send(draft?.id ?? '')
    })
  }

  /** However far that has come already: the answer to an earlier call may have been lost. */
  async #sendNumber(number: number): Promise<VersionDto> {
    const known = (await this.#readProof()).versions.at(-1)
    const begin = () => api.post<ProofDto>(`${this.#proofPath}/versions`, { copyPages: true })
    const version = known?.number === number ? known : (await begin()).versions.at(-1)
    return version?.state === 'sent' ? version : this.#send(version?.id ?? '')
  }

  async #send(versionId: string): Promise<VersionDto> {
    const sent = await api.post<SentDto>(`${this.#proofPath}/versions/${versionId}/send`, {})
    return sent.version
  }

  #member(office: Page): Player {
    return {
      ...{ device: office.device, office, canResolve: true },
      ticket: (versionId) => api.post<TicketDto>(`${this.#proofPath}/versions/${versionId}/ticket`),
      people: async () => (await this.#readProof()).people,
    }
  }

  async #hire(name: string): Promise<void> {
    const { url } = await this.#owner.run(() =>
      api.post<NewInvitationDto>(`${this.#path}/invitations`, { role: 'maker' }),
    )
    const page = await newcomer(this.#target, name)
    const account = { name: 'Tom Reyes', email: `tom-${Date.now()}@example.com`, password: PASSWORD }
    await page.run(() => api.post(`/api/invitations/${url.split('/').at(-1)}`, { account }))
    this.players.push(this.#member(page))
  }

  async #invite(): Promise<void> {
    const order = `${this.#path}/orders/${this.#order?.code}`
    const { link, carol } = await this.#owner.run(async () => ({
      link: (await api.get<SentDto>(`${this.#proofPath}/share`)).link,
      carol: await api.post<LinkDto>(`${order}/links`, { label: 'Carol', rights: 'comment' }),
    }))
    this.#signer = await visit(this.#target, 'ruth’s desk', link)
    const guests = [
      ['ruth’s phone', link],
      ['ruth’s laptop', link],
      ['carol’s phone', carol.url],
    ] as const
    for (const [name, url] of guests) {
      const { page, code } = await visit(this.#target, name, url)
      const guest = customerApi(code)
      this.players.push({
        ...{ device: page.device, office: page, canResolve: false },
        ticket: (versionId) => guest.ticket(versionId),
        people: async () => (await guest.read()).proof?.people ?? [],
      })
    }
  }
}

const newcomer = async (target: number, name: string): Promise<Page> =>
  new Page(new Device(name, await Wire.to(target)))

/** Opens a link: the address leaves a cookie and goes on to the page. */
async function visit(target: number, name: string, link: string): Promise<{ page: Page; code: string }> {
  const page = await newcomer(target, name)
  const { pathname } = new URL(link)
  const answer = await page.run(() => fetch(pathname))
  const code = answer.headers.get('location')?.split('/').at(-1)
  if (!code) throw new Error(`The link answered ${answer.status}.`)
  await page.run(() => customerApi(code).setName({ name: name.split('’')[0] ?? name }))
  return { page, code }
}

/** Pressed again as long as the server is away. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || (problem.code !== 'network' && problem.status < 500)) throw problem
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
