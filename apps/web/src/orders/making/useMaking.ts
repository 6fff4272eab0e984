import type { CardDto, OrderDto, OrderProductionDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { assignCard, moveCards, productionQuery, reviewCard, tickCard } from './api.ts'
import { planFor } from './route.ts'

/** A move that was refused and that this person may do all the same, once they say why. */
export type Anyway = { cards: CardDto[]; to: Place; reason: string }

/** Everything that is done with an order's cards. A move is shown at once, and springs back when it is refused. */
export function useMaking(order: OrderDto, made: OrderProductionDto | undefined) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [anyway, setAnyway] = useState<Anyway | null>(null)
  const code = shop.code
  const key = productionQuery(code, order.code).queryKey
  const refresh = () => client.invalidateQueries({ queryKey: ['s', code] })
  const tell = (error: unknown) => void toast(sentenceOf(error, t('ui:failed.unknown')))
  const show = (cards: CardDto[]) =>
    client.setQueryData(key, (before) => before && { ...before, cards: replaced(before.cards, cards) })
  // One after the other: whoever presses twice means the card as it is after the first time.
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const doing = (act: () => Promise<unknown>) => {
    last.current = last.current.then(act).catch(tell).finally(refresh)
    return last.current
  }
  const newest = (card: CardDto) => client.getQueryData(key)?.cards.find(({ id }) => id === card.id) ?? card

  const move = (given: CardDto[], to: Place, reason?: string) =>
    doing(async () => {
      const cards = given.map(newest)
      await client.cancelQueries({ queryKey: key })
      show(cards.map((card) => ({ ...card, place: to, since: new Date().toISOString(), checks: [] })))
      const refs = cards.map(({ id, version }) => ({ id, version }))
      try {
        const { moved, refused } = await moveCards(code, { cards: refs, to, ...(reason && { override: { reason } }) })
        show([...moved, ...refused.flatMap(({ card }) => card ?? [])])
        const [first] = refused
        if (first?.canOverride)
          setAnyway({ cards: cards.filter(({ id }) => id === first.id), to, reason: first.reason })
        else if (first) toast(first.reason)
      } catch (error) {
        show(cards)
        throw error
      }
    })

  return {
    anyway,
    closeAnyway: () => setAnyway(null),
    /** Asks the rules first: what may not be is told before anything moves. */
    move: (cards: CardDto[], to: Place) => {
      const [first] = made ? cards.flatMap((card) => refusalOf(card, to, made)) : []
      if (!first || !made) return void move(cards, to)
      if (first.canOverride && made.can.override.allowed) setAnyway({ cards, to, reason: first.reason })
      else toast(first.reason)
    },
    moveAnyway: (reason: string) => {
      if (anyway) void move(anyway.cards, anyway.to, reason)
      setAnyway(null)
    },
    tick: (card: CardDto, check: string, ticked: boolean) => {
      const others = card.checks.filter((id) => id !== check)
      show([{ ...card, checks: ticked ? [...others, check] : others }])
      void doing(async () => show([await tickCard(code, card.id, check, ticked)]))
    },
    assign: (card: CardDto, assigneeId: string | null) => {
      show([{ ...card, assigneeId }])
      void doing(async () => {
        const { refused } = await assignCard(code, newest(card), assigneeId)
        if (refused[0]) toast(refused[0].reason)
      })
    },
    review: (cards: CardDto[], reviewed: boolean) =>
      void doing(async () => {
        for (const card of cards) show([await reviewCard(code, card.id, reviewed)])
      }),
  }
}

/** The order's answer is there before its cards are read again, and says whether they are held. */
export const heldAs = ({ held }: OrderDto, made: OrderProductionDto): OrderProductionDto => ({
  ...made,
  cards: made.cards.map((card) => ({ ...card, held: held?.reason ?? null })),
})

export type Making = ReturnType<typeof useMaking>

export function refusalOf(card: CardDto, to: Place, made: OrderProductionDto) {
  const plan = planFor(card, to, made)
  if (plan.moves) return []
  const reason = plan.refusals.map((refusal) => refusal.reason).join(' ')
  return [{ reason, canOverride: plan.refusals.every((refusal) => refusal.canOverride) }]
}

const replaced = (all: CardDto[], changed: CardDto[]): CardDto[] =>
  all.map((card) => changed.find(({ id }) => id === card.id) ?? card)
