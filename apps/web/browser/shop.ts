import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type APIRequestContext, expect, type Page } from '@playwright/test'
import type { LinkDto, MeDto, OrderDto, ProofDto, SentDto } from '@proofroom/contract'

export const SELLER = {
  name: 'Maya Torres',
  email: 'maya@example.com',
  password: 'walnut and brass',
  shopName: 'Maya’s Workshop',
}

/** What the artwork in `files` shows, as the customer ordered it. */
export const ORDER = {
  customer: { name: 'Ruth Hartley' },
  items: [
    {
      title: 'Walnut serving board',
      personalization: [
        { name: 'Name', value: 'The Hartleys' },
        { name: 'Date', value: 'est. 2019' },
      ],
    },
  ],
}

/** The path of a picture in `files`. */
export const file = (name: string): string => fileURLToPath(new URL(`files/${name}`, import.meta.url))

/** The first picture of a server starts the process that reads pictures, which takes its time on a busy machine. */
export const READING = { timeout: 45_000 }

export type Sent = { shop: string; order: OrderDto; proof: ProofDto; sent: SentDto }

/** A shop set up by its API, in the person's own browser, for tests whose subject comes later. */
export class Shop {
  readonly code: string
  readonly #request: APIRequestContext

  private constructor(code: string, request: APIRequestContext) {
    this.code = code
    this.#request = request
  }

  /** Signs the person up; their browser has the session afterwards. */
  static async open(page: Page, seller = SELLER): Promise<Shop> {
    const answer = await page.request.post('/api/auth/sign-up', { data: seller })
    expect(answer.ok(), await answer.text()).toBe(true)
    const me = (await answer.json()) as MeDto
    return new Shop(me.memberships[0]?.shop.code ?? '', page.request)
  }

  order = (input: object = ORDER): Promise<OrderDto> => this.#post('orders', input)

  proof = (order: OrderDto): Promise<ProofDto> => this.#post(`orders/${order.code}/proofs`, {})

  async addPage(proof: ProofDto, name: string): Promise<void> {
    const version = proof.versions.at(-1)?.id
    const type = name.endsWith('.svg') ? 'image/svg+xml' : 'image/jpeg'
    const answer = await this.#request.post(`/api/s/${this.code}/proofs/${proof.id}/versions/${version}/pages`, {
      data: readFileSync(file(name)),
      headers: { 'Content-Type': type, 'X-File-Name': encodeURIComponent(name) },
      ...READING,
    })
    expect(answer.ok(), await answer.text()).toBe(true)
  }

  send = (proof: ProofDto): Promise<SentDto> =>
    this.#post(`proofs/${proof.id}/versions/${proof.versions.at(-1)?.id}/send`, {
      note: 'The cord is as long as you asked.',
    })

  /** An order whose first proof is out. */
  async sent(pages: string[] = ['board-front.svg'], input?: object): Promise<Sent> {
    const order = await this.order(input)
    const proof = await this.proof(order)
    for (const page of pages) await this.addPage(proof, page)
    const sent = await this.send(proof)
    return { shop: this.code, order, proof, sent }
  }

  /** The next version with the same pages. */
  startVersion = (proof: ProofDto): Promise<ProofDto> => this.#post(`proofs/${proof.id}/versions`, { copyPages: true })

  link = (order: OrderDto, input: object): Promise<LinkDto> => this.#post(`orders/${order.code}/links`, input)

  async links(order: OrderDto): Promise<LinkDto[]> {
    const answer = await this.#request.get(`/api/s/${this.code}/orders/${order.code}/links`)
    return ((await answer.json()) as { links: LinkDto[] }).links
  }

  rotate = (order: OrderDto, link: LinkDto): Promise<LinkDto> =>
    this.#post(`orders/${order.code}/links/${link.id}/rotate`, {})

  async revoke(order: OrderDto, link: LinkDto): Promise<void> {
    const answer = await this.#request.delete(`/api/s/${this.code}/orders/${order.code}/links/${link.id}`)
    expect(answer.ok(), await answer.text()).toBe(true)
  }

  async #post<T>(path: string, data: object): Promise<T> {
    const answer = await this.#request.post(`/api/s/${this.code}/${path}`, { data })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return (await answer.json()) as T
  }
}
