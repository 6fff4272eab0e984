import type { Place } from '@proofroom/workflow'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoard } from './board-context.ts'
import { stepOf } from './board-model.ts'
import { type Arrow, type Layout, neighbour } from './layout.ts'
import type { useLift } from './useDrag.ts'

const TYPING = 'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]'
const ARROWS: Record<string, Arrow> = {
  ...{ ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' },
  ...{ k: 'up', j: 'down', h: 'left', l: 'right' },
}

type Keys = {
  layout: Layout
  current: string | null
  lifting: ReturnType<typeof useLift>
  /** Puts the focus on a card, wherever it is by then. */
  focus: (id: string) => void
  toggle: (id: string) => void
  clear: () => void
}

/**
 * The board without a mouse. Arrows walk; the brackets, or the arrows with shift, move a card on and back; the space bar
 * picks it up, then the arrows choose where and enter lets go; x selects.
 */
export function useBoardKeys(keys: Keys): void {
  const act = useKeyActs(keys)
  const newest = useRef(act)
  newest.current = act
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(TYPING)) return
      const card = target?.closest('[data-card]')?.getAttribute('data-card') ?? null
      const isElsewhere = card === null && target !== document.body && target?.id !== 'main'
      if (isElsewhere && event.key !== 'Escape') return
      if (newest.current(event, card)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey'>

/** True where the key was one of ours. */
function useKeyActs({ layout, current, lifting, focus, toggle, clear }: Keys) {
  const { store, setRefusal } = useBoard()
  const { pickUp, carry, letGo, putBack, step } = useCarrying({ lifting, focus })
  const forget = () => {
    clear()
    setRefusal(null)
  }
  const walk = (card: string, arrow: Arrow) => {
    const next = neighbour(layout, card, arrow)
    if (next) focus(next)
  }
  const onCard = (card: string): Record<string, () => void> => ({
    ...{ ']': () => step(card, 1), '[': () => step(card, -1) },
    ...{ 'shift+right': () => step(card, 1), 'shift+left': () => step(card, -1) },
    ...{ up: () => walk(card, 'up'), down: () => walk(card, 'down') },
    ...{ left: () => walk(card, 'left'), right: () => walk(card, 'right') },
    ...{ ' ': () => pickUp(card), x: () => toggle(card), Escape: forget },
  })
  const walkIn = () => current && focus(current)
  const elsewhere = { up: walkIn, down: walkIn, left: walkIn, right: walkIn, Escape: forget }
  const inHand = {
    ...{ left: () => carry(-1), right: () => carry(1), Enter: letGo, ' ': letGo },
    ...{ up: () => undefined, down: () => undefined, Escape: putBack },
  }
  return (press: KeyPress, card: string | null): boolean => {
    const drag = store.get()
    if (drag?.by === 'pointer') return false
    if (drag && press.key === 'Tab') putBack()
    const acts: Record<string, () => void> = drag ? inHand : card === null ? elsewhere : onCard(card)
    const act = acts[nameOf(press)]
    act?.()
    return act !== undefined
  }
}

function nameOf({ key, shiftKey }: KeyPress): string {
  const arrow = ARROWS[key]
  if (arrow) return shiftKey ? `shift+${arrow}` : arrow
  return key.length === 1 ? key.toLowerCase() : key
}

function useCarrying({ lifting, focus }: Pick<Keys, 'lifting' | 'focus'>) {
  const { t } = useTranslation('production')
  const { board, store, nameOf, announce, move } = useBoard()
  const places = board.columns.map((column) => column.place)
  const told = (place: Place, why: string | null) =>
    announce(why === null ? t('keys.over', { place: nameOf(place) }) : t('keys.overOut', { place: nameOf(place), why }))
  const pickUp = (id: string) => {
    const lifted = lifting.lift(id)
    const card = board.cards.find((one) => one.id === id)
    if (!lifted || !card) return announce(board.can.move.reason ?? '')
    store.set({ ...lifted, by: 'keys', isSettling: false, over: card.place })
    announce(t('keys.picked', { name: card.customerName, place: nameOf(card.place), count: lifted.ids.size }))
  }
  const carry = (by: 1 | -1) => {
    const drag = store.get()
    const over = places[places.indexOf(drag?.over ?? '') + by]
    if (!drag || over === undefined) return
    store.set({ ...drag, over })
    document.querySelector(`[data-head="${CSS.escape(over)}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    told(over, drag.verdicts.get(over) ?? null)
  }
  const letGo = () => {
    const drag = store.get()
    const [first] = drag?.ids ?? []
    store.set(null)
    if (!drag?.over || first === undefined) return
    lifting.drop(drag.over)
    focus(first)
  }
  const putBack = () => {
    store.set(null)
    announce(t('keys.back'))
  }
  const step = (id: string, by: 1 | -1) => {
    const card = board.cards.find((one) => one.id === id)
    if (!card) return
    if (!board.can.move.allowed) return announce(board.can.move.reason ?? '')
    const to = stepOf(card, by, board)
    if (to === null) return announce(t(by === 1 ? 'keys.last' : 'keys.first'))
    move({ cards: [card], to })
    focus(id)
  }
  return { pickUp, carry, letGo, putBack, step }
}
