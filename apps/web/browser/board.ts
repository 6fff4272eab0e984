import { expect, type Locator, type Page } from '@playwright/test'
import type { BoardDto, CardDto, NewInvitationDto, OrderDto } from '@proofroom/contract'
import type { Shop } from './shop.ts'

/** The board as a person sees it, in the words that stand there. */
export class Board {
  readonly page: Page
  readonly #shop: Shop

  constructor(page: Page, shop: Shop) {
    this.page = page
    this.#shop = shop
  }

  async open(search = ''): Promise<void> {
    await this.page.goto(`/s/${this.#shop.code}/board${search}`)
    await expect(this.page.locator('[data-card]').first()).toBeVisible()
  }

  card = (name: string): Locator => this.page.getByRole('button', { name: new RegExp(`^${name},`) })

  /** A card, if it is in the place of that name. */
  cardIn = (place: string, name: string): Locator =>
    this.page.getByRole('list', { name: place, exact: true }).getByRole('button', { name: new RegExp(`^${name},`) })

  place = (name: string): Locator => this.page.locator('[data-head]').filter({ hasText: name })

  stage = (name: string): Locator =>
    this.page.getByRole('navigation', { name: 'Stages' }).getByRole('button', { name: new RegExp(`^${name} \\d+$`) })

  /** Takes the card by the mouse and holds it over a place. */
  async carry(name: string, place: string): Promise<void> {
    const from = await middleOf(this.card(name))
    const to = await middleOf(this.place(place))
    await this.page.mouse.move(from.x, from.y)
    await this.page.mouse.down()
    for (let step = 1; step <= 8; step++)
      await this.page.mouse.move(from.x + ((to.x - from.x) * step) / 8, from.y + ((to.y + 120 - from.y) * step) / 8)
  }

  letGo = (): Promise<void> => this.page.mouse.up()
}

async function middleOf(one: Locator): Promise<{ x: number; y: number }> {
  const box = await one.boundingBox()
  if (!box) throw new Error('It is not on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Orders whose cards may be begun, since the shop itself has reviewed them. */
export async function makeReviewed(page: Page, shop: Shop, names: string[]): Promise<CardDto[]> {
  const ask = asks(page, shop)
  const { workflows } = await ask<{ workflows: { id: string; isDefault: boolean }[] }>('get', 'workshop')
  const usual = workflows.find((workflow) => workflow.isDefault)
  await ask('patch', `workflows/${usual?.id}`, { gate: 'shop' })
  const cards: CardDto[] = []
  for (const name of names) {
    const order = await shop.order({ customer: { name }, items: [{ title: 'Walnut board', personalization: [] }] })
    cards.push(await ask('put', `cards/${order.items[0]?.id}/review`, { reviewed: true }))
  }
  return cards
}

export const boardOf = (page: Page, shop: Shop): Promise<BoardDto> => asks(page, shop)('get', 'board')

/** Changes one of the shop's stages. */
export async function changeStage(page: Page, shop: Shop, name: string, data: object): Promise<void> {
  const { stages } = await boardOf(page, shop)
  await asks(page, shop)('patch', `stages/${stages.find((stage) => stage.name === name)?.id}`, data)
}

export const timelineOf = (page: Page, shop: Shop, order: Pick<OrderDto, 'code'>): Promise<object> =>
  asks(page, shop)('get', `orders/${order.code}/timeline`)

/** Signs somebody new up as one of the shop: their browser has the session afterwards. */
export async function join(
  owner: Page,
  shop: Shop,
  page: Page,
  role: 'maker' | 'manager',
  name: string,
): Promise<void> {
  const { url } = await asks(owner, shop)<NewInvitationDto>('post', 'invitations', { role })
  const account = {
    name,
    email: `${name.split(' ')[0]?.toLowerCase()}-${shop.code}@example.com`,
    password: 'oak and copper',
  }
  const answer = await page.request.post(`/api/invitations/${url.split('/').at(-1)}`, { data: { account } })
  expect(answer.ok(), await answer.text()).toBe(true)
}

function asks(page: Page, shop: Shop) {
  return async <T>(method: 'get' | 'post' | 'put' | 'patch', path: string, data?: object): Promise<T> => {
    const answer = await page.request[method](`/api/s/${shop.code}/${path}`, data ? { data } : {})
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return (await answer.json()) as T
  }
}
