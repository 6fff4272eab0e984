import type { BoardDto, CardDto, MoveResultDto, OrderDto, StageInput, WorkshopDto } from '@proofroom/contract'
import { buildOrder, type Shop, type Visitor } from '../testing/index.ts'

export const boardOf = (shop: Shop, who: Visitor = shop.owner): Promise<BoardDto> => who.do('GET', `${shop.path}/board`)

export async function cardOf(shop: Shop, order: Pick<OrderDto, 'code'>): Promise<CardDto> {
  const card = (await boardOf(shop)).cards.find((one) => one.order.code === order.code)
  if (!card) throw new Error(`The order ${order.code} is not on the board.`)
  return card
}

type Ref = Pick<CardDto, 'id' | 'version'>

export const move = (shop: Shop, cards: Ref[], to: string, given: { who?: Visitor; reason?: string } = {}) =>
  (given.who ?? shop.owner).do<MoveResultDto>('POST', `${shop.path}/board/moves`, {
    cards: cards.map(({ id, version }) => ({ id, version })),
    to,
    ...(given.reason && { override: { reason: given.reason } }),
  })

export const workshopOf = (shop: Shop): Promise<WorkshopDto> => shop.owner.do('GET', `${shop.path}/workshop`)

/** The id of a stage by its name. */
export async function stageOf(shop: Shop, name: string): Promise<string> {
  const stage = (await workshopOf(shop)).stages.find((one) => one.name === name)
  if (!stage) throw new Error(`There is no stage ${name}.`)
  return stage.id
}

export async function changeStage(shop: Shop, name: string, json: Partial<StageInput>): Promise<WorkshopDto> {
  return shop.owner.do('PATCH', `${shop.path}/stages/${await stageOf(shop, name)}`, json)
}

/** From now on the shop reviews what it makes itself: a card is open for making without a customer. */
export async function reviewOurselves(shop: Shop): Promise<void> {
  const { workflows } = await workshopOf(shop)
  const usual = workflows.find((workflow) => workflow.isDefault)
  await shop.owner.do('PATCH', `${shop.path}/workflows/${usual?.id}`, { gate: 'shop' })
}

/** An order that was reviewed; its card. */
export async function buildReviewed(shop: Shop, given: Parameters<typeof buildOrder>[1] = {}): Promise<CardDto> {
  const order = await buildOrder(shop, given)
  return shop.owner.do('PUT', `${shop.path}/cards/${order.items[0]?.id}/review`, { reviewed: true })
}
