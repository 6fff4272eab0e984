import type { BoardDto, CardDto, RefusedCardDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { assignCards, boardQuery, moveCards, reviewCard, tickCard } from './api.ts'
import { type Change, planAll, withCards, withChanges } from './board-model.ts'
import { usePlaceName } from './place-name.ts'

/** What did not move, and why; shown on the first of the cards. */
export type Refused = Pick<RefusedCardDto, 'id' | 'code' | 'reason' | 'canOverride'>
export type Refusal = { to: Place; cards: Refused[] }

/** As the person saw it: if the card is another one since, they are told instead of being obeyed. */
export type Seen = Pick<CardDto, 'id' | 'version'>
export type Move = { cards: Seen[]; to: Place; reason?: string; isUndo?: boolean }

/**
 * Everything that changes cards: shown at once, sent in order, and taken back with the reason where the server says no.
 * What was done and not answered yet lies over what was read, so that reading again disturbs nothing.
 */
export function useMoves(read: BoardDto | undefined) {
  const { shop } = useShop()
  const [changes, setChanges] = useState<ReadonlyMap<string, Change>>(new Map())
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const shown = useMemo(() => read && withChanges(read, changes), [read, changes])
  const { send, isOurs } = useSending(shop.code, setChanges)
  const move = useMove(send, shown, setRefusal)
  const others = useOthers(send)
  return { shown, refusal, setRefusal, move, isOurs, ...others }
}

type Send = ReturnType<typeof useSending>['send']
type Answer = { now: Map<string, CardDto | null>; after?: () => void }

/** Sends one after the other, since each raises the version that the next one must name. */
function useSending(
  shop: string,
  setChanges: (next: (before: ReadonlyMap<string, Change>) => Map<string, Change>) => void,
) {
  const { t } = useTranslation('ui')
  const client = useQueryClient()
  const line = useRef({
    tail: Promise.resolve(),
    waiting: new Map<string, number>(),
    versions: new Map<string, number>(),
  })
  const key = boardQuery(shop).queryKey
  const tell = useCallback(
    async ({ now, after }: Answer) => {
      // What was being read is older than this answer.
      await client.cancelQueries({ queryKey: key })
      client.setQueryData(key, (board) => board && withCards(board, now))
      for (const card of now.values()) if (card) line.current.versions.set(card.id, card.version)
      after?.()
      void client.invalidateQueries({ queryKey: key })
    },
    [client, key],
  )
  const isOurs = useCallback(({ id, version }: Seen) => {
    const { waiting, versions } = line.current
    return waiting.has(id) || versions.get(id) === version
  }, [])
  const send = useCallback(
    (seen: Seen[], change: Map<string, Change>, ask: (cards: Seen[]) => Promise<Answer>) => {
      const { waiting, versions } = line.current
      const chained = new Set(seen.filter(({ id }) => waiting.has(id)).map(({ id }) => id))
      for (const { id } of seen) waiting.set(id, (waiting.get(id) ?? 0) + 1)
      setChanges((before) => joined(before, change))
      const go = async () => {
        const cards = seen.map(({ id, version }) => ({
          id,
          version: chained.has(id) ? (versions.get(id) ?? version) : version,
        }))
        try {
          await tell(await ask(cards))
        } catch (error) {
          toast(sentenceOf(error, t('failed.unknown')))
          void client.invalidateQueries({ queryKey: key })
        }
        const done = seen.map(({ id }) => id).filter((id) => lessen(waiting, id))
        setChanges((before) => new Map([...before].filter(([id]) => !done.includes(id))))
      }
      line.current.tail = line.current.tail.then(go)
      return line.current.tail
    },
    [client, key, setChanges, t, tell],
  )
  return { send, isOurs }
}

function joined(before: ReadonlyMap<string, Change>, change: Map<string, Change>): Map<string, Change> {
  const after = new Map(before)
  for (const [id, one] of change) after.set(id, { ...after.get(id), ...one })
  return after
}

/** True when nothing of this card is under way any more. */
function lessen(waiting: Map<string, number>, id: string): boolean {
  const left = (waiting.get(id) ?? 1) - 1
  if (left > 0) waiting.set(id, left)
  else waiting.delete(id)
  return left <= 0
}

function useMove(send: Send, shown: BoardDto | undefined, refuse: (refusal: Refusal | null) => void) {
  const { t } = useTranslation('production')
  const { shop } = useShop()
  const nameOf = usePlaceName(shown)
  const again = useRef<(move: Move) => void>(() => undefined)
  const move = useCallback(
    ({ cards, to, reason, isUndo }: Move) => {
      if (!shown) return
      const { here, refused } = compare(cards, shown, (place) => t('refused.changed', { place: nameOf(place) }))
      const plan = planAll(here, to, shown, reason !== undefined)
      const stays: Refused[] = [...refused, ...plan.refused.map(({ card, refusal }) => ({ id: card.id, ...refusal }))]
      const overridable = (one: Refused): Refused => ({
        ...one,
        canOverride: one.canOverride && shown.can.override.allowed,
      })
      refuse(stays.length > 0 ? { to, cards: stays.map(overridable) } : null)
      if (plan.goes.length === 0) return
      const from = plan.goes.map(({ card }) => card)
      const change = new Map(plan.goes.map(({ card, change }) => [card.id, change]))
      void send(from, change, async (refs) => {
        const result = await moveCards(shop.code, {
          cards: refs,
          to,
          ...(reason !== undefined && { override: { reason } }),
        })
        const now = new Map<string, CardDto | null>([
          ...result.refused.map((one) => [one.id, one.card] as const),
          ...result.moved.map((card) => [card.id, card] as const),
        ])
        const after = () => {
          if (result.refused.length > 0) refuse({ to, cards: [...stays, ...result.refused] })
          else if (!isUndo) tellMoved(result.moved)
        }
        return { now, after }
      })

      function tellMoved(moved: CardDto[]) {
        const [first] = moved
        if (!first) return
        const before = from.find(({ id }) => id === first.id)?.place
        const back = before !== undefined && from.every(({ place }) => place === before) ? before : null
        const undo =
          back === null
            ? undefined
            : {
                label: t('moved.undo'),
                onPress: () => again.current({ cards: moved, to: back, isUndo: true }),
              }
        toast(t('moved.told', { count: moved.length, name: first.customerName, place: nameOf(to) }), undo)
      }
    },
    [nameOf, refuse, send, shop.code, shown, t],
  )
  again.current = move
  return move
}

/** The cards as they are now, and those that somebody else changed while this person looked at them. */
function compare(seen: Seen[], { cards }: BoardDto, changed: (place: Place) => string) {
  const here: CardDto[] = []
  const refused: Refused[] = []
  for (const { id, version } of seen) {
    const card = cards.find((one) => one.id === id)
    if (!card) continue
    if (card.version === version) here.push(card)
    else refused.push({ id, code: 'card.changed', reason: changed(card.place), canOverride: false })
  }
  return { here, refused }
}

function useOthers(send: Send) {
  const { t } = useTranslation('production')
  const { shop } = useShop()
  const assign = useCallback(
    (cards: CardDto[], assigneeId: string | null) =>
      void send(cards, new Map(cards.map(({ id }) => [id, { assigneeId }])), async (refs) => {
        const { assigned, refused } = await assignCards(shop.code, refs, assigneeId)
        const [first] = refused
        return {
          now: new Map<string, CardDto | null>([
            ...refused.map((one) => [one.id, one.card] as const),
            ...assigned.map((card) => [card.id, card] as const),
          ]),
          after: () => toast(first ? first.reason : t('given', { count: assigned.length })),
        }
      }),
    [send, shop.code, t],
  )
  const tick = useCallback(
    (card: CardDto, checkId: string, ticked: boolean) => {
      const others = card.checks.filter((check) => check !== checkId)
      const checks = ticked ? [...others, checkId] : others
      void send([card], new Map([[card.id, { checks }]]), async () => {
        const now = await tickCard(shop.code, card.id, checkId, ticked)
        return { now: new Map([[card.id, now]]) }
      })
    },
    [send, shop.code],
  )
  const review = useCallback(
    (card: CardDto, reviewed: boolean) =>
      void send([card], new Map(), async () => ({
        now: new Map([[card.id, await reviewCard(shop.code, card.id, reviewed)]]),
      })),
    [send, shop.code],
  )
  return { assign, tick, review }
}
