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
import { OwnVersions } from './own-versions.ts'
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
type Answer = { changed: CardDto[]; refused?: Pick<RefusedCardDto, 'id' | 'card'>[]; after?: () => void }

/** Sends one after the other, since each raises the version that the next one must name. */
function useSending(
  shop: string,
  setChanges: (next: (before: ReadonlyMap<string, Change>) => Map<string, Change>) => void,
) {
  const { t } = useTranslation('ui')
  const client = useQueryClient()
  const versions = useRef(new OwnVersions()).current
  const line = useRef(Promise.resolve())
  const key = boardQuery(shop).queryKey
  const tell = useCallback(
    async ({ changed, refused = [], after }: Answer) => {
      // What was being read is older than this answer.
      await client.cancelQueries({ queryKey: key })
      const now = new Map(
        [...refused, ...changed.map((card) => ({ id: card.id, card }))].map((one) => [one.id, one.card]),
      )
      client.setQueryData(key, (board) => board && withCards(board, now))
      versions.changed(changed)
      versions.refused(refused.flatMap(({ card }) => card ?? []))
      after?.()
      void client.invalidateQueries({ queryKey: key })
    },
    [client, key, versions],
  )
  const isOurs = useCallback((card: Seen) => versions.isKnown(card), [versions])
  const send = useCallback(
    (seen: Seen[], change: Map<string, Change>, ask: (cards: Seen[]) => Promise<Answer>) => {
      versions.begin(seen)
      setChanges((before) => joined(before, change))
      const go = async () => {
        try {
          await tell(await ask(versions.named(seen)))
        } catch (error) {
          toast(sentenceOf(error, t('failed.unknown')))
          void client.invalidateQueries({ queryKey: key })
        }
        const done = versions.end(seen)
        setChanges((before) => new Map([...before].filter(([id]) => !done.includes(id))))
      }
      line.current = line.current.then(go)
      return line.current
    },
    [client, key, setChanges, t, tell, versions],
  )
  return { send, isOurs }
}

function joined(before: ReadonlyMap<string, Change>, change: Map<string, Change>): Map<string, Change> {
  const after = new Map(before)
  for (const [id, one] of change) after.set(id, { ...after.get(id), ...one })
  return after
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
        const after = () => {
          if (result.refused.length > 0) refuse({ to, cards: [...stays, ...result.refused] })
          else if (!isUndo) tellMoved(result.moved)
        }
        return { changed: result.moved, refused: result.refused, after }
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
          changed: assigned,
          refused,
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
        return { changed: [now] }
      })
    },
    [send, shop.code],
  )
  const review = useCallback(
    (card: CardDto, reviewed: boolean) =>
      void send([card], new Map(), async () => ({
        changed: [await reviewCard(shop.code, card.id, reviewed)],
      })),
    [send, shop.code],
  )
  return { assign, tick, review }
}
