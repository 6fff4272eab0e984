import type { BoardDto, CardDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** Says what others moved, to whoever hears the board rather than sees it. */
export function useOthersTold(
  read: BoardDto,
  isOurs: (card: CardDto) => boolean,
  announce: (words: string) => void,
  nameOf: (place: Place) => string,
): void {
  const { t } = useTranslation('production')
  const before = useRef(read)
  useEffect(() => {
    const places = new Map(before.current.cards.map((card) => [card.id, card.place]))
    before.current = read
    const moved = read.cards.filter((card) => (places.get(card.id) ?? card.place) !== card.place && !isOurs(card))
    const [first] = moved
    if (!first) return
    announce(t('moved.others', { count: moved.length, name: first.customerName, place: nameOf(first.place) }))
  }, [read, isOurs, announce, nameOf, t])
}
